import { Blocks, isInvisible } from "./block.ts";
import { CodeView } from "./code.ts";
import { element } from "./context.ts";
import { learnDefinitions, relink } from "./definitions.ts";
import { openingFence } from "./fence.ts";
import { heldBack } from "./holdBack.ts";
import { mathsDrawer } from "./katex.ts";
import { lexBlocks } from "./lex.ts";
import { ListView } from "./list.ts";
import { OpenFence } from "./openFence.ts";
import { firmItems, firmRows, firstOpen, place } from "./settle.ts";
import { TableView } from "./table.ts";
/** Blocks in one box. Boxes that are not on the screen are not laid out. */
const BOX = 24;
export class StreamedMarkdown {
    #root;
    #context;
    #blocks;
    #count = 0;
    #incoming = "";
    #tail = "";
    /** The short head of the table whose open rows are the tail. */
    #head = "";
    #nextHead = "";
    /** Some definition in the tail was not settled when it was last lexed. */
    #hadOpenLinks = false;
    #fence;
    /** Lexing a long open block again and again may take a quarter of the time, no more. */
    #notBefore = 0;
    constructor(root, options) {
        this.#root = root;
        root.classList.add("markdown");
        this.#context = { options, links: Object.create(null), references: [], maths: mathsDrawer(options) };
        this.#blocks = new Blocks(this.#context, (view) => this.#place(view), (view) => this.#remove(view));
    }
    append(text) {
        this.#incoming += text;
    }
    /** Draws what was appended. True: not all of it was drawn, call again at the next frame. */
    flush() {
        if (!this.#incoming)
            return false;
        const now = performance.now();
        if (!this.#fence && now < this.#notBefore)
            return true;
        this.#draw(this.#takeIncoming(false), false);
        const spent = performance.now() - now;
        this.#notBefore = spent > 4 ? now + 4 * spent : 0;
        return false;
    }
    /** No more text comes. */
    end() {
        this.#draw(this.#takeIncoming(true), true);
        this.#blocks.settle(this.#blocks.views.length);
    }
    /** Line ends become "\n"; half a line end and half a character wait for their other half. */
    #takeIncoming(isEnd) {
        const text = this.#incoming;
        const keep = !isEnd && /[\r\ud800-\udbff]$/.test(text) ? 1 : 0;
        this.#incoming = keep ? text.slice(-1) : "";
        return (keep ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
    }
    #draw(text, isEnd) {
        let rest = text;
        while (rest !== undefined) {
            if (this.#fence) {
                rest = this.#fence.feed(rest, isEnd);
                if (rest === undefined)
                    return;
                this.#fence = undefined;
                this.#blocks.settle(1);
            }
            this.#tail += rest;
            rest = this.#tail || isEnd ? this.#drawTail(isEnd) : undefined;
        }
    }
    /** Lexes and draws the tail. Returns the lines of a fence that it opened. */
    #drawTail(isEnd) {
        const held = isEnd || this.#head ? 0 : heldBack(this.#tail);
        const shown = this.#head + (held ? this.#tail.slice(0, -held) : this.#tail);
        const { tokens, links } = lexBlocks(shown, this.#context.links, !isEnd);
        const hasOpenLinks = Object.keys(links).length > Object.keys(this.#context.links).length;
        this.#blocks.update(tokens, hasOpenLinks || this.#hadOpenLinks);
        this.#hadOpenLinks = hasOpenLinks;
        const placed = place(tokens, shown);
        if (!placed && !isEnd)
            return undefined;
        const open = !placed || isEnd ? tokens.length : firstOpen(placed, shown);
        this.#settle(tokens.slice(0, open), () => this.#blocks.settle(countBlocks(tokens.slice(0, open))));
        if (!placed || isEnd) {
            this.#tail = this.#head = "";
            return undefined;
        }
        this.#nextHead = "";
        const next = placed[open];
        const cut = next ? this.#settleInside(next, shown) : shown.lastIndexOf("\n") + 1;
        if (cut >= this.#head.length) {
            this.#tail = shown.slice(cut) + (held ? this.#tail.slice(-held) : "");
            this.#head = this.#nextHead;
        }
        return next ? this.#openFence(next.token) : undefined;
    }
    /** Settles what is final inside the first open block; returns where the tail begins. */
    #settleInside({ token, at }, shown) {
        const view = this.#blocks.views[0];
        this.#nextHead = "";
        if (view instanceof ListView && token.type === "list") {
            const list = token;
            const count = firmItems(list, at, shown);
            let length = 0;
            this.#settle(list.items.slice(0, count), () => (length = view.settleItems(count)));
            return at + length;
        }
        if (view instanceof TableView && token.type === "table") {
            const count = firmRows(token, at, shown);
            if (count === 0 && !view.hasSettledRows)
                return at;
            this.#nextHead = view.shortHead;
            let length = 0;
            this.#settle([], () => (length = view.settleRows(count)));
            return Math.min(at + length, shown.length);
        }
        return at;
    }
    /**
     * Settles views; then what they and earlier text refer to is drawn anew where it became known. While a definition is
     * open, links to it are drawn on trust, so what settles meanwhile is drawn anew too.
     */
    #settle(tokens, settleViews) {
        const { references, links } = this.#context;
        const known = references.length;
        settleViews();
        const names = learnDefinitions(tokens, links);
        relink(references.slice(0, known), names);
        if (this.#hadOpenLinks || names.length > 0)
            for (const run of references.slice(known))
                run.relink();
    }
    #openFence(token) {
        const view = this.#blocks.views[0];
        const line = this.#tail.indexOf("\n");
        if (token.type !== "code" || !(view instanceof CodeView) || line < 0)
            return undefined;
        const rules = openingFence(this.#tail.slice(0, line));
        const lines = token.raw.split("\n").slice(1);
        if (!rules || lines.some((text) => rules.isClosedBy(text)))
            return undefined;
        const body = this.#tail.slice(line + 1);
        this.#tail = "";
        this.#fence = new OpenFence(rules, view);
        return body;
    }
    #place(view) {
        if (this.#count++ % BOX === 0)
            this.#root.appendChild(element("div", "markdown-box"));
        this.#root.lastElementChild.appendChild(view.host);
    }
    #remove(view) {
        view.host.remove();
        if (--this.#count % BOX === 0)
            this.#root.lastElementChild.remove();
    }
}
/** Draws a whole text at once. */
export function renderOnce(root, text, options) {
    const stream = new StreamedMarkdown(root, options);
    stream.append(text);
    stream.end();
}
/** How many of the tokens are on the screen. */
const countBlocks = (tokens) => tokens.filter((token) => !isInvisible(token)).length;
