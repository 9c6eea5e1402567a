// Words for an error, in the reader's language, and the button that mends it.
import { l10n } from "vscode";
import type { ErrorView } from "./protocol.ts";
import { type ErrorKind, QwenError } from "./qwen/errors.ts";

/** An error as it was, without words: they are made in the reader's language when it is shown. */
export interface StoredError {
  readonly kind: string;
  readonly message: string;
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly host: string;
  /** The limit that was passed: tokens, bytes or seconds, as the kind says. */
  readonly limit?: number;
}

/** Nothing was sent: there is no key for the host, or the endpoint setting can not be used. */
export class NotReady extends Error {
  readonly kind: "noKey" | "endpoint";
  readonly host: string;

  constructor(kind: NotReady["kind"], host: string, reason: string) {
    super(reason);
    this.kind = kind;
    this.host = host;
  }
}

export function toStoredError(thrown: unknown, host: string): StoredError {
  if (thrown instanceof NotReady) return { kind: thrown.kind, message: thrown.message, host: thrown.host };
  if (!(thrown instanceof QwenError)) return { kind: "unknown", message: String(thrown), host };
  const { kind, message, code, status, requestId, limit } = thrown;
  return {
    kind,
    message,
    host: thrown.host,
    ...(code !== undefined && { code }),
    ...(status !== undefined && { httpStatus: status }),
    ...(requestId !== undefined && { requestId }),
    ...(limit !== undefined && { limit }),
  };
}

export function errorView(error: StoredError, model: string): ErrorView {
  const words = isKind(error.kind) ? wordsFor[error.kind] : wordsFor.unknown;
  const { cause, button } = words(error, model);
  return {
    cause,
    host: error.host,
    model,
    button: { label: buttonLabels()[button], run: button },
    ...(error.message !== "" && { detail: error.message }),
    ...(error.code !== undefined && { code: error.code }),
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}

/** For the log: what is needed to look into it, and nothing that the user or the model wrote. */
export function errorLine({ kind, host, httpStatus, code, requestId }: StoredError): string {
  const facts = { status: httpStatus, code, request: requestId };
  const known = Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return [`${kind} at ${host}`, ...known].join(", ");
}

type Kind = ErrorKind | NotReady["kind"];
type Words = (error: StoredError, model: string) => { readonly cause: string; readonly button: Button };
type Button = ErrorView["button"]["run"];

const isKind = (kind: string): kind is Kind => Object.hasOwn(wordsFor, kind);

const buttonLabels = (): Record<Button, string> => ({
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
  trustWorkspace: l10n.t("Manage trust"),
  saveAgain: l10n.t("Save now"),
});

const say = (cause: string, button: Button) => ({ cause, button });

const wordsFor: Readonly<Record<Kind, Words>> = {
  noKey: ({ host }) => say(l10n.t("There is no API key for {0} yet. Your question is kept.", host), "setApiKey"),
  endpoint: () => say(l10n.t("The endpoint in the settings can not be used."), "selectEndpoint"),
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
  inspectionInput: () =>
    say(l10n.t("The provider's content check refused the question. It is left out of later requests."), "shorten"),
  inspectionOutput: () =>
    say(l10n.t("The provider's content check stopped the answer. What had come is kept."), "retry"),
  tooLong: ({ limit }, model) =>
    say(
      limit === undefined
        ? l10n.t("The conversation is longer than {0} can read.", model)
        : l10n.t("The conversation is longer than {0} can read here: at most {1} tokens.", model, limit),
      "newChat",
    ),
  parameter: (_error, model) => say(l10n.t("{0} did not take the request as it was made.", model), "selectModel"),
  image: () => say(l10n.t("The service could not use an image."), "shorten"),
  clientRefused: ({ host }) =>
    say(l10n.t("{0} serves only the clients on its list; Ask Qwen is not on it.", host), "selectEndpoint"),
  overloaded: ({ host }) => say(l10n.t("{0} is overloaded at the moment.", host), "retry"),
  server: ({ host }) => say(l10n.t("{0} had an error of its own.", host), "retry"),
  serverTimeout: ({ host }) => say(l10n.t("{0} took too long and gave up.", host), "retry"),
  wrongPath: ({ host }) =>
    say(l10n.t("Nothing answers at this address of {0}. Check the endpoint.", host), "selectEndpoint"),
  dns: ({ host }) =>
    say(
      l10n.t("The host {0} can not be found. Check the endpoint, the network and the proxy.", host),
      "selectEndpoint",
    ),
  connectionRefused: ({ host }) => say(l10n.t("{0} refuses the connection. Is the server running?", host), "retry"),
  connection: ({ host }) => say(l10n.t("The connection to {0} failed.", host), "retry"),
  certificate: ({ host }) =>
    say(
      l10n.t(
        "The certificate of {0} is not trusted. Behind a company proxy, its certificate must be in the system's store.",
        host,
      ),
      "openProxySettings",
    ),
  tlsOff: () =>
    say(
      l10n.t("NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so certificates would not be checked. Nothing was sent."),
      "retry",
    ),
  proxy: () =>
    say(
      l10n.t("The proxy asks for a login. Check http.proxy in the settings; the API key is not the problem."),
      "openProxySettings",
    ),
  timeoutConnect: ({ host, limit }) =>
    say(l10n.t("{0} did not take the connection within {1} s.", host, limit ?? 10), "retry"),
  timeoutFirst: ({ host, limit }) =>
    say(l10n.t("{0} took the question but said nothing for {1} s.", host, limit ?? 120), "retry"),
  timeoutIdle: ({ host, limit }) =>
    say(l10n.t("{0} fell silent for {1} s. What had come is kept.", host, limit ?? 120), "retry"),
  slept: () => say(l10n.t("The computer was asleep and the connection is gone. What had come is kept."), "retry"),
  interrupted: ({ host }) =>
    say(l10n.t("{0} closed the connection before the answer was complete. What had come is kept.", host), "retry"),
  notTheService: ({ host }) =>
    say(
      l10n.t("What answered at {0} is not a model service: perhaps a login page or a proxy.", host),
      "selectEndpoint",
    ),
  redirect: ({ host }) =>
    say(
      l10n.t("{0} sent us to another address. That is not followed, so the key goes nowhere else.", host),
      "selectEndpoint",
    ),
  damaged: ({ host }) => say(l10n.t("{0} sent damaged data. What had come is kept.", host), "retry"),
  lineTooLarge: () => say(l10n.t("A line of the answer was larger than 1 MiB. What had come is kept."), "retry"),
  answerTooLarge: () => say(l10n.t("The answer was larger than 16 MiB and was stopped there."), "retry"),
  unknown: ({ host }) => say(l10n.t("Something unexpected happened while talking to {0}.", host), "retry"),
};
