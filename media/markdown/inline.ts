// Draws the inline tokens of one paragraph, heading or cell, and changes only what differs when they are lexed again:
// the text node that grew gets `appendData`, so a selection in it survives.
import type { Token } from "marked";
import { withCitations } from "./citations.ts";
import { type Context, element } from "./context.ts";
import { namesIn } from "./definitions.ts";
import { decodeEntities } from "./entities.ts";
import { appendVisibly, hasHidden } from "./hidden.ts";
import { lexInline } from "./lex.ts";
import { imagePlace, keepHref, linkTarget } from "./links.ts";
import { word } from "./options.ts";
import { Tally } from "./tally.ts";

/** One token on the screen. */
interface Drawn {
  readonly type: string;
  readonly href: string;
  raw: string;
  /** What the text node shows; empty for elements. */
  text: string;
  readonly node: Text | HTMLElement;
  readonly inside?: InlineView;
}

/** Marked's inline tokens as they are read here: every field that a kind may have. */
interface AnyToken {
  readonly type: string;
  readonly raw: string;
  readonly text?: string;
  readonly href?: string;
  readonly tokens?: readonly Token[];
  readonly isDisplay?: boolean;
}

export class InlineView {
  readonly #context: Context;
  readonly host: HTMLElement;
  readonly tally: Tally;
  /** A paragraph, heading or cell, not a part of one. */
  readonly #isWhole: boolean;
  #drawn: Drawn[] = [];
  /** The Markdown of this run, for lexing it again when one of the names in it is defined. */
  #source = "";
  names: readonly string[] = [];

  constructor(context: Context, host: HTMLElement, isWhole = true) {
    this.#context = context;
    this.host = host;
    this.#isWhole = isWhole;
    this.tally = new Tally(context.tally, host, isWhole ? "text" : "nothing");
  }

