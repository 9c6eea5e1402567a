// Thinking that a self-hosted server leaves in the text, between <think> tags.
import type { Event } from "./types.ts";

const open = "<think>";
const close = "</think>";

export interface ThinkTags {
  readonly take: (text: string) => readonly Event[];
  /** What was held back because a tag might have followed. */
  readonly end: () => readonly Event[];
  /** Thinking came in its own field, so tags in the text are text. */
  readonly ignoreTags: () => void;
}

/**
 * A tag counts only where a template puts it: the opening one before any text, the closing one once. A closing tag without an
 * opening one (it stood in the prompt) turns all text before it into thinking. Anything else is an answer about tags.
 * Empty lines at the beginning of thinking and answer are dropped.
 */
export function createThinkTags(): ThinkTags {
  let place: "start" | "beforeThinking" | "thinking" | "afterThinking" | "text" | "plain" = "start";
  let held = "";
  /** The last character of text given out: a tag in backticks is quoted, not meant. */
  let last = "";

  function take(text: string): readonly Event[] {
    held += text;
    const events: Event[] = [];
    while (step(events)) {
      // One place after the other, until more text is needed.
    }
    return events;
  }

  /** True when the place has changed and what is left may be read again. */
  function step(events: Event[]): boolean {
    switch (place) {
      case "start": {
        const begin = held.trimStart();
        if (begin.startsWith(open)) {
          held = begin.slice(open.length);
          place = "beforeThinking";
          return true;
        }
        if (open.startsWith(begin)) return false;
        held = held.replace(/^[\r\n]+/, "");
        place = "text";
        return true;
      }
      case "thinking": {
        const at = held.indexOf(close);
        give(events, "thinking", at);
        if (at === -1) return false;
        place = "afterThinking";
        return true;
      }
      case "beforeThinking":
      case "afterThinking":
        held = held.replace(/^[\r\n]+/, "");
        if (held === "") return false;
        place = place === "beforeThinking" ? "thinking" : "plain";
        return true;
      case "text": {
        const at = held.indexOf(close);
        const isQuoted = at !== -1 && (at === 0 ? last : held[at - 1]) === "`";
        give(events, "text", isQuoted ? -1 : at, isQuoted ? at + close.length : undefined);
        if (at === -1) return false;
        if (isQuoted) return true;
        events.push({ type: "textWasThinking" });
        place = "afterThinking";
        return true;
      }
      case "plain":
        push(events, "text", held);
        held = "";
        return false;
      default:
        return place satisfies never;
    }
  }

  /** Gives out what stands before the tag (and eats the tag), or `through` that many characters, or all that can not begin a tag. */
  function give(events: Event[], type: "text" | "thinking", at: number, through?: number): void {
    const end = through ?? (at === -1 ? held.length - beginningOfTag(held) : at);
    push(events, type, held.slice(0, end));
    held = held.slice(at === -1 ? end : end + close.length);
  }

  function push(events: Event[], type: "text" | "thinking", text: string): void {
    if (text === "") return;
    last = text.at(-1) ?? "";
    events.push({ type, text });
  }

  return {
    take,
    end: () => {
      const events: Event[] = [];
      push(events, place === "thinking" ? "thinking" : "text", place === "start" ? held.trim() && held : held);
      held = "";
      return events;
    },
    ignoreTags: () => {
      if (place === "start" || place === "text") place = "afterThinking";
    },
  };
}

/** How many characters at the end of the text may be the beginning of a closing tag. */
function beginningOfTag(text: string): number {
  for (let length = Math.min(close.length - 1, text.length); length > 0; length--) {
    if (close.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
