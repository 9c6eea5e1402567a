// The images that are being shown, asked of the host when the first place shows them and forgotten with the last.
import { useEffect, useState } from "preact/hooks";
import { post } from "../host.ts";
import { bytesOf } from "./attach.ts";

interface Loaded {
  url?: string;
  readonly shown: Set<(url: string) => void>;
}

const images = new Map<string, Loaded>();

/** Its address in this page, once it has come. */
export function useImage(messageId: string, id: string): string | undefined {
  const [url, setUrl] = useState(images.get(id)?.url);
  useEffect(() => want(messageId, id, setUrl), [messageId, id]);
  return url;
}

function want(messageId: string, id: string, show: (url: string) => void): () => void {
  const image = images.get(id) ?? { shown: new Set() };
  images.set(id, image);
  image.shown.add(show);
  if (image.url !== undefined) show(image.url);
  else if (image.shown.size === 1) post({ type: "loadImage", messageId, id });
  return () => {
    image.shown.delete(show);
    if (image.shown.size > 0) return;
    images.delete(id);
    if (image.url !== undefined) URL.revokeObjectURL(image.url);
  };
}

export function imageCame({
  id,
  mediaType,
  data,
}: {
  readonly id: string;
  readonly mediaType: string;
  readonly data: string;
}): void {
  const image = images.get(id);
  if (!image || image.url !== undefined) return; // Nobody shows it any longer.
  image.url = URL.createObjectURL(new Blob([bytesOf(data)], { type: mediaType }));
  for (const show of image.shown) show(image.url);
}
