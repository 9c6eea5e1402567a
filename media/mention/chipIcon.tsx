import type { JSX } from "preact";
import type { ReferenceView } from "../../src/protocol.ts";
import { kindIcons } from "./icons.tsx";

export function ChipIcon({ kind }: { readonly kind: ReferenceView["kind"] }): JSX.Element {
  const Icon = kindIcons[kind];
  return <Icon />;
}