  /** `isForced`: look inside tokens whose text is the same, for their links may have changed. */
  update(given: readonly Token[], isForced = false): void {
    const { sources } = this.#context.options;
    const tokens = sources ? withCitations(given, (number) => sources.has(number)) : given;
    const drawn = this.#drawn;
    let same = 0;
    for (; same < drawn.length && same < tokens.length; same++) {
      const token = tokens[same] as AnyToken;
      const old = drawn[same]!;
      if (old.raw !== token.raw || old.type !== token.type || old.href !== hrefOf(token)) break;
      if (isForced && old.inside) old.inside.update(token.tokens ?? [], true);
    }
    if (same < drawn.length && same < tokens.length && this.#patch(drawn[same]!, tokens[same] as AnyToken, isForced)) {
      same++;
    }
    for (let index = drawn.length - 1; index >= same; index--) this.#remove(drawn[index]!);
    drawn.length = same;
    for (; same < tokens.length; same++) {
      const made = this.#make(tokens[same] as AnyToken);
      drawn.push(made);
      this.host.appendChild(made.node);
    }
    if (this.#isWhole) this.tally.show();
  }

  /** The run is final, but for definitions that may still come. */
  settle(source: string): void {
    if (this.#isWhole) this.tally.settle();
    if (!source.includes("[")) return;
    this.#source = source;
    this.names = namesIn(source);
    this.#context.references.push(this);
  }

  relink(): void {
    this.update(lexInline(this.#source, this.#context.links), true);
  }

  #remove(old: Drawn): void {
    old.node.remove();
    if (old.inside) old.inside.tally.forget();
    else if (old.node instanceof Text) this.tally.remove(old.text);
  }

  #patch(old: Drawn, token: AnyToken, isForced: boolean): boolean {
    if (old.type !== token.type || old.href !== hrefOf(token)) return false;
    if (old.inside) {
      old.inside.update(token.tokens ?? [], isForced);
      old.raw = token.raw;
      return true;
    }
    if (old.type !== "text" && old.type !== "codespan") return false;
    const text = old.type === "text" ? decodeEntities(token.text ?? token.raw) : (token.text ?? "");
    if (old.type === "codespan" && hasHidden(text)) return false;
    const node = old.type === "text" ? old.node : old.node.firstChild;
    if (!(node instanceof Text)) return false;
    // Only what differs is replaced, so that a selection in the rest stays.
    let same = 0;
    while (same < text.length && text[same] === old.text[same]) same++;
    if (old.type === "text") {
      this.tally.remove(old.text.slice(same));
      this.tally.add(text.slice(same));
    }
    if (same === old.text.length) node.appendData(text.slice(same));
    else node.replaceData(same, old.text.length - same, text.slice(same));
    old.text = text;
    old.raw = token.raw;
    return true;
  }

  #make(token: AnyToken): Drawn {
    const base = { type: token.type, raw: token.raw, href: hrefOf(token), text: "" };
    switch (token.type) {
      case "strong":
      case "em":
      case "del":
        return this.#around(base, element(token.type), token);
      case "link":
        // An address that is its own text says nothing about the language around it.
        return this.#around(
          base,
          this.#link(base.href),
          token,
          token.raw.startsWith("["),
          withoutSources(this.#context),
        );
      case "citation":
        return { ...base, node: this.#citation(token) };
      case "codespan": {
        const code = element("code");
        appendVisibly(code, token.text ?? "");
        return { ...base, text: token.text ?? "", node: code };
      }
      case "br":
        return { ...base, node: element("br") };
      case "image": {
        const chip = element("span", "image-not-loaded");
        const place = word(this.#context.options, "imageNotLoaded", imagePlace(base.href));
        const description = decodeEntities(token.text ?? "");
        chip.textContent = description ? `${description} (${place})` : place;
        return { ...base, node: chip };
      }
      case "maths": {
        const maths = element("span", token.isDisplay ? "maths maths-display" : "maths");
        this.#context.maths.draw(token.text ?? "", maths, token.isDisplay === true);
        return { ...base, node: maths };
      }
      case "html":
        if (/^<br[ \t]*\/?>$/i.test(token.raw)) return { ...base, node: element("br") };
        return { ...base, node: document.createTextNode(token.raw) };
      default: {
        const text = decodeEntities(token.text ?? token.raw);
        this.tally.add(text);
        return { ...base, text, node: document.createTextNode(text) };
      }
    }
  }

  #around(
    base: Omit<Drawn, "node">,
    node: HTMLElement,
    token: AnyToken,
    isCounted = true,
    context = this.#context,
  ): Drawn {
    const tally = isCounted ? this.tally : undefined;
    if (!isCounted) node.dir = "ltr";
    const inside = new InlineView({ ...context, tally }, node, false);
    inside.update(token.tokens ?? []);
    return { ...base, node, inside };
  }

  #citation({ raw, text }: AnyToken): HTMLElement {
    const { options } = this.#context;
    const number = Number(text);
    const link = element("a", "citation");
    link.setAttribute("role", "link");
    link.tabIndex = 0;
    link.title = options.sources?.get(number) ?? "";
    link.textContent = raw;
    link.addEventListener("click", () => options.onSource?.(number));
    link.addEventListener("keydown", (event) => {
      if (event.key === "Enter") options.onSource?.(number);
    });
    return link;
  }

  /** A link has no address in the DOM: nothing but our own listener can follow it. Other schemes are plain text. */
  #link(source: string): HTMLElement {
    const target = linkTarget(source);
    if (!target) return element("span");
    const { options } = this.#context;
    const link = element("a");
    link.setAttribute("role", "link");
    link.tabIndex = 0;
    link.title = word(options, "linkTo", target.place);
    keepHref(link, target.href);
    link.addEventListener("click", () => options.onLink?.(target.href));
    link.addEventListener("keydown", (event) => {
      if (event.key === "Enter") options.onLink?.(target.href);
    });
    return link;
  }
}

/** A link in a link could not be clicked. */
const withoutSources = (context: Context): Context => ({
  ...context,
  options: { ...context.options, sources: undefined },
});

const hrefOf = (token: AnyToken): string => token.href ?? "";
