// A message as a plain document of the editor, for screen readers and for anybody who wants to move through it with the editor's keys.
import { l10n } from "vscode";
import type { StoredMessage } from "./message.ts";
import { partsText } from "./prompt.ts";
import { createShownTexts } from "./shownTexts.ts";

export const shown = createShownTexts("askqwen-message", () =>
  l10n.t("This message is no longer at hand. Open it from the chat again."),
);

/** Markdown as it was written, without thinking; the code of references included. An answer that grows is shown as far as it is. */
export const openAccessibleView = ({ role, parts }: StoredMessage): Promise<void> =>
  shown.show(`${role === "user" ? l10n.t("Prompt") : l10n.t("Answer")}.md`, partsText(parts));
