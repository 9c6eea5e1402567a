// Code with characters that can not be seen may do something else than it shows: nothing is done with it before that is said (P9).
import * as vscode from "vscode";
import { confirm } from "./ask.ts";
import { hiddenIn, hiddenLines } from "./visible.ts";

/** There are none, or the reader knows of them. */
export async function isSeen(text: string, isApproved: typeof confirm = confirm): Promise<boolean> {
  const count = hiddenIn(text);
  if (count === 0) return true;
  const question = vscode.l10n.t(
    "This code has {0} hidden characters. They can make it do something else than it shows.",
    count,
  );
  return isApproved(question, hiddenLines(text, 12), vscode.l10n.t("Use It Anyway"));
}
