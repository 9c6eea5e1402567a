// Has a model sum up a conversation, after its user has seen what that takes. Nothing is changed here: what comes is handed on.
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import { modelFor } from "../qwen/models.ts";
import { estimateTokens } from "../qwen/tokens.ts";
import type { Usage } from "../qwen/types.ts";
import { errorView } from "../report.ts";
import { readSettings } from "../settings.ts";
import { toStoredError } from "../storedError.ts";
import { askModel } from "./askModel.ts";
import type { StoredMessage } from "./message.ts";
import { moneyOf } from "./money.ts";
import { showRequest } from "./showRequest.ts";
import { summaryQuestion } from "./summary.ts";
import type { UsageBook } from "./usage/usage.ts";

const { l10n, window } = vscode;

/** Tokens that a summary takes: a page or two. */
const USUAL = 2000;

const noImages = (): undefined => undefined;

const promptOf = (text: string): StoredMessage => ({
  id: "",
  role: "user",
  parts: [{ type: "text", text }],
  status: "done",
  createdAt: 0,
});

/** The summary; undefined if it was not wanted, or failed, which the user has been told. */
export async function summarize(
  keys: ApiKeys,
  used: Pick<UsageBook, "record">,
  branch: readonly StoredMessage[],
): Promise<string | undefined> {
  const { model, endpoint } = readSettings();
  const question = summaryQuestion(branch, modelFor(model).context);
  if (question === undefined) return void window.showInformationMessage(l10n.t("There is nothing to sum up yet."));
  const wish = await askLeave(question, model, endpoint);
  if (wish === "look") await showRequest([promptOf(question)], { model }, noImages);
  if (wish !== "go") return undefined;
  const title = l10n.t("{0} sums up the conversation", modelFor(model).label);
  const location = vscode.ProgressLocation.Notification;
  return window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      const { text, usage } = await answerTo(keys, question, model, abort.signal);
      if (usage) used.record({ usage, model, endpoint });
      if (abort.signal.aborted) return undefined;
      if (text !== "") return text;
      void window.showErrorMessage(l10n.t("The model gave no summary. The conversation is as it was."));
    } catch (thrown) {
      if (abort.signal.aborted) return undefined;
      const { cause } = errorView(toStoredError(thrown, ""), model);
      void window.showErrorMessage(l10n.t("There is no summary, and the conversation is as it was. {0}", cause));
    }
    return undefined;
  });
}

async function askLeave(question: string, model: string, endpoint: string): Promise<"go" | "look" | undefined> {
  const tokens = estimateTokens(question);
  const money = moneyOf({ model, endpoint, usage: { input: tokens, output: USUAL } });
  const go = l10n.t("Sum Up");
  const detail = money
    ? l10n.t(
        "One request to {0} of about {1} tokens: about {2}. The conversation stays as it is.",
        model,
        tokens,
        money,
      )
    : l10n.t("One request to {0} of about {1} tokens. The conversation stays as it is.", model, tokens);
  const look = l10n.t("Look at it first");
  const title = l10n.t("Sum up the conversation?");
  const chosen = await window.showInformationMessage(title, { modal: true, detail }, go, look);
  return chosen === go ? "go" : chosen === look ? "look" : undefined;
}

async function answerTo(
  keys: ApiKeys,
  question: string,
  model: string,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly usage?: Usage }> {
  let text = "";
  let usage: Usage | undefined;
  for await (const event of askModel({ keys, image: noImages }, [promptOf(question)], model, signal)) {
    if (event.type === "text") text += event.text;
    else if (event.type === "usage") ({ usage } = event);
  }
  return { text: text.trim(), ...(usage && { usage }) };
}
