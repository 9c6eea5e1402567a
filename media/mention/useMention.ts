// The list behind an @ in the composer, or behind a slash at its beginning: when it is open, what is active in it, and what a choice does to the text.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { MentionView } from "../../src/protocol.ts";
import { postAttach } from "../attaching.ts";
import { post } from "../host.ts";
import { takeCopied } from "../images/attach.ts";
import type { Mentions } from "../state.ts";
import { type Trigger, triggerAt, withMention } from "./trigger.ts";

export interface MentionBox {
  readonly box: () => HTMLTextAreaElement | null;
  /** Puts a text into the box, as if it had been typed. */
  readonly show: (text: string, caret: number) => void;
  readonly send: () => void;
  readonly conversation: string;
  readonly mentions: Mentions | undefined;
}

export interface MentionList {
  readonly isOpen: boolean;
  readonly items: readonly MentionView[];
  readonly isComplete: boolean;
  readonly active: number;
  /** The list is one of commands, and has no row behind the items. */
  readonly isOfCommands: boolean;
  /** The text or the caret has changed. */
  look(): void;
  /** Another text stands in the box: what the list was for is not there any more. */
  forget(): void;
  /** True if the key was the list's. */
  key(event: KeyboardEvent): boolean;
  pick(index: number): void;
  close(): void;
}

export function useMention({ box, show, send, conversation, mentions }: MentionBox): MentionList {
  const [trigger, setTrigger] = useState<Trigger | undefined>(undefined);
  const [active, setActive] = useState(0);
  /** Closed by Escape: it stays so until another @ is typed. */
  const [dismissed, setDismissed] = useState<number | undefined>(undefined);
  /** The key that came before the list of what was typed: it is meant for that list. */
  const [early, setEarly] = useState<"Enter" | "Tab" | undefined>(undefined);
  const isOfCommands = trigger?.sign === "/";
  const query = trigger?.query;
  const isAsked = query !== undefined && trigger?.start !== dismissed;
  // What was offered for the query before stays until there is something newer: a list that blinks can not be read.
  const items = isAsked ? (mentions?.items ?? []).filter(({ kind }) => (kind === "command") === isOfCommands) : [];
  const isOpen = isAsked && (!isOfCommands || items.length > 0);
  const isLate = mentions?.query !== (isOfCommands ? `/${query}` : query);
  const isComplete = !isLate && mentions?.isComplete === true;
  // Behind the items there are two rows: choose files, take the image that was copied.
  const last = isOfCommands ? items.length - 1 : items.length + 1;

  useLayoutEffect(() => {
    setActive(0);
    if (isAsked && query !== undefined) post({ type: isOfCommands ? "commands" : "mention", query });
    else if (mentions) post({ type: "endMention" });
  }, [query, isAsked, isOfCommands]);

  useEffect(() => {
    if (!early || isLate || (items.length === 0 && !isComplete)) return;
    setEarly(undefined);
    if (items.length > 0 && !(early === "Enter" && isWhole(0))) pick(0);
    else if (early === "Enter") send();
  }, [early, mentions]);
  /** There is nothing to complete. */
  const isWhole = (index: number): boolean => isOfCommands && items[index]?.label === `/${query}`;

  const close = (): void => {
    setDismissed(trigger?.start);
    setEarly(undefined);
  };
  function pick(index: number): void {
    const area = box();
    if (!area || !trigger) return;
    const item = items[index];
    const name = item && isNamed.has(item.kind) ? item.label.replace(/^\//, "") : "";
    const { text, caret } = withMention(area.value, trigger, name);
    if (item && !isOfCommands) postAttach({ type: "attach", conversation, id: item.id });
    else if (index === items.length) postAttach({ type: "attachFiles", conversation });
    else if (!item) void takeCopied(conversation);
    setTrigger(undefined);
    show(text, caret);
  }

  return {
    isOpen,
    items,
    isOfCommands,
    isComplete,
    active: Math.min(active, last),
    look() {
      const area = box();
      const found =
        area && area.selectionStart === area.selectionEnd ? triggerAt(area.value, area.selectionStart) : undefined;
      if (found?.start !== trigger?.start || found?.query !== trigger?.query) {
        setTrigger(found);
        setEarly(undefined);
      }
      if (found?.start !== dismissed) setDismissed(undefined);
    },
    forget() {
      setTrigger(undefined);
      setDismissed(undefined);
      setEarly(undefined);
    },
    key(event) {
      if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
      switch (event.key) {
        case "ArrowDown":
        case "ArrowUp": {
          const count = last + 1;
          setActive((Math.min(active, last) + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
          return true;
        }
        case "Enter":
        case "Tab":
          if (event.shiftKey) return false;
          if (event.key === "Enter" && isWhole(Math.min(active, last))) return false;
          if (isLate && active === 0) {
            setEarly(event.key);
            return true;
          }
          // Behind the last item it is a question with an @ in it, not a choice.
          if (items.length === 0 && active === 0 && event.key === "Enter") return false;
          pick(Math.min(active, last));
          return true;
        case "Escape":
          close();
          return true;
        default:
          return false;
      }
    },
    pick,
    close,
  };
}

/** What has a name of its own stays in the sentence; of the others the chip tells enough. */
const isNamed: ReadonlySet<MentionView["kind"]> = new Set(["file", "folder", "symbol", "command"]);
