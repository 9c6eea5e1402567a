// Which attachment of a question the provider's content check refuses: found by a few tiny requests, after asking for leave.
import * as vscode from "vscode";
import { estimateTokens } from "../qwen/tokens.ts";
import type { Reference } from "../reference.ts";
import { errorView } from "../report.ts";
import { toStoredError } from "../storedError.ts";
import { type AskDeps, askModel } from "./askModel.ts";
import type { Conversations } from "./conversations.ts";
import { type Found, findRefused, mostQuestions } from "./findRefused.ts";
import { referencesOf, type StoredMessage, type StoredPart, sentOf, textOf } from "./message.ts";
import { moneyOf } from "./money.ts";
import { factsOf } from "./referenceFacts.ts";

const { l10n, window } = vscode;

type Outcome = Found<Reference> | { readonly type: "text" } | undefined;

export async function findAttachment(
  asking: AskDeps,
  conversations: Pick<Conversations, "within">,
  conversationId: string,
  answer: StoredMessage,
  prompt: StoredMessage,
): Promise<void> {
  const { model = "", endpoint = "" } = answer;
  const references = referencesOf(prompt);
  const text = sentOf(prompt) ?? textOf(prompt);
  const { questions, rounds } = mostQuestions(references.length);
  const most = questions + (text === "" ? 0 : 1);
  const tokens = references.reduce((sum, one) => sum + factsOf(one).tokens, 0) * rounds + estimateTokens(text);
  const money = moneyOf({ model, endpoint, usage: { input: tokens, output: most } });
  const find = l10n.t("Find It");
  const chosen = await window.showInformationMessage(
    l10n.t("Find out which attachment the content check refuses?"),
    {
      modal: true,
      detail: money
        ? l10n.t(
            "At most {0} small requests to {1}, one after the other, of together at most {2} tokens: about {3}. Each sends a part of what was attached and asks for one token. You can stop it at any time.",
            most,
            model,
            tokens,
            money,
          )
        : l10n.t(
            "At most {0} small requests to {1}, one after the other, of together at most {2} tokens. Each sends a part of what was attached and asks for one token. You can stop it at any time.",
            most,
            model,
            tokens,
          ),
    },
    find,
  );
  if (chosen !== find) return;

  const location = vscode.ProgressLocation.Notification;
  const title = l10n.t("Looking for what the content check refuses");
  const outcome = await window.withProgress<Outcome>(
    { location, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      let asked = 0;
      const isRefused = async (parts: readonly StoredPart[]): Promise<boolean> => {
        progress.report({ message: l10n.t("request {0} of at most {1}", ++asked, most), increment: 100 / most });
        const refused = await isInputRefused(asking, parts, model, abort.signal);
        if (abort.signal.aborted) throw abort.signal.reason;
        return refused;
      };
      try {
        if (text !== "" && (await isRefused([{ type: "text", text }]))) return { type: "text" };
        return await findRefused(references, isRefused);
      } catch (thrown) {
        if (!abort.signal.aborted) void window.showErrorMessage(errorView(toStoredError(thrown, ""), model).cause);
        return undefined;
      }
    },
  );
  if (!outcome) return;
  const without = l10n.t("Ask Without It");
  if (outcome.type !== "items") return void window.showInformationMessage(wordsFor(outcome));
  const names = outcome.items.map(({ label }) => label).join(", ");
  const next = await window.showInformationMessage(l10n.t("The content check refuses: {0}", names), without);
  if (next !== without) return;
  const rest = references.filter((one) => !outcome.items.includes(one));
  conversations.within(conversationId, (conversation) => conversation.edit(prompt.id, { references: rest }));
}

/** Other errors than the check's are thrown. */
async function isInputRefused(
  asking: AskDeps,
  parts: readonly StoredPart[],
  model: string,
  signal: AbortSignal,
): Promise<boolean> {
  const prompt: StoredMessage = { id: "", role: "user", parts, status: "done", createdAt: 0 };
  try {
    for await (const event of askModel(asking, [prompt], model, signal, { maxTokens: 1 })) {
      if (event.type !== "retry") break; // It has been let in. Leaving the loop ends the request.
    }
    return false;
  } catch (thrown) {
    const { kind } = toStoredError(thrown, "");
    if (kind === "inspectionInput") return true;
    if (kind === "inspectionOutput") return false;
    throw thrown;
  }
}

function wordsFor({ type }: Exclude<NonNullable<Outcome>, { type: "items" }>): string {
  switch (type) {
    case "text":
      return l10n.t("It is the text of the question that the content check refuses, not an attachment.");
    case "together":
      return l10n.t("Each attachment passes the content check alone; only together they are refused.");
    case "none":
      return l10n.t(
        "Text and attachments pass the content check by themselves. What it refuses is in the conversation before.",
      );
    default:
      return type satisfies never;
  }
}
