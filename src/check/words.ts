// A check in words: each step with its verdict, what was found, and the next step where something is wrong.
import { env, l10n } from "vscode";
import { endpointName } from "../endpointName.ts";
import { parseEndpoint } from "../qwen/endpoints.ts";
import { priceOf } from "../qwen/price.ts";
import { errorView } from "../report.ts";
import type { ErrorButton } from "../state.ts";
import { addressOf, type ProxyInEffect } from "./proxy.ts";
import type { Finding, Step, StepName, Verdict } from "./step.ts";

export interface Said {
  readonly text: string;
  /** What to do about it. */
  readonly next?: string;
  readonly run?: ErrorButton["run"];
}

export const stepTitles = (): Record<StepName, string> => ({
  settings: l10n.t("Settings"),
  proxy: l10n.t("Proxy"),
  name: l10n.t("Name lookup (DNS)"),
  connection: l10n.t("Connection"),
  certificate: l10n.t("Certificate (TLS)"),
  http: l10n.t("Answer over HTTP"),
  clock: l10n.t("Clock"),
  key: l10n.t("API key"),
  model: l10n.t("Model"),
  word: l10n.t("First word"),
});

export const verdicts = (): Record<Verdict, string> => ({
  ok: l10n.t("OK"),
  note: l10n.t("Note"),
  failed: l10n.t("Failed"),
  skipped: l10n.t("Not checked"),
});

export function say(finding: Finding, setting: string): Said {
  switch (finding.says) {
    case "endpoint": {
      const { baseUrl, model } = finding;
      return { text: l10n.t("{0}, {1}, model {2}", nameOf(setting), baseUrl, model) };
    }
    case "badEndpoint":
      return { text: finding.reason, next: l10n.t("Select an endpoint."), run: "selectEndpoint" };
    case "proxy":
      return sayProxy(finding.proxy);
    case "addresses":
      return {
        text: finding.ofProxy
          ? l10n.t("the proxy {0} is at {1}", finding.host, finding.addresses.join(", "))
          : l10n.t("{0} is at {1}", finding.host, finding.addresses.join(", ")),
      };
    case "connected":
      return {
        text: finding.ofProxy
          ? l10n.t("the proxy {0} takes connections", finding.host)
          : l10n.t("{0} takes connections", finding.host),
      };
    case "certificate": {
      const { subject, issuer, from, to, problem } = finding.certificate;
      const text = l10n.t("for {0}, made by {1}, good from {2} to {3}", subject, issuer, from, to);
      if (problem === undefined) return { text };
      return {
        text: l10n.t("not trusted ({0}): {1}", problem, text),
        next: l10n.t(
          "If its maker is your company's proxy, its certificate belongs in the system's store. If it has run out, look at the clock of this computer.",
        ),
        run: "openProxySettings",
      };
    }
    case "notEncrypted":
      return { text: l10n.t("the endpoint is on this computer and uses http: there is none") };
    case "behindProxy":
      return { text: l10n.t("not visible through the proxy; it is checked with the next step") };
    case "afterFailure":
      return { text: l10n.t("because of what failed before") };
    case "answered":
      return { text: l10n.t("the service answers (HTTP {0} without a key)", finding.status) };
    case "noDate":
      return { text: l10n.t("the service did not say its time") };
    case "clock":
      return sayClock(finding.ahead);
    case "noKey":
      return { text: l10n.t("there is none for this host"), next: l10n.t("Set a key."), run: "setApiKey" };
    case "noKeyNeeded":
      return { text: l10n.t("the server asks for none") };
    case "keyAccepted":
      return {
        text: finding.fromEnvironment
          ? l10n.t("the key from DASHSCOPE_API_KEY is accepted; {0} models are listed", finding.models)
          : l10n.t("the stored key is accepted; {0} models are listed", finding.models),
      };
    case "keyElsewhere":
      return {
        text: l10n.t("the key is refused here and accepted at {0}", nameOf(finding.endpoint)),
        next: l10n.t("Select that endpoint, or set a key of this one."),
        run: "selectEndpoint",
      };
    case "noList":
      return { text: l10n.t("no list of models was had") };
    case "modelListed":
      return { text: l10n.t("{0} is listed", finding.model) };
    case "modelNotListed":
      return {
        text: l10n.t("{0} is not listed; snapshots and older models may answer all the same", finding.model),
        next: l10n.t("If it does not answer, select another model."),
        run: "selectModel",
      };
    case "modelSpelled":
      return {
        text: l10n.t("{0} is not listed, but {1} is: upper and lower case count", finding.model, finding.listed),
        next: l10n.t("Select the model again."),
        run: "selectModel",
      };
    case "word":
      return sayWord(finding, setting);
    case "error": {
      const { cause, detail, httpStatus, requestId, buttons } = errorView(finding.error, finding.model);
      const facts = [detail, httpStatus && `HTTP ${httpStatus}`, requestId && l10n.t("Request id: {0}", requestId)];
      const [{ label, run }] = buttons;
      const isNext = run !== "retry" && run !== "shorten";
      return { text: [cause, ...facts.filter(Boolean)].join(" · "), ...(isNext && { next: label, run }) };
    }
    default:
      return finding satisfies never;
  }
}

