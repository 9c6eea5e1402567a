// Finds TeX: `$$…$$`, `\[…\]` (on their own or in a line), `$…$`, `\(…\)`.
//
// A block of maths ends before a blank line, as in TeX itself. So whether `$$` opens one is known at the next blank line
// at the latest, and the renderer can settle what is before it.
import type { Token, TokenizerAndRendererExtension, Tokens } from "marked";

export interface MathsToken extends Tokens.Generic {
  readonly type: "maths";
  readonly raw: string;
  readonly text: string;
  readonly isDisplay: boolean;
}

/** Set while the text may still grow: maths at its end that is not closed yet is kept together as one block. */
let isGrowing = false;

/** Runs `lex` with or without the hope that more text follows. */
export function whileGrowing<Result>(growing: boolean, lex: () => Result): Result {
  isGrowing = growing;
  try {
    return lex();
  } finally {
    isGrowing = false;
  }
}

const blockStart = /^ {0,3}(?:\$\$|\\\[)/;
const closedBlock =
  /^ {0,3}(?:\$\$((?:(?!\$\$|\n[ \t]*\n)[^\\]|\\[^\n])*?)\$\$|\\\[((?:(?!\n[ \t]*\n)[\s\S])*?)\\\])[ \t]*(?:\n|$)/;
const openBlock = /^ {0,3}(?:\$\$(?:(?!\$\$|\n[ \t]*\n)[\s\S])*|\\\[(?:(?!\\\]|\n[ \t]*\n)[\s\S])*)$/;

function closed(src: string): MathsToken | undefined {
  const match = closedBlock.exec(src);
  const text = (match?.[1] ?? match?.[2])?.trim();
  if (!match || !text) return undefined;
  return { type: "maths", raw: match[0], text, isDisplay: true };
}

export const mathsBlock: TokenizerAndRendererExtension = {
  name: "mathsBlock",
  level: "block",
  start: (src) => {
    // Marked asks this for each paragraph with all the text that follows; only the paragraph matters.
    const blank = src.indexOf("\n\n");
    const paragraph = blank < 0 ? src : src.slice(0, blank);
    const found = /\n {0,3}(?:\$\$|\\\[)/.exec(paragraph);
    if (!found) return undefined;
    const rest = src.slice(found.index + 1);
    return closedBlock.test(rest) || (isGrowing && openBlock.test(rest)) ? found.index + 1 : undefined;
  },
  tokenizer(src, tokens): Tokens.Generic | undefined {
    if (!blockStart.test(src)) return undefined;
    const token = closed(src);
    if (token) return token;
    // Only at the top level does the end of `src` stand for the end of the text.
    const isTop = (tokens as readonly Token[]) === this.lexer.tokens;
    return isGrowing && isTop && openBlock.test(src) ? { type: "openMaths", raw: src, text: src } : undefined;
  },
};

/**
 * `$` is money more often than maths. It opens only before a visible character and not behind a word, closes only behind
 * a visible character and not before a word, and what is between must not read like `5 and ` of "$5 and $10".
 */
const inlineMaths =
  /^(?:\$\$((?:[^$\\\n]|\\[^\n]|\n(?![ \t]*\n))+?)\$\$|\\\[((?:(?!\\\])[^\n]|\n(?![ \t]*\n))+?)\\\]|\\\(((?:(?!\\\))[^\n]|\n(?![ \t]*\n))+?)\\\)|\$(?![\s$])((?:[^$\\\n`]|\\[^\n]){1,400}?)(?<![\s\\])\$(?![$A-Za-z0-9]))/u;
const looksLikeMoney = /^\d[\d.,]*(?:\s*[-–~,;:+/%)(]+\s*|\s+)(?:$|[^\s\d\\^_=+\-*/<>{}()]{2})/;
/** Inside single dollars, words of a language are a sign of prose. */
const looksLikeProse = /[\u3001-\u9fff\uff00-\uffef]|^[a-zA-Z]{3,} [a-zA-Z]{2,} [a-zA-Z]{2,}/;

export const mathsInline: TokenizerAndRendererExtension = {
  name: "mathsInline",
  level: "inline",
  start: (src) => {
    const at = src.indexOf("$");
    return at < 0 ? undefined : at;
  },
  tokenizer(src, tokens): Tokens.Generic | undefined {
    const first = src.charCodeAt(0);
    if (first !== 36 && !(first === 92 && (src[1] === "(" || src[1] === "["))) return undefined;
    const match = inlineMaths.exec(src);
    if (!match) return undefined;
    const single = match[4];
    if (single !== undefined) {
      const before = tokens.at(-1);
      if (before?.type === "text" && /[\p{L}\p{N}$]$/u.test(before.raw) && !/[\u3040-\u9fff]$/.test(before.raw)) {
        return undefined;
      }
      if (looksLikeMoney.test(single) || looksLikeProse.test(single)) return undefined;
    }
    const text = (match[1] ?? match[2] ?? match[3] ?? single ?? "").trim();
    if (!text) return undefined;
    return { type: "maths", raw: match[0], text, isDisplay: match[1] !== undefined || match[2] !== undefined };
  },
};

/** Beyond this, what is open is not going to be a formula. */
const LONGEST_INLINE = 300;
const delimiter = /(`+)[^`]*\1|`|\\[([)\]]|\\.|\$\$?/g;

/** The length of the formula at the end of a line that may still be closed: its source has another size than it will have. */
export function openMaths(line: string): number {
  if (!line.includes("$") && !/\\[([]/.test(line)) return 0;
  let open: { readonly by: string; readonly at: number } | undefined;
  for (const { 0: found, index } of line.matchAll(delimiter)) {
    if (found === "`" && !open) return 0;
    if (open) {
      if (found === closes[open.by]) open = undefined;
    } else if (found in closes) open = { by: found, at: index };
  }
  if (!open || line.length - open.at > LONGEST_INLINE) return 0;
  const inside = line.slice(open.at + open.by.length);
  const isText = open.by === "$" && (/^\s/.test(inside) || looksLikeMoney.test(inside) || looksLikeProse.test(inside));
  return isText ? 0 : line.length - open.at;
}

const closes: Readonly<Record<string, string>> = { $: "$", $$: "$$", "\\(": "\\)", "\\[": "\\]" };
