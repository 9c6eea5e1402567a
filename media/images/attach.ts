// Images on their way into the draft: pasted, dropped, or from a file that the host has read.
import type { ImageRefusal } from "../../src/protocol.ts";
import { postAttach, whileComing } from "../attaching.ts";
import { shrink } from "./shrink.ts";

/** SVG is text, and goes as such. A HEIC photo has no type where the system does not know it. */
export const isImageFile = ({ type, name }: File): boolean =>
  (type.startsWith("image/") && !type.startsWith("image/svg")) || /\.hei[cf]$/i.test(name);

let last = Promise.resolve();

/** One after the other: they keep their order, and no two large photos are in memory at once. */
export function attachImage(file: Blob, name: string, conversation: string): Promise<void> {
  last = whileComing(last.then(() => attach(file, name, conversation)));
  return last;
}

async function attach(file: Blob, name: string, conversation: string): Promise<void> {
  const refuse = (why: ImageRefusal): void => postAttach({ type: "imageRefused", conversation, name, why });
  try {
    const shrunk = await shrink(file);
    if (shrunk.ok) postAttach({ type: "attachImage", conversation, name, data: await base64(shrunk.blob) });
    else refuse(shrunk.why);
  } catch {
    refuse("broken"); // The file has gone meanwhile, or may not be read.
  }
}

/** From a file that the host has read. */
export function attachRead(data: string, name: string, conversation: string): void {
  void attachImage(new Blob([bytesOf(data)]), name, conversation);
}

/** A paste anywhere in the page but into another text: an image goes into the draft. */
export function takePasted(event: ClipboardEvent, conversation: string): void {
  const { clipboardData: data, target } = event;
  const isElsewhere = target instanceof Element && target.closest("input, textarea") && !target.closest(".composer");
  const images = [...(data?.files ?? [])].filter(isImageFile);
  if (!data || isElsewhere || images.length === 0) return;
  // Spreadsheets bring a picture of their cells along; a copied file brings its name.
  const text = data.getData("text/plain");
  if (text !== "" && !images.some(({ name }) => name === text)) return;
  event.preventDefault();
  for (const image of images) void attachImage(image, givenName(image), conversation);
}

/** What the browser calls an image that is no file says nothing. */
const givenName = ({ name }: File): string => (name === "image.png" ? "" : name);

export async function takeCopied(conversation: string): Promise<void> {
  const image = await copiedImage();
  if (image) await attachImage(image, "", conversation);
  else postAttach({ type: "imageRefused", conversation, name: "", why: "noneCopied" });
}

async function copiedImage(): Promise<Blob | undefined> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((one) => one.startsWith("image/"));
      if (type !== undefined) return await item.getType(type);
    }
  } catch {
    // The browser may ask, and its user may say no.
  }
  return undefined;
}

const base64 = (blob: Blob): Promise<string> =>
  new Promise((read, failed) => {
    const reader = new FileReader();
    reader.onload = () => read(String(reader.result).replace(/^.*?,/, ""));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });

export const bytesOf = (data: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
