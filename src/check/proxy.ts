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
  | { readonly type: "none"; readonly why: "off" | "loopback" | "exception" | "system" }
  /** `url` is without user name and password; `hasLogin` says whether there were any. */
  | { readonly type: "proxy"; readonly url: URL; readonly hasLogin: boolean; readonly from: string }
  | { readonly type: "invalid"; readonly from: string };

export function proxyInEffect(
  target: URL,
  settings: ProxySettings,
  environment: Readonly<Record<string, string | undefined>>,
): ProxyInEffect {
  if (settings.support === "off") return { type: "none", why: "off" };
  if (isLoopback(target.hostname)) return { type: "none", why: "loopback" };
  const variable = (name: string) =>
    [name, name.toUpperCase()].find((one) => environment[one]?.trim()) ?? "no such variable";
  const exceptions = [...settings.noProxy, ...(environment[variable("no_proxy")] ?? "").split(",")];
  const from = settings.proxy.trim() ? "http.proxy" : variable(`${target.protocol.replace(":", "")}_proxy`);
  const text = settings.proxy.trim() || environment[from]?.trim();
  if (!text) return { type: "none", why: "system" };
  if (exceptions.some((one) => isException(target, one.trim().toLowerCase())))
    return { type: "none", why: "exception" };
  if (!/^(https?|socks\w*):\/\//i.test(text) || !URL.canParse(text)) return { type: "invalid", from };
  const url = new URL(text);
  const hasLogin = url.username !== "" || url.password !== "";
  url.username = "";
  url.password = "";
  return { type: "proxy", url, hasLogin, from };
}

/** "*", a host, a domain with or without its leading dot, each perhaps with a port. */
function isException(target: URL, exception: string): boolean {
  if (exception === "") return false;
  if (exception === "*") return true;
  const [, name = "", port] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
  if (port !== undefined && port !== portOf(target)) return false;
  const domain = name.replace(/^\*?\./, "");
  return target.hostname === domain || target.hostname.endsWith(`.${domain}`);
}

export const portOf = (url: URL): string => url.port || (url.protocol === "https:" ? "443" : "80");