function sayProxy(proxy: ProxyInEffect): Said {
  const said = sayUsed(proxy);
  if (proxy.type === "invalid" || proxy.passedOver === undefined) return said;
  const passedOver = sayUsed({ type: "invalid", from: proxy.passedOver });
  return { ...passedOver, text: `${said.text} · ${passedOver.text}` };
}

function sayUsed(proxy: ProxyInEffect): Said {
  switch (proxy.type) {
    case "proxy":
      return {
        text: proxy.hasLogin
          ? l10n.t("{0}, from {1}, with a user name and password that are not shown", addressOf(proxy.url), proxy.from)
          : l10n.t("{0}, from {1}", addressOf(proxy.url), proxy.from),
      };
    case "invalid":
      return {
        text: l10n.t("{0} is not the address of a proxy", proxy.from),
        next: l10n.t("Correct it."),
        run: "openProxySettings",
      };
    case "none":
      return {
        text: {
          off: l10n.t("none: http.proxySupport is off"),
          loopback: l10n.t("none: the endpoint is on this computer"),
          exception: l10n.t("none: the host is an exception (http.noProxy or NO_PROXY)"),
          system: l10n.t("none in the settings or the environment; VS Code uses the system's if there is one"),
        }[proxy.why],
      };
    default:
      return proxy satisfies never;
  }
}

function sayClock(ahead: number): Said {
  const minutes = Math.round(Math.abs(ahead) / 60);
  if (Math.abs(ahead) < 60) return { text: l10n.t("right to within a minute") };
  return {
    text:
      ahead > 0
        ? l10n.t("{0} minutes ahead of the service's", minutes)
        : l10n.t("{0} minutes behind the service's", minutes),
    next: l10n.t("Set the computer's clock: certificates are good for certain times only."),
  };
}

function sayWord(finding: Extract<Finding, { says: "word" }>, setting: string): Said {
  const { firstByteMs, firstTokenMs, totalMs, input, output } = finding;
  const times = l10n.t(
    "first byte after {0} ms, first word after {1} ms, done after {2} ms",
    Math.round(firstByteMs),
    Math.round(firstTokenMs),
    Math.round(totalMs),
  );
  if (input === undefined || output === undefined) return { text: times };
  const cost = costOf(finding, setting);
  return {
    text: cost
      ? l10n.t("{0}; it took {1} tokens in and {2} out, about {3}", times, input, output, cost)
      : l10n.t("{0}; it took {1} tokens in and {2} out", times, input, output),
  };
}

/** "$0.00001"; undefined where nothing is paid by the token or no price is known. */
function costOf({ input, output, model }: Extract<Finding, { says: "word" }>, setting: string): string | undefined {
  const at = parseEndpoint(setting);
  const usage = { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
  const money = at.ok ? priceOf(usage, model, at.value) : undefined;
  if (!money) return undefined;
  const { currency, amount } = money;
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumSignificantDigits: 2 } as const;
  return new Intl.NumberFormat(env.language, style).format(amount);
}

function nameOf(setting: string): string {
  const endpoint = parseEndpoint(setting);
  return endpoint.ok ? endpointName(endpoint.value) : "";
}

/** One step as it stands in the report. */
export function stepText({ name, result }: Step, setting: string): string {
  const title = stepTitles()[name];
  if (!result) return l10n.t("…  {0}: being checked", title);
  const { text, next } = say(result.finding, setting);
  const time = result.verdict === "skipped" ? "" : ` (${Math.round(result.ms)} ms)`;
  const lines = [`${verdicts()[result.verdict]}  ${title}${time}: ${text}`];
  if (next !== undefined && result.verdict !== "ok") lines.push(`    → ${next}`);
  return lines.join("\n");
}
