// Any image that the browser can decode -> one that the service takes. Being drawn anew, it brings nothing along but its pixels: no
// place where a photo was taken, no name of a camera.
import type { ImageRefusal } from "../../src/protocol.ts";
import { fit, type Size } from "./fit.ts";
import { formatOf, isAnimated } from "./format.ts";

const LARGEST_FILE = 30 * 1024 ** 2;
/** Decoded, each takes four bytes. */
const MOST_PIXELS = 100_000_000;
/** Above that a JPEG shows as much for less: it is no drawing and no screenshot of text. */
const LARGEST_PNG = 1024 ** 2;
const QUALITY = 0.85;

export type Shrunk = { readonly ok: true; readonly blob: Blob } | { readonly ok: false; readonly why: ImageRefusal };

const refused = (why: ImageRefusal): Shrunk => ({ ok: false, why });

export async function shrink(file: Blob): Promise<Shrunk> {
  if (file.size > LARGEST_FILE) return refused("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const format = formatOf(bytes);
  if (format === "heic") return refused("heic");
  if (!format) return refused("format");
  if (isAnimated(bytes, format)) return refused("animated");
  // By its bytes, not by what it says of itself: an SVG, which could load things, is never shown.
  const url = URL.createObjectURL(new Blob([bytes], { type: `image/${format}` }));
  try {
    return await drawn(url, format === "jpeg" || format === "avif");
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function drawn(url: string, isPhoto: boolean): Promise<Shrunk> {
  const image = new Image();
  const isRead = await new Promise<boolean>((read) => {
    image.onload = () => read(true);
    image.onerror = () => read(false);
    image.src = url;
  });
  if (!isRead) return refused("broken");
  // Its size is known, and nothing is decoded yet: a small file may be a picture of many gigabytes.
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width * height > MOST_PIXELS) return refused("tooLarge");
  const size = fit({ width, height });
  if (!size) return refused("tooNarrow");
  try {
    await image.decode();
  } catch {
    return refused("broken");
  }
  return { ok: true, blob: await encoded(image, size, isPhoto) };
}

async function encoded(image: HTMLImageElement, { width, height }: Size, isPhoto: boolean): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!; // There is one: nobody has asked this canvas for another kind.
  context.imageSmoothingQuality = "high";
  context.imageSmoothingEnabled = width <= image.naturalWidth;
  context.drawImage(image, 0, 0, width, height);
  const png = isPhoto ? undefined : await canvas.convertToBlob({ type: "image/png" });
  if (png && png.size <= LARGEST_PNG) return png;
  // What can be seen through would become black.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
