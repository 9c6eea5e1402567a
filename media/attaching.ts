// What was asked to be attached and has not come yet: the host may have to read it, and images are made small first.
import type { State, ToHost } from "../src/protocol.ts";
import { post } from "./host.ts";

let asked = 0;
/** Images that are being made small, files that are being read; the host has not been asked for these. */
let underWay = 0;

export function postAttach(message: Extract<ToHost, { type: `attach${string}` | "imageRefused" }>): void {
  asked++;
  post(message);
}

/** Counts as being attached until that is done, which asks for it. */
export async function whileComing(file: Promise<void>): Promise<void> {
  underWay++;
  try {
    await file;
  } finally {
    underWay--;
  }
}

export const isAttaching = ({ attaching }: State): boolean => underWay > 0 || asked > attaching.done;
