import type { JSX } from "preact";
import { kindIcons } from "../mention/icons.tsx";
import { useImage } from "./loaded.ts";

export interface PictureProps {
  /** Empty for the draft. */
  readonly messageId: string;
  readonly id: string;
  /** Empty where the name stands beside it. */
  readonly alt: string;
}

/** A box of its final size from the start: what is around it never moves. */
export function Picture({ messageId, id, alt }: PictureProps): JSX.Element {
  const url = useImage(messageId, id);
  const Icon = kindIcons.image;
  return <span class="picture">{url === undefined ? <Icon /> : <img src={url} alt={alt} draggable={false} />}</span>;
}
