// Where in a text an @ is being typed, or a slash at its very beginning, that asks for a list.

export interface Trigger {
  readonly sign: "@" | "/";
  /** Where the sign stands. */
  readonly start: number;
  readonly query: string;
}

/** An @ that begins a word: not the one of an address, and in Chinese, which has no spaces, also after a character. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const command = /^\/([^\s/]*)$/.exec(text.slice(0, caret));
  if (command) return { sign: "/", start: 0, query: command[1]! };
  const before = text.slice(Math.max(0, caret - LONGEST), caret);
  const match = /(?:^|[^\w.%+@-])@([^\s@]*)$/.exec(before);
  return match ? { sign: "@", start: caret - match[1]!.length - 1, query: match[1]! } : undefined;
}

const LONGEST = 300;

/** The text with `name` in place of what was typed, and where the caret stands then. */
export function withMention(
  text: string,
  { sign, start, query }: Trigger,
  name: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(start + 1 + query.length);
  const put = name === "" ? "" : `${sign}${name}${/^\s/.test(rest) ? "" : " "}`;
  return { text: text.slice(0, start) + put + rest, caret: start + put.length };
}
