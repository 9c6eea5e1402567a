// Words for an error, in the reader's language, and the button that mends it.
import { l10n } from "vscode";
import type { ErrorButton, ErrorView } from "./protocol.ts";
import type { ErrorKind } from "./qwen/errors.ts";
import { modelFor, searchModelBeside } from "./qwen/models.ts";
import type { NotReady, StoredError } from "./storedError.ts";

/** What of the question may have to do with its error. */
export interface Turn {
  readonly attachments: number;
  readonly hasText: boolean;
  /** Earlier exchanges were sent along. */
  readonly hasEarlier: boolean;
}

const alone: Turn = { attachments: 0, hasText: true, hasEarlier: false };

export function errorView(error: StoredError, model: string, turn: Turn = alone): ErrorView {
  const words = isKind(error.kind) ? wordsFor[error.kind] : wordsFor.unknown;
  const { cause, about, button, more } = words(error, model, turn);
  const labels = buttonLabels(model);
  const buttonOf = (run: Button): ErrorButton => ({ label: labels[run], run });
  return {
    cause,
    host: error.host,
    model,
    ...(about !== undefined && { about }),
    buttons: [buttonOf(button), ...more.map(buttonOf)],
    ...(error.message !== "" && { detail: error.message }),
    ...(error.code !== undefined && { code: error.code }),
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}

type Kind = ErrorKind | NotReady["kind"];
type Words = (
  error: StoredError,
  model: string,
  turn: Turn,
) => {
  readonly cause: string;
  readonly about?: string;
  readonly button: Button;
  readonly more: readonly Button[];
};
type Button = ErrorButton["run"];

const isKind = (kind: string): kind is Kind => Object.hasOwn(wordsFor, kind);

const buttonLabels = (model: string): Record<Button, string> => ({
  retry: l10n.t("Try again"),
  shorten: l10n.t("Edit the question"),
  setApiKey: l10n.t("Set API Key"),
  getApiKey: l10n.t("Get a key"),
  selectEndpoint: l10n.t("Select Endpoint"),
  selectModel: l10n.t("Select Model"),
  openProxySettings: l10n.t("Open Proxy Settings"),
  openAccount: l10n.t("Open account page"),
  newChat: l10n.t("New chat"),
  history: l10n.t("Conversations"),
  showLog: l10n.t("Show log"),
  checkConnection: l10n.t("Check the connection"),
  withoutAttachments: l10n.t("Ask without attachments"),
  findAttachment: l10n.t("Find the attachment…"),
  leaveOut: l10n.t("Ask without the exchange before"),
  otherModel: l10n.t("Ask another model…"),
  searchElsewhere: l10n.t("Search with {0}", modelFor(searchModelBeside(model)).label),
  withoutSearch: l10n.t("Ask without a search"),
  summarize: l10n.t("Sum up what came before…"),
  summarizeInNewChat: l10n.t("New chat with a summary…"),
  showUsage: l10n.t("Show usage"),
  trustWorkspace: l10n.t("Manage trust"),
  saveAgain: l10n.t("Save now"),
  selectSeeingModel: l10n.t("Select Model"),
  import: l10n.t("Import…"),
});

const say = (cause: string, button: Button, ...more: readonly Button[]) => ({ cause, button, more });

/** What may have tripped the content check, one by one. */
function suspects({ attachments, hasText, hasEarlier }: Turn): Button[] {
  const ways: Button[] = [];
  if (attachments > 0 && hasText) ways.push("withoutAttachments");
  if (attachments > 1 || (attachments > 0 && hasText)) ways.push("findAttachment");
  if (hasEarlier) ways.push("leaveOut");
  return ways;
}

/** A conversation that is too long has a way on, whatever it is that makes it long (W10). */
function waysToShorten({ attachments, hasText, hasEarlier }: Turn): [Button, ...Button[]] {
  const smaller: Button[] = attachments > 0 && hasText ? ["withoutAttachments", "shorten"] : ["shorten"];
  return hasEarlier ? ["summarize", "summarizeInNewChat", ...smaller, "newChat"] : ["newChat", ...smaller];
}

const wordsFor: Readonly<Record<Kind, Words>> = {
  noKey: ({ host }) => say(l10n.t("There is no API key for {0} yet. Your question is kept.", host), "setApiKey"),
  endpoint: () => say(l10n.t("The endpoint in the settings can not be used."), "selectEndpoint"),
  incomplete: () =>
    say(
      l10n.t("A part of this conversation can not be read now, so nothing was sent. Your question is kept."),
      "retry",
      "newChat",
    ),
  key: ({ host }) =>
    say(
      l10n.t("{0} does not accept this API key. Keys work only in the region and plan they were made for.", host),
      "setApiKey",
    ),
  keyPlan: ({ host }) =>
    say(
      l10n.t(
        "This API key does not fit {0}: plan keys and pay-as-you-go keys have hosts of their own, or the plan has ended.",
        host,
      ),
      "setApiKey",
    ),
  account: () =>
    say(l10n.t("The Alibaba Cloud account has an unpaid bill, or the service was not bought."), "openAccount"),
  modelAccess: (_error, model) =>
    say(l10n.t("This key may not use the model {0}. It may have to be enabled in the console.", model), "selectModel"),
  modelMissing: ({ host }, model) =>
    say(l10n.t("{0} has no model named {1}. Upper and lower case count.", host, model), "selectModel"),
  freeTier: (_error, model) =>
    say(l10n.t("The free quota of {0} is used up, and the account allows free use only.", model), "openAccount"),
  rateLimit: () =>
    say(l10n.t("Too many requests a minute for this account. It recovers within about a minute."), "retry"),
  tokenLimit: () =>
    say(l10n.t("Too many tokens a minute for this account. It recovers within about a minute."), "retry"),
  planWindow: () =>
    say(l10n.t("The quota of the plan is used up for this window (5 hours, week or month)."), "selectEndpoint"),
  inspectionInput: (_error, _model, turn) => ({
    ...say(
      turn.hasEarlier
        ? l10n.t(
            "The provider's content check refused what was sent: the question, what goes with it, or the conversation before it.",
          )
        : l10n.t("The provider's content check refused the question or what goes with it."),
      "shorten",
      ...suspects(turn),
      "otherModel",
    ),
    about: l10n.t(
      "This is the provider's rule and often a false alarm; it is no fault of yours or of Ask Qwen. The question is left out of later requests.",
    ),
  }),
  inspectionOutput: () => ({
    ...say(
      l10n.t("The provider's content check stopped the answer while it was written."),
      "retry",
      "shorten",
      "otherModel",
    ),
    about: l10n.t(
      "This is the provider's rule, no fault of yours or of Ask Qwen. What had come is kept here; later requests leave out this question and its answer.",
    ),
  }),
  tooLong: ({ limit }, model, turn) =>
    say(
      limit === undefined
        ? l10n.t("The conversation is longer than {0} can read.", model)
        : l10n.t("The conversation is longer than {0} can read here: at most {1} tokens.", model, limit),
      ...waysToShorten(turn),
    ),
  parameter: (_error, model) => say(l10n.t("{0} did not take the request as it was made.", model), "selectModel"),
  image: (_error, _model, { hasText }) => {
    const cause = l10n.t("The service could not use an image.");
    return hasText ? say(cause, "withoutAttachments", "otherModel") : say(cause, "otherModel");
  },
  thinkingBudget: ({ limit }, model) =>
    say(
      limit === undefined
        ? l10n.t("{0} does not take this thinking budget.", model)
        : l10n.t("{0} takes a thinking budget of at most {1} tokens.", model, limit),
      "retry",
    ),
  search: (_error, model) => say(l10n.t("{0} does not search the web.", model), "searchElsewhere", "withoutSearch"),
  clientRefused: ({ host }) =>
    say(l10n.t("{0} serves only the clients on its list; Ask Qwen is not on it.", host), "selectEndpoint"),
  overloaded: ({ host }) => say(l10n.t("{0} is overloaded at the moment.", host), "retry"),
  server: ({ host }) => say(l10n.t("{0} had an error of its own.", host), "retry"),
  serverTimeout: ({ host }) => say(l10n.t("{0} took too long and gave up.", host), "retry"),
  wrongPath: ({ host }) =>
    say(
      l10n.t("Nothing answers at this address of {0}. Check the endpoint.", host),
      "selectEndpoint",
      "checkConnection",
    ),
  dns: ({ host }) =>
    say(
      l10n.t("The host {0} can not be found. Check the endpoint, the network and the proxy.", host),
      "selectEndpoint",
      "checkConnection",
    ),
  connectionRefused: ({ host }) =>
    say(l10n.t("{0} refuses the connection. Is the server running?", host), "retry", "checkConnection"),
  connection: ({ host }) => say(l10n.t("The connection to {0} failed.", host), "retry", "checkConnection"),
  certificate: ({ host }) =>
    say(
      l10n.t(
        "The certificate of {0} is not trusted. Behind a company proxy, its certificate must be in the system's store.",
        host,
      ),
      "openProxySettings",
      "checkConnection",
    ),
  tlsOff: () =>
    say(
      l10n.t("NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so certificates would not be checked. Nothing was sent."),
      "retry",
      "checkConnection",
    ),
  proxy: () =>
    say(
      l10n.t("The proxy asks for a login. Check http.proxy in the settings; the API key is not the problem."),
      "openProxySettings",
      "checkConnection",
    ),
  timeoutConnect: ({ host, limit }) =>
    say(l10n.t("{0} did not take the connection within {1} s.", host, limit ?? 10), "retry", "checkConnection"),
  timeoutFirst: ({ host, limit }) =>
    say(l10n.t("{0} took the question but said nothing for {1} s.", host, limit ?? 120), "retry", "checkConnection"),
  timeoutIdle: ({ host, limit }) =>
    say(l10n.t("{0} fell silent for {1} s. What had come is kept.", host, limit ?? 120), "retry"),
  slept: () => say(l10n.t("The computer was asleep and the connection is gone. What had come is kept."), "retry"),
  interrupted: ({ host }) =>
    say(l10n.t("{0} closed the connection before the answer was complete. What had come is kept.", host), "retry"),
  notTheService: ({ host }) =>
    say(
      l10n.t("What answered at {0} is not a model service: perhaps a login page or a proxy.", host),
      "selectEndpoint",
      "checkConnection",
    ),
  redirect: ({ host }) =>
    say(
      l10n.t("{0} sent us to another address. That is not followed, so the key goes nowhere else.", host),
      "selectEndpoint",
      "checkConnection",
    ),
  damaged: ({ host }) => say(l10n.t("{0} sent damaged data. What had come is kept.", host), "retry"),
  lineTooLarge: () => say(l10n.t("A line of the answer was larger than 1 MiB. What had come is kept."), "retry"),
  answerTooLarge: () => say(l10n.t("The answer was larger than 16 MiB and was stopped there."), "retry"),
  unknown: ({ host }) =>
    say(l10n.t("Something unexpected happened while talking to {0}.", host), "retry", "checkConnection"),
};
