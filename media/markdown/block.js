import { CodeView } from "./code.ts";
import { element } from "./context.ts";
import { InlineView } from "./inline.ts";
import { ListView } from "./list.ts";
import { TableView } from "./table.ts";
export function makeBlock(context, token) {
    switch (token.type) {
        case "list":
            return new ListView(context, token);
        case "table":
            return new TableView(context, token);
        case "code":
            return new CodeView(context, token);
        case "blockquote":
            return new QuoteView(context, token);
        case "paragraph":
        case "text":
        case "heading":
            return new TextView(context, token);
        case "maths":
            return new MathsView(context, token);
        default:
            return new PlainView(token);
    }
}
/** Blocks in order inside one element. */
export class Blocks {
    #context;
    #place;
    #remove;
    views = [];
    #raws = [];
    constructor(context, place, remove = (view) => view.host.remove()) {
        this.#context = context;
        this.#place = place;
        this.#remove = remove;
    }
    update(tokens, isForced) {
        let index = 0;
        for (const token of tokens) {
            if (isInvisible(token))
                continue;
            const old = this.views[index];
            if (old?.accepts(token)) {
                if (isForced || this.#raws[index] !== token.raw)
                    old.update(token, isForced);
            }
            else {
                this.#cut(index);
                const made = makeBlock(this.#context, token);
                this.views.push(made);
                this.#place(made);
            }
            this.#raws[index++] = token.raw;
        }
        this.#cut(index);
    }
    /** Settles the first `count` blocks and forgets them; they stay on the screen. */
    settle(count) {
        for (const view of this.views.splice(0, count))
            view.settle();
        this.#raws.splice(0, count);
    }
    #cut(length) {
        for (let index = this.views.length - 1; index >= length; index--)
            this.#remove(this.views[index]);
        this.views.length = length;
        this.#raws.length = length;
    }
}
export const isInvisible = (token) => token.type === "space" || token.type === "def";
/** A paragraph, a heading, or the text of a list item. */
class TextView {
    host;
    #type;
    #depth;
    #inline;
    #source = "";
    constructor(context, token) {
        this.#type = token.type;
        this.#depth = token.type === "heading" ? token.depth : 0;
        this.host = element(token.type === "heading" ? `h${token.depth}` : "p");
        this.#inline = new InlineView(context, this.host);
        this.update(token, false);
    }
    accepts(token) {
        return (isText(token) === isText({ type: this.#type }) && (token.type === "heading" ? token.depth : 0) === this.#depth);
    }
    update(token, isForced) {
        this.#source = "text" in token ? (token.text ?? "") : "";
        this.#inline.update(("tokens" in token && token.tokens) || [], isForced);
    }
    settle() {
        this.#inline.settle(this.#source);
    }
}
/** Marked calls the same line a text or a paragraph, depending on blank lines elsewhere in its list. */
const isText = (token) => token.type === "paragraph" || token.type === "text" || token.type === "heading";
class QuoteView {
    host = element("blockquote");
    #blocks;
    constructor(context, token) {
        this.#blocks = new Blocks(context, (view) => this.host.appendChild(view.host));
        this.update(token, false);
    }
    accepts(token) {
        return token.type === "blockquote";
    }
    update(token, isForced) {
        this.#blocks.update(token.tokens, isForced);
    }
    settle() {
        this.#blocks.settle(this.#blocks.views.length);
    }
}
class MathsView {
    host = element("div", "maths maths-display");
    #context;
    #text = "";
    constructor(context, token) {
        this.#context = context;
        this.update(token);
    }
    accepts(token) {
        return token.type === "maths";
    }
    update(token) {
        const text = token["text"];
        if (text === this.#text)
            return;
        this.#text = text;
        this.host.replaceChildren();
        this.#context.maths.draw(text, this.host, true);
    }
    settle() { }
}
/** A rule, or text that is shown as it was written: raw HTML, maths that is not closed yet, nesting beyond the limit. */
class PlainView {
    host;
    #type;
    #text = document.createTextNode("");
    constructor(token) {
        this.#type = token.type;
        this.host =
            token.type === "hr" ? element("hr") : element("p", token.type === "openMaths" ? "source code" : "source");
        if (token.type !== "hr")
            this.host.appendChild(this.#text);
        this.update(token);
    }
    accepts(token) {
        return token.type === this.#type;
    }
    update(token) {
        const text = token.raw.replace(/\n+$/, "");
        const shown = this.#text.data;
        if (text.startsWith(shown))
            this.#text.appendData(text.slice(shown.length));
        else
            this.#text.data = text;
    }
    settle() { }
}
