import { Blocks } from "./block.ts";
import { element } from "./context.ts";
import { word } from "./options.ts";
/** Items in one `ul` or `ol`: a growing list is laid out again only in its last box. */
const BOX = 40;
/** Items that are drawn without being asked for. */
const LIMIT = 2000;
export class ListView {
    host = element("div", "list");
    #context;
    #isOrdered;
    #bullet;
    #start;
    #items = [];
    #boxes = [];
    #token;
    /** Items that are settled and no longer in the tokens. */
    #settled = 0;
    #isSettledLoose = false;
    #limit = LIMIT;
    /** Settled items beyond the limit. */
    #hidden = [];
    /** Items that may still change. */
    #open = [];
    #showAll;
    constructor(context, token) {
        this.#context = context;
        this.#isOrdered = token.ordered;
        this.#bullet = bulletOf(token);
        this.#start = Number(token.start) || 0;
        this.#token = token;
        this.update(token, false);
    }
    accepts(token) {
        return (token.type === "list" && token.ordered === this.#isOrdered && bulletOf(token) === this.#bullet);
    }
    update(token, isForced) {
        const list = token;
        this.#token = list;
        this.#open = list.items;
        this.#setLoose(this.#isSettledLoose || list.loose);
        const count = Math.min(this.#settled + list.items.length, this.#limit);
        for (let index = this.#settled; index < count; index++) {
            const item = list.items[index - this.#settled];
            const old = this.#items[index];
            if (old)
                old.update(item, isForced);
            else
                this.#add(new ItemView(this.#context, item));
        }
        while (this.#items.length > count && this.#items.length > this.#settled)
            this.#removeLast();
        this.#offerAll(this.#settled + list.items.length);
    }
    /** Settles the first `count` items of the last token; returns how many characters they take. */
    settleItems(count) {
        let length = 0;
        for (const item of this.#token.items.slice(0, count)) {
            if (this.#settled < this.#items.length)
                this.#items[this.#settled].settle();
            else
                this.#hidden.push(item);
            this.#settled++;
            length += item.raw.length;
        }
        this.#open = this.#open.slice(count);
        if (count > 0)
            this.#isSettledLoose ||= this.#token.loose;
        return length;
    }
    settle() {
        this.settleItems(this.#token.items.length);
    }
    #setLoose(isLoose) {
        const name = isLoose ? "loose" : "tight";
        for (const box of this.#boxes)
            if (box.className !== name)
                box.className = name;
    }
    #add(item) {
        if (this.#items.length % BOX === 0) {
            const box = element(this.#isOrdered ? "ol" : "ul", this.#isLoose() ? "loose" : "tight");
            const first = this.#start + this.#items.length;
            if (this.#isOrdered && first !== 1)
                box.start = first;
            if (this.#showAll)
                this.#showAll.before(box);
            else
                this.host.appendChild(box);
            this.#boxes.push(box);
        }
        this.#boxes.at(-1).appendChild(item.host);
        this.#items.push(item);
    }
    #removeLast() {
        this.#items.pop().host.remove();
        if (this.#items.length % BOX === 0)
            this.#boxes.pop().remove();
    }
    #isLoose() {
        return this.#isSettledLoose || this.#token.loose;
    }
    #offerAll(count) {
        if (count <= this.#limit) {
            this.#showAll?.remove();
            this.#showAll = undefined;
            return;
        }
        if (!this.#showAll) {
            this.#showAll = showAllButton(() => this.#drawAll());
            this.host.appendChild(this.#showAll);
        }
        this.#showAll.textContent = word(this.#context.options, "showAll", String(count));
    }
    #drawAll() {
        this.#limit = Number.POSITIVE_INFINITY;
        const known = this.#context.references.length;
        for (const item of this.#hidden) {
            this.#add(new ItemView(this.#context, item));
            this.#items.at(-1).settle();
        }
        for (const reference of this.#context.references.slice(known))
            reference.relink();
        const drawn = this.#items.length - this.#settled;
        for (const item of this.#open.slice(Math.max(0, drawn)))
            this.#add(new ItemView(this.#context, item));
        this.#hidden = [];
        this.#offerAll(0);
    }
}
/** Shared with tables. */
export function showAllButton(show) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show-all";
    button.addEventListener("click", show);
    return button;
}
/** Another bullet starts another list. */
function bulletOf(list) {
    const raw = list.raw.trimStart();
    return list.ordered ? (/^\d+(.)/.exec(raw)?.[1] ?? "") : raw.charAt(0);
}
class ItemView {
    host = element("li");
    #context;
    #blocks;
    #task;
    #raw;
    constructor(context, item) {
        this.#context = context;
        this.#blocks = new Blocks(context, (view) => this.host.appendChild(view.host));
        this.update(item, false);
    }
    update(item, isForced) {
        if (this.#raw === item.raw && !isForced)
            return;
        this.#raw = item.raw;
        this.#setTask(item.task ? item.checked === true : undefined);
        this.#blocks.update(item.task ? item.tokens.filter(isNoCheckbox).map(withoutCheckbox) : item.tokens, isForced);
    }
    settle() {
        this.#blocks.settle(this.#blocks.views.length);
    }
    #setTask(isDone) {
        if (isDone === undefined) {
            this.#task?.remove();
            this.#task = undefined;
            this.host.className = "";
            return;
        }
        if (!this.#task) {
            this.#task = element("span");
            this.#task.setAttribute("role", "img");
            this.host.prepend(this.#task);
        }
        this.host.className = "task-item";
        this.#task.className = isDone ? "task task-done" : "task";
        this.#task.setAttribute("aria-label", word(this.#context.options, isDone ? "taskDone" : "taskOpen"));
    }
}
const isNoCheckbox = (token) => token.type !== "checkbox";
/** Marked puts the box of a loose item into its first paragraph; here it always stands before the blocks. */
function withoutCheckbox(token) {
    const first = "tokens" in token ? token.tokens?.[0] : undefined;
    if (first?.type !== "checkbox")
        return token;
    const paragraph = token;
    return {
        ...paragraph,
        text: paragraph.text.slice(first.raw.length),
        tokens: paragraph.tokens.slice(1),
    };
}
