// What was asked to be attached and has not come yet: the host may have to read it, and images are made small first.
import type { State, ToHost } from "../src/protocol.ts";
import { post } from "./host.ts";

let asked = 0;
/** Images that are being made small; the host has not been asked for these. */
let underWay = 0;

export function postAttach(message: Extract<ToHost, { type: `attach${string}` | "imageRefused" }>): void {
  asked++;
  post(message);
}

/** Counts as being attached until `image` is done, which asks for it. */
export async function whileShrinking(image: Promise<void>): Promise<void> {
  underWay++;
  try {
    await image;
  } finally {
    underWay--;
  }
}

export const isAttaching = ({ attaching }: State): boolean => underWay > 0 || asked > attaching.done;
