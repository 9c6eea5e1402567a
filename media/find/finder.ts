// Find, without its bar: which match is the current one, and how the reader gets there.
import type { MessageView } from "../../src/protocol.ts";
import type { Place } from "../followingView.ts";
import type { MarkdownOptions } from "../markdown/options.ts";
import { settle } from "../settle.ts";
import { findAll, type Query } from "./fold.ts";
import { searchedParts, unfold } from "./parts.ts";
import { type Direction, indexOf, type Position, step, sum } from "./positions.ts";
import { createSearch } from "./search.ts";
import { createSlices } from "./slices.ts";
import { rectOf } from "./units.ts";
import { scrollSideways, visibleMatch, visibleMessages } from "./visible.ts";

export interface Found {
  readonly total: number;
  /** Counted from 1; undefined before the reader has gone to one. */
  readonly index: number | undefined;
  /** All messages that the page has are counted. */
  readonly isComplete: boolean;
}

export interface Finder {
  messages(messages: readonly MessageView[]): void;
  query(query: Query): void;
  go(direction: Direction): void;
  /** Goes to a message, and to the first match in it of the first of these queries that has one. */
  reveal(message: MessageView, queries: readonly Query[]): void;
  stop(): void;
}

export interface FinderOptions {
  readonly area: HTMLElement;
  /** Holds the messages. */
  readonly content: HTMLElement;
  readonly labels: MarkdownOptions["labels"];
  readonly onFound: (found: Found) => void;
  readonly onRevealed: (query: Query | undefined) => void;
  /** Draws more, towards this message. */
  readonly draw: (messageId: string) => void;
  readonly goTo: (place: Place) => void;
}

export function createFinder({ area, content, labels, onFound, onRevealed, draw, goTo }: FinderOptions): Finder {
  const search = createSearch(content, labels, () => slices.wake());
  let current: Position | undefined;
  /** The reader asked for the next match before the ones around them were found. */
  let asked: Direction | undefined;
  /** On the way to the current match, or to a message without one. */
  let goal: Position | { readonly messageId: string } | undefined;
  let revealing: Generator<undefined, void> | undefined;
  let isLeft = true;
  let release = (): void => {};
  const ending = new AbortController();
  // Whoever scrolls does not want to be taken elsewhere a second later.
  area.addEventListener("wheel", () => (goal = undefined), { passive: true, signal: ending.signal });

  const slices = createSlices(
    () => {
      if (revealing?.next().done) revealing = undefined;
      isLeft = search.work() || revealing !== undefined;
      return isLeft;
    },
    () => {
      if (asked) start(asked);
      clamp();
      search.mark(current);
      approach();
      tell();
    },
  );

  function tell(): void {
    const counted = search.counted();
    const total = sum(counted.map(({ counts }) => sum(counts)));
    onFound({ total, index: current && indexOf(counted, current), isComplete: !isLeft });
  }

  /** The current match may be gone: then it is the one before it in its part, or none. */
  function clamp(): void {
    if (!current || !search.isFresh(current.messageId)) return;
    const { messageId, part, at } = current;
    const count = search.counted().find(({ id }) => id === messageId)?.counts[part] ?? 0;
    if (at >= count) current = count > 0 ? { messageId, part, at: count - 1 } : undefined;
  }

  function start(direction: Direction): void {
    const next = current ? step(search.counted(), current, direction) : fromView(direction);
    if (next === "later") return;
    asked = undefined;
    current = goal = next;
    release();
  }

  /** The first match that the reader sees, or the one that comes after what they see. */
  function fromView(direction: Direction): Position | undefined | "later" {
    const visible = visibleMessages(area).map(({ dataset }) => dataset["message"] ?? "");
    if (visible.some((id) => !search.isFresh(id)) && isLeft) return "later";
    const isNext = direction === "next";
    for (const messageId of isNext ? visible : visible.toReversed()) {
      const parts = [...(search.find(messageId)?.parts.keys() ?? [])];
      for (const part of isNext ? parts : parts.toReversed()) {
        const at = visibleMatch(area, search.matches(messageId, part), direction);
        if (at !== undefined) return { messageId, part, at };
      }
    }
    const edge = isNext ? visible.at(-1) : visible[0];
    const outside = isNext ? Number.POSITIVE_INFINITY : -1;
    return edge === undefined
      ? undefined
      : step(search.counted(), { messageId: edge, part: outside, at: outside }, direction);
  }

  /** One step on the way: what is not drawn is drawn, what is folded is opened, and then the match comes into view. */
  function approach(): void {
    const message = goal && search.find(goal.messageId);
    if (!goal || !message) return;
    const element = search.drawn().get(goal.messageId);
    if (!element) {
      draw(goal.messageId);
      return;
    }
    if (!("at" in goal)) {
      goal = undefined;
      show(element, () => element.getBoundingClientRect());
      return;
    }
    const { part, at, messageId } = goal;
    if (!search.isFresh(messageId)) return;
    const parts = searchedParts(message);
    const match = search.matches(messageId, part)[at];
    // A text is opened only for what is not drawn of it; a folded prompt has all of its text, out of sight.
    if ((!match || parts[part]?.kind !== "text") && unfold(element, parts, part)) return;
    goal = undefined;
    if (!match) return;
    scrollSideways(match);
    show(element, () => {
      const now = search.matches(messageId, part)[at];
      return now && rectOf(now);
    });
  }

  function show(message: HTMLElement, rect: () => DOMRect | undefined): void {
    release();
    const box = rect();
    const view = area.getBoundingClientRect();
    // Nothing moves for a match that the reader sees well; the bar covers the upper edge.
    if (box && box.top > view.top + 48 && box.bottom < view.bottom - 24 && box.height < view.height) return;
    release = settle({
      area,
      message,
      goTo,
      drift: () => {
        const now = rect();
        return now && now.top - view.top - Math.max(48, (view.height - now.height) / 2);
      },
    });
  }

  function* choose(message: MessageView, queries: readonly Query[]): Generator<undefined, void> {
    const texts = yield* search.texts(message);
    const query = queries.find((one) => texts.some((text) => findAll(text, one).length > 0));
    goal = { messageId: message.id };
    if (query) {
      search.query(query);
      const part = texts.findIndex((text) => findAll(text, query).length > 0);
      current = goal = { messageId: message.id, part, at: 0 };
    }
    onRevealed(query);
  }

  return {
    messages: search.messages,
    query(query) {
      current = goal = asked = undefined;
      isLeft = query.terms.length > 0;
      search.query(query);
    },
    go(direction) {
      asked = direction;
      goal = undefined;
      slices.wake();
    },
    reveal(message, queries) {
      current = goal = asked = undefined;
      revealing = choose(message, queries);
      slices.wake();
    },
    stop() {
      slices.stop();
      search.stop();
      release();
      ending.abort();
    },
  };
}
