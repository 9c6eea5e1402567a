// Which proxy VS Code sends a request through, told from its settings and the environment, as its own resolver decides.
import { isLoopback } from "../qwen/endpoints.ts";

export interface ProxySettings {
  /** http.proxy */
  readonly proxy: string;
  /** http.proxySupport */
  readonly support: string;
  /** http.noProxy */
  readonly noProxy: readonly string[];
}

export type ProxyInEffect =
  /** "system": none is named; what the system says is asked by VS Code itself and not to be seen from here. */
  | { readonly type: "none"; readonly why: "off" | "loopback" | "exception" | "system"; readonly passedOver?: string }
  /**
   * `url` is without user name and password; `hasLogin` says whether there were any. `passedOver`: the setting or the
   * variable that comes first, whose value VS Code does not take for a proxy.
   */
  | {
      readonly type: "proxy";
      readonly url: URL;
      readonly hasLogin: boolean;
      readonly from: string;
      readonly passedOver?: string;
    }
  | { readonly type: "invalid"; readonly from: string };

type Environment = Readonly<Record<string, string | undefined>>;

export function proxyInEffect(target: URL, settings: ProxySettings, environment: Environment): ProxyInEffect {
  if (settings.support === "off") return { type: "none", why: "off" };
  if (isLoopback(target.hostname)) return { type: "none", why: "loopback" };
  if (isException(target, settings, environment)) return { type: "none", why: "exception" };
  // Whatever the protocol of the target, the first of these that has a value.
  const variable = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].find((name) => environment[name]) ?? "";
  const named = [
    { from: "http.proxy", text: settings.proxy.trim() },
    { from: variable, text: environment[variable]?.trim() ?? "" },
  ].filter(({ text }) => text !== "");
  const used = named.find(({ text }) => /^(https?|socks(4a?|5h?)?):\/\//i.test(text));
  const passedOver = named[0] && named[0] !== used ? { passedOver: named[0].from } : {};
  if (!used) return { type: "none", why: "system", ...passedOver };
  const { from, text } = used;
  if (!URL.canParse(text)) return { type: "invalid", from };
  const url = new URL(text);
  const hasLogin = url.username !== "" || url.password !== "";
  url.username = "";
  url.password = "";
  return { type: "proxy", url, hasLogin, from, ...passedOver };
}

/**
 * "*", a host, a domain with or without its leading dot, each perhaps with a port. "*.domain" is none of them for VS
 * Code, and the variable counts only where the setting is empty.
 */
function isException(target: URL, { noProxy }: ProxySettings, environment: Environment): boolean {
  const variable = environment["no_proxy"] || environment["NO_PROXY"] || "";
  const exceptions = (noProxy.length > 0 ? noProxy : variable.split(",")).map((one) => one.trim().toLowerCase());
  return exceptions.some((exception) => {
    if (exception === "*") return true;
    const [name = "", port] = exception.split(":");
    if (name === "" || (port && port !== portOf(target))) return false;
    return `.${target.hostname}`.endsWith(`.${name.replace(/^\./, "")}`);
  });
}

/** Its `origin` would be "null" for SOCKS. */
export const addressOf = (url: URL): string => `${url.protocol}//${url.host}`;

export function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  if (protocol.startsWith("socks")) return "1080";
  return protocol === "https:" ? "443" : "80";
}
