// The request that would be sent now, and the one that was sent for an answer.
import * as vscode from "vscode";
import { NotReady } from "../storedError.ts";
import { type AskDeps, bodyFor } from "./askModel.ts";
import type { StoredMessage } from "./message.ts";
import { openRequest } from "./requestView.ts";

const { l10n, window } = vscode;

/** `chosen`: which model the next question goes to, and whether it may search. */
export async function showRequest(
  branch: readonly StoredMessage[],
  { model, search = false }: { readonly model: string; readonly search?: boolean },
  image: AskDeps["image"],
): Promise<void> {
  try {
    await openRequest(l10n.t("Request"), await bodyFor(branch, model, image, { search }));
  } catch (thrown) {
    if (!(thrown instanceof NotReady)) throw thrown;
    void window.showInformationMessage(l10n.t("There is no endpoint to send to yet."));
  }
}

export async function showSent(body: string | undefined): Promise<void> {
  if (body !== undefined) return openRequest(l10n.t("Sent request"), body);
  void window.showInformationMessage(
    l10n.t("What was sent for this answer is not remembered any more: it is kept until VS Code closes."),
  );
}
