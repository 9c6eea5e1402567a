// Images for the page under test, made inside the browser, and ways to give them to it.
import type { Frame, Page } from "playwright-core";

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly type?: "image/png" | "image/jpeg" | "image/webp";
  readonly name?: string;
  /** Every pixel another colour: a photo, which no PNG makes small. */
  readonly isNoise?: boolean;
  /** Bytes in place of a picture, as a string of their values. */
  readonly bytes?: string;
  /** As a camera writes it: turned to its side, and with the place in it. */
  readonly hasExif?: boolean;
}

/** What a paste or a drop has, with texts beside the images. */
export interface Given {
  readonly texts?: Readonly<Record<string, string>>;
  /** Where it is pasted. */
  readonly into?: string;
}

const make = `async ({ width, height, type = "image/png", name = "image.png", isNoise, bytes, hasExif }) => {
  if (bytes !== undefined) return new File([Uint8Array.from(bytes, (one) => one.charCodeAt(0))], name, { type });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (isNoise) {
    const tile = new ImageData(256, 256);
    let seed = 1;
    for (let at = 0; at < tile.data.length; at++) tile.data[at] = at % 4 === 3 ? 255 : (seed = (seed * 48271) % 2147483647) & 255;
    const noise = new OffscreenCanvas(256, 256);
    noise.getContext("2d").putImageData(tile, 0, 0);
    context.fillStyle = context.createPattern(noise, "repeat");
    context.fillRect(0, 0, width, height);
  } else {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#c00";
    context.fillRect(0, 0, width, Math.ceil(height / 2));
  }
  const blob = await canvas.convertToBlob({ type, quality: 0.9 });
  if (!hasExif) return new File([blob], name, { type });
  const text = (words) => [...words].map((one) => one.charCodeAt(0));
  const place = text("GPS 47.3769 N 8.5417 E");
  const tiff = [...text("MM"), 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, ...place];
  const segment = [0xff, 0xe1, 0, tiff.length + 8, ...text("Exif"), 0, 0, ...tiff];
  return new File([blob.slice(0, 2), Uint8Array.from(segment), blob.slice(2)], name, { type });
}`;

const given = (pictures: readonly Picture[], texts: Given["texts"] = {}): string => `(async () => {
  const data = new DataTransfer();
  for (const picture of ${JSON.stringify(pictures)}) data.items.add(await (${make})(picture));
  for (const [type, text] of Object.entries(${JSON.stringify(texts)})) data.setData(type, text);
  return data;
})()`;

/** True if the page left it to the browser. */
export function paste(
  page: Page | Frame,
  pictures: readonly Picture[],
  { texts, into = ".composer textarea" }: Given = {},
) {
  return page.evaluate<boolean>(
    `${given(pictures, texts)}.then((clipboardData) => document.querySelector(${JSON.stringify(into)}).dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })))`,
  );
}

export async function drop(page: Page, pictures: readonly Picture[]): Promise<void> {
  await page.evaluate(
    `${given(pictures)}.then((dataTransfer) => { document.querySelector(".thread").dispatchEvent(
      new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })); })`,
  );
}

/** A picture's base64, as the host would post it. */
export function base64(page: Page, picture: Picture): Promise<string> {
  return page.evaluate(
    `(${make})(${JSON.stringify(picture)}).then((file) => file.arrayBuffer()).then((buffer) =>
      btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("")))`,
  );
}
