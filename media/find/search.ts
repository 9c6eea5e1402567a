// The matches in all messages that the page has. Those of drawn messages are marked in the text; of the others, and of
// what is folded, only the number is known. What changes is searched again, and nothing else.
import type { MessageView } from "../../src/protocol.ts";
import type { MarkdownOptions } from "../markdown/options.ts";
import { answerText } from "./answerText.ts";
import { findAll, type Query } from "./fold.ts";
import { createMarks } from "./marks.ts";
import { partElements, type SearchedPart, searchedParts } from "./parts.ts";
import type { Counted, Position } from "./positions.ts";
import { searchUnit, unitsOf } from "./units.ts";

export interface Search {
  messages(now: readonly MessageView[]): void;
  query(asked: Query): void;
  /** Does a little of what is to be done; returns whether more is left. */
  work(): boolean;
  counted(): Counted;
  /** Nothing of this message has changed since it was searched. */
  isFresh(messageId: string): boolean;
  find(messageId: string): MessageView | undefined;
  /** The drawn messages, in their order. */
  drawn(): ReadonlyMap<string, HTMLElement>;
  /** The marked matches of a part. */
  matches(messageId: string, part: number): readonly StaticRange[];
  mark(position: Position | undefined): void;
  /** The text of each part, as it is or would be drawn. */
  texts(message: MessageView): Generator<undefined, readonly string[]>;
  stop(): void;
}

interface Searched {
  readonly counts: readonly number[];
  /** The matches of each part, unit by unit. */
  readonly ranges: readonly (readonly StaticRange[])[][];
}

export function createSearch(content: HTMLElement, labels: MarkdownOptions["labels"], onChange: () => void): Search {
  const marks = createMarks();
  const texts = new WeakMap<MessageView, readonly string[]>();
  let messages: readonly MessageView[] = [];
  let query: Query = { terms: [], isCaseSensitive: false };
  let searched = new Map<string, Searched>();
  let units = new WeakMap<Element, readonly StaticRange[]>();
  /** Messages that have to be searched again. */
  let changed = new Set<string>();
  /** All messages from here on have been searched. */
  let from = 0;
  let elements: Map<string, HTMLElement> | undefined;
  let job: Generator<undefined, void> | undefined;
  /** What the job is about: until it is done, what is known of that message is old. */
  let jobId: string | undefined;

  const drawn = (): Map<string, HTMLElement> => {
    elements ??= new Map(
      [...content.querySelectorAll<HTMLElement>(".message")].map((one) => [one.dataset["message"] ?? "", one]),
    );
    return elements;
  };

  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const message =
        target instanceof Element ? target.closest(".message") : target.parentElement?.closest(".message");
      if (!message) {
        elements = undefined;
        for (const node of addedNodes) {
          if (node instanceof Element) for (const one of [node, ...node.querySelectorAll(".message")]) note(one);
        }
        continue;
      }
      for (let node: Node | null = target; node && node !== message; node = node.parentNode) {
        if (node instanceof Element) units.delete(node);
      }
      note(message);
    }
    onChange();
  });
  observer.observe(content, { childList: true, subtree: true, characterData: true });

  const note = (element: Element): void => {
    const id = element.getAttribute("data-message");
    if (id !== null && searched.has(id)) changed.add(id);
  };

  function take(): Generator<undefined, void> | undefined {
    if (query.terms.length === 0) return undefined;
    // The newest first: that is where the reader is most often.
    const id = [...changed].at(-1);
    if (id !== undefined) {
      changed.delete(id);
      const message = messages.find((one) => one.id === id);
      jobId = id;
      return message && searchMessage(message);
    }
    while (from > 0 && searched.has(messages[from - 1]!.id)) from--;
    const message = messages[from - 1];
    jobId = message?.id;
    return message && searchMessage(message);
  }

  function* searchMessage(message: MessageView): Generator<undefined, void> {
    const parts = searchedParts(message);
    const element = drawn().get(message.id);
    const roots = element ? partElements(element, parts) : [];
    const counts: number[] = [];
    const ranges: (readonly StaticRange[])[][] = [];
    for (const index of parts.keys()) {
      const root = roots[index];
      const inUnits = root ? yield* searchDrawn(root) : [];
      ranges.push(inUnits);
      const shown = inUnits.reduce((count, { length }) => count + length, 0);
      const isWhole = root && (message.status === "streaming" || !root.querySelector(".show-all"));
      counts.push(isWhole ? shown : Math.max(shown, findAll((yield* textsOf(message, parts))[index]!, query).length));
    }
    remark(searched.get(message.id), { counts, ranges });
    searched.set(message.id, { counts, ranges });
  }

  function* searchDrawn(root: Element): Generator<undefined, (readonly StaticRange[])[]> {
    const found: (readonly StaticRange[])[] = [];
    for (const unit of unitsOf(root)) {
      let ranges = units.get(unit);
      if (!ranges) {
        ranges = searchUnit(unit, query);
        units.set(unit, ranges);
        yield;
      }
      if (ranges.length > 0) found.push(ranges);
    }
    return found;
  }

  /** A unit that did not change keeps its marks. */
  function remark(before: Searched | undefined, after: Searched | undefined): void {
    const old = new Set(before?.ranges.flat());
    for (const ranges of after?.ranges.flat() ?? []) if (!old.delete(ranges)) marks.add(ranges);
    for (const ranges of old) marks.remove(ranges);
  }

  function* textsOf(message: MessageView, parts: readonly SearchedPart[]): Generator<undefined, readonly string[]> {
    const known = texts.get(message);
    if (known) return known;
    const made: string[] = [];
    for (const { kind, source } of parts) made.push(kind === "text" ? yield* answerText(source, labels) : source);
    texts.set(message, made);
    return made;
  }

  return {
    messages(now) {
      if (now === messages) return;
      const before = new Map(messages.map((message) => [message.id, message]));
      messages = now;
      from = now.length;
      for (const message of now) {
        if (before.get(message.id) !== message && searched.has(message.id)) changed.add(message.id);
        before.delete(message.id);
      }
      for (const id of before.keys()) {
        remark(searched.get(id), undefined);
        searched.delete(id);
        changed.delete(id);
      }
      onChange();
    },
    query(asked) {
      query = asked;
      marks.clear();
      searched = new Map();
      units = new WeakMap();
      changed = new Set();
      job = undefined;
      from = messages.length;
      onChange();
    },
    work() {
      job ??= take();
      if (job?.next().done) job = undefined;
      return job !== undefined || changed.size > 0 || (query.terms.length > 0 && from > 0);
    },
    counted: () =>
      messages.flatMap(({ id }) => {
        const found = searched.get(id);
        return found ? [{ id, counts: found.counts }] : [];
      }),
    isFresh: (messageId) => searched.has(messageId) && !changed.has(messageId) && !(job && jobId === messageId),
    find: (messageId) => messages.find(({ id }) => id === messageId),
    drawn,
    matches: (messageId, part) => searched.get(messageId)?.ranges[part]?.flat() ?? [],
    mark(position) {
      const ranges = position && searched.get(position.messageId)?.ranges[position.part]?.flat();
      marks.current(position && ranges?.[position.at]);
    },
    *texts(message) {
      return yield* textsOf(message, searchedParts(message));
    },
    stop() {
      observer.disconnect();
      marks.clear();
    },
  };
}
