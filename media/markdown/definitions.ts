// Link definitions (`[name]: address`) in settled text: the first one of a name holds for the whole answer.
import type { Links, Token, Tokens } from "marked";
import type { InlineView } from "./inline.ts";

/** Adds the definitions in these tokens to `links`; returns the names that are new. */
export function learnDefinitions(tokens: readonly Token[], links: Links): readonly string[] {
  const names: string[] = [];
  for (const token of tokens) {
    if (token.type === "def") {
      const { tag, href, title } = token as Tokens.Def;
      if (tag in links) continue;
      links[tag] = { href, title };
      names.push(tag);
    } else if (token.type === "list") {
      names.push(...learnDefinitions((token as Tokens.List).items, links));
    } else if ((token.type === "list_item" || token.type === "blockquote") && "tokens" in token && token.tokens) {
      names.push(...learnDefinitions(token.tokens, links));
    }
  }
  return names;
}

/** Draws those runs again that may refer to one of the names. */
export function relink(runs: readonly InlineView[], names: readonly string[]): void {
  if (names.length === 0) return;
  const wanted = new Set(names);
  for (const run of runs) if (run.names.some((name) => wanted.has(name))) run.relink();
}

/** The names that a text refers to, if they are defined. */
export function namesIn(source: string): readonly string[] {
  return [...source.matchAll(/\[((?:\\[\s\S]|[^[\]\\])+)\]/g)].map((match) => normal(match[1]!));
}

/** Names are compared without case and with single spaces, as marked does. */
const normal = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase().toLowerCase();
