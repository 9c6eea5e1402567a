// What reading something for a prompt comes to: references, or why there are none, in the words of the reader.
import * as vscode from "vscode";
import type { Reference } from "../reference.ts";
import type { Guard, Refusal } from "./guard.ts";
import type { FileGathered } from "./sources/files.ts";
import type { ImageGathered } from "./sources/images.ts";

const { l10n } = vscode;

/** What a choice gives; a refusal that the user may override says what it is about. */
export type Gathering =
  | {
      readonly ok: true;
      readonly references: readonly Reference[];
      /** As it is in its file: not every image can be sent so. */
      readonly image?: { readonly name: string; readonly bytes: Uint8Array };
      readonly note?: string;
    }
  | { readonly ok: false; readonly reason: string; readonly refusal?: Refusal };

/** Reads nothing of a workspace that is not trusted, and of no file that may not be sent; `isForced`: the user insists. */
export async function gatherGuarded(
  guard: Guard,
  uri: vscode.Uri,
  isForced: boolean,
  gather: () => Promise<Gathering>,
): Promise<Gathering> {
  const restricted = restriction();
  if (restricted) return restricted;
  const refusal = await guard.refusal(uri);
  if (!refusal || (isForced && refusal !== "special")) return gather();
  return { ok: false, reason: refusalText(refusal, nameOf(uri)), ...(refusal !== "special" && { refusal }) };
}

/** Undefined in a workspace that is trusted: of any other nothing is read, whatever it is (H10). */
export function restriction(): Gathering | undefined {
  if (vscode.workspace.isTrusted) return undefined;
  const reason = l10n.t("This workspace is in Restricted Mode, so Ask Qwen reads no code of it. Typed questions work.");
  return { ok: false, reason };
}

/** In the words of the reader. */
export function gathering(read: FileGathered): Gathering {
  if (read.ok) {
    const { value, isCut } = read;
    return { ok: true, references: [value], ...(isCut && { note: cutNote(value.label) }) };
  }
  const { reason } = read;
  switch (reason) {
    case "empty":
      return { ok: false, reason: l10n.t("There is no text in it.") };
    case "binary":
      return { ok: false, reason: l10n.t("This does not look like text, so it was not sent.") };
    case "tooLarge":
      return { ok: false, reason: l10n.t("The file is too large to go with a question. Select a part of it.") };
    case "unreadable":
      return { ok: false, reason: l10n.t("The file could not be read.") };
    default:
      return reason satisfies never;
  }
}

export function imageGathering(read: ImageGathered): Gathering {
  if (read.ok) return { ok: true, references: [], image: read };
  return read.reason === "unreadable"
    ? gathering({ ok: false, reason: read.reason })
    : { ok: false, reason: l10n.t("The image is too large: at most 30 MB.") };
}

export const cutNote = (name: string): string =>
  l10n.t("{0} is larger than what is sent with one question: its end is left out.", name);

export const one = (reference: Reference | undefined, reason: string): Gathering =>
  reference ? { ok: true, references: [reference] } : { ok: false, reason };

export function refusalText(refusal: Refusal, name: string): string {
  switch (refusal) {
    case "secret":
      return l10n.t("{0} is a file that usually holds keys or passwords, so it was not attached.", name);
    case "ignored":
      return l10n.t("{0} is left out by .gitignore or .qwenignore, so it was not attached.", name);
    case "outside":
      return l10n.t("{0} is a link that leads out of the workspace, so it was not attached.", name);
    case "special":
      return l10n.t("{0} is no file that can be read.", name);
    default:
      return refusal satisfies never;
  }
}

export const nameOf = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri);
