// Text to tokens: marked's lexer, held to what streaming and safety need.
import { Lexer, type Links, Marked, type MarkedOptions, type Token, Tokenizer, type Tokens } from "marked";
import { inlineRules } from "./cjk.ts";
import { closeWhatIsOpen } from "./hope.ts";
import { mathsBlock, mathsInline, whileGrowing } from "./maths.ts";
import { dropHalfWord } from "./wholeWords.ts";

/** Lists and quotes inside each other beyond this are shown as plain text: each level lexes its content once more. */
const MAX_DEPTH = 12;
/** So is a list whose lines are indented more than anybody can read: looking for its levels costs more the deeper it is. */
const tooIndented = /\n[ \t]{120}/;
/** More delimiters in one paragraph than prose ever has: pairing them up takes time that grows with their square. */
const MAX_DELIMITERS = 5000;
/** The line that makes a heading of the lines above it. */
const underline = /\n {0,3}(?:=+|-+) *(?:\n|$)/;
let depth = 0;

/** What a container holds that is nested too deep. */
function tooDeep(src: string): Tokens.Generic | undefined {
  const isTooDeep = depth >= MAX_DEPTH || (depth > 0 && tooIndented.test(src));
  return isTooDeep ? { type: "plain", raw: src, text: src } : undefined;
}

/** Runs of delimiters without end are shown as they are. */
function isTangled(src: string): boolean {
  if (src.length < MAX_DELIMITERS) return false;
  let count = 0;
  for (const _ of src.matchAll(/[*_~`[\]<!]/g)) if (++count > MAX_DELIMITERS) return true;
  return false;
}

function nested<Result>(lex: () => Result): Result {
  depth++;
  try {
    return lex();
  } finally {
    depth--;
  }
}

const own = Tokenizer.prototype;
const marked = new Marked({
  gfm: true,
  tokenizer: {
    list(src) {
      if (!/^ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t\n]|$)/.test(src)) return undefined;
      // A token of our own type in the place of a list; `block.ts` knows it.
      return (tooDeep(src) as Tokens.List | undefined) ?? nested(() => own.list.call(this, src));
    },
    blockquote(src) {
      if (!/^ {0,3}>/.test(src)) return undefined;
      return (tooDeep(src) as Tokens.Blockquote | undefined) ?? nested(() => own.blockquote.call(this, src));
    },
    /**
     * The title of a definition may not reach over the end of its paragraph. Marked lets it, so a quote written pages
     * later could change what is on the screen already.
     */
    def(src) {
      if (!/^ {0,3}\[/.test(src)) return undefined;
      const paragraph = this.rules.block.paragraph.exec(src);
      return own.def.call(this, paragraph ? paragraph[0] : src);
    },
    /** A list marker followed by a tab, or maths, interrupts a paragraph, also one that is later underlined. */
    lheading(src) {
      // Marked's own pattern asks at each character of a paragraph whether this line follows.
      if (!underline.test(src)) return undefined;
      const heading = own.lheading.call(this, src);
      const isInterrupted = /\n {0,3}(?:(?:[*+-]|1[.)])\t+[^ \t\n]|\$\$|\\\[)/;
      return heading && isInterrupted.test(heading.raw) ? undefined : heading;
    },
    /** HTML is text here, so a tag changes nothing for what follows it: no state is kept. */
    tag(src) {
      const match = this.rules.inline.tag.exec(src);
      if (!match) return undefined;
      return { type: "html", raw: match[0], text: match[0], block: false, inLink: false, inRawBlock: false };
    },
  },
  extensions: [mathsBlock, mathsInline],
});

const options: MarkedOptions = marked.defaults;

function lexer(links: Links): Lexer {
  const made = new Lexer(options);
  const tokenizer = options.tokenizer as Tokenizer;
  tokenizer.rules = { ...tokenizer.rules, inline: inlineRules };
  made.tokens.links = links;
  const { inlineTokens } = made;
  made.inlineTokens = (src, tokens = []) => {
    if (!isTangled(src)) return inlineTokens.call(made, src, tokens);
    tokens.push({ type: "text", raw: src, text: src });
    return tokens;
  };
  return made;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  /** All definitions known after this text: those given and those in it. */
  readonly links: Links;
  /** Something at the end was taken as closed that is not yet, or was left out. */
  readonly isHopeful: boolean;
}

/** `isGrowing`: more text may follow. */
export function lexBlocks(text: string, links: Links, isGrowing: boolean): Lexed {
  const made = lexer(Object.assign(Object.create(null) as Links, links));
  const tokens = whileGrowing(isGrowing, () => made.lex(text));
  if (!isGrowing || text.endsWith("\n")) return { tokens, links: made.tokens.links, isHopeful: false };
  const isClosed = closeWhatIsOpen(tokens, (inline) => lexer(made.tokens.links).inlineTokens(inline));
  const isCut = dropHalfWord(tokens);
  return { tokens, links: made.tokens.links, isHopeful: isClosed || isCut };
}

export function lexInline(text: string, links: Links): readonly Token[] {
  return lexer(links).inlineTokens(text);
}
