// Which addresses become links, and what is said about where they lead. Everything else stays text.
import { decodeEntities } from "./entities.ts";

export interface Target {
  /** As the host gets it. */
  readonly href: string;
  /** Where it really leads: host in punycode, with user information and port shown as such; or the mail address. */
  readonly place: string;
}

/** Spaces, controls, and characters that change how an address looks. */
const deceptive =
  /[\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\u{e0000}-\u{e0fff}\\]/u;

/** No link has its address in the DOM; who copies one asks here. */
const hrefs = new WeakMap<Element, string>();
export const hrefOf = (link: Element): string | undefined => hrefs.get(link);
export const keepHref = (link: Element, href: string): unknown => hrefs.set(link, href);

/** The target of a link, or undefined when it must not be one: only http, https and mailto, written out in full. */
export function linkTarget(source: string): Target | undefined {
  const href = decodeEntities(source);
  if (href.length > 4096 || deceptive.test(href)) return undefined;
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(href)) return { href, place: href.slice(7).replace(/\?.*/, "") };
  if (!/^https?:\/\/[^/]/i.test(href)) return undefined;
  const url = URL.parse(href);
  if (!url?.hostname || (url.protocol !== "https:" && url.protocol !== "http:")) return undefined;
  if (!url.username && !url.password) return { href, place: url.host };
  return { href, place: `${url.host} (${url.username}${url.password && ":…"}@)` };
}

/** What is said about an image instead of loading it: its host, or its scheme when it has none. */
export function imagePlace(source: string): string {
  const href = decodeEntities(source).trim();
  const url = URL.parse(href);
  if (!url) return href.length > 60 ? `${href.slice(0, 60)}…` : href;
  return url.host || url.protocol;
}
