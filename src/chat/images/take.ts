// An image from the page or a file -> what is kept and sent of it, after a look at its bytes.
import type { ImageReference } from "../../reference.ts";
import type { StoredImage } from "../message.ts";
import { imageHash } from "./hash.ts";
import { readHeader } from "./header.ts";

export interface TakenImage {
  readonly reference: ImageReference;
  readonly image: StoredImage;
}

/**
 * The service takes 10 MiB of base64 and scales what has more than 2,560 x 1,024 pixels down; a side of 10 pixels or a strip of
 * 200:1 it refuses. The page has made the image fit; what does not is not from our page.
 */
export const imageLimits = { bytes: 6 * 1024 ** 2, pixels: 2560 * 1024, side: 11, ratio: 200 } as const;

export function takeImage(bytes: Uint8Array, label: string, id: string): TakenImage | undefined {
  const header = bytes.length <= imageLimits.bytes ? readHeader(bytes) : undefined;
  if (!header || !isFit(header)) return undefined;
  const hash = imageHash(bytes);
  return {
    reference: { type: "reference", kind: "image", id, label, ...header, hash },
    image: { hash, mediaType: header.mediaType, data: bytes },
  };
}

function isFit({ width, height }: { readonly width: number; readonly height: number }): boolean {
  const [short, long] = width < height ? [width, height] : [height, width];
  return width * height <= imageLimits.pixels && short >= imageLimits.side && long <= short * imageLimits.ratio;
}

/** The last part of a path, whichever way its slashes lean. */
export const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

/** As the service takes it. */
export const dataUrl = ({ mediaType, data }: StoredImage): string =>
  `data:${mediaType};base64,${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64")}`;
