// The bar that finds a text in the conversation.
import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/protocol.ts";
import { whenFocused } from "../focus.ts";
import type { Place } from "../followingView.ts";
import { post } from "../host.ts";
import { CaseIcon, CloseIcon, DownIcon, UpIcon } from "../icons.tsx";
import type { PageState } from "../state.ts";
import { fill, useWords } from "../words.ts";
import { createFinder, type Finder, type Found } from "./finder.ts";
import type { Query } from "./fold.ts";
import { queriesFor, selectedText } from "./query.ts";

/** Earlier messages asked for at a time, while the bar is open. */
const OLDER = 200;

export interface FindProps {
  /** Counts the host's requests for the bar. */
  readonly asked: number;
  readonly reveal: PageState["reveal"];
  readonly messages: readonly MessageView[];
  readonly older: number;
  readonly area: RefObject<HTMLElement | null>;
  readonly content: RefObject<HTMLElement | null>;
  /** Draws more, towards this message. */
  readonly onDraw: (messageId: string) => void;
  readonly onGo: (place: Place) => void;
}

/** Requests are answered once, also when the conversation is drawn anew. */
const answered = { find: 0, reveal: 0 };

export function Find(props: FindProps): JSX.Element | null {
  const { asked, reveal, messages, older } = props;
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState<Query>({ terms: [], isCaseSensitive: false });
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found>();
  const { labels } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const finder = useRef<Finder | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;

  const close = (): void => {
    setOpen(false);
    const target = before.current?.isConnected ? before.current : props.area.current;
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  };
  const search = (terms: readonly string[], isCaseSensitive: boolean): void => {
    setQuery({ terms, isCaseSensitive });
    setFound(undefined);
    finder.current?.query({ terms, isCaseSensitive });
  };
  const type = (typed: string): void => {
    setText(typed);
    search(typed === "" ? [] : [typed], query.isCaseSensitive);
  };

  useLayoutEffect(() => {
    const { area, content } = props;
    if (!isOpen || !area.current || !content.current) return;
    const made = createFinder({
      area: area.current,
      content: content.current,
      labels,
      onFound: (now) => setFound((old) => (old && isSame(old, now) ? old : now)),
      onRevealed: (revealed) => {
        if (revealed) setQuery(revealed);
        else setOpen(false);
      },
      draw: (messageId) => latest.current.onDraw(messageId),
      goTo: (place) => latest.current.onGo(place),
    });
    finder.current = made;
    made.messages(messages);
    made.query(query);
    return () => {
      made.stop();
      finder.current = undefined;
      setFound(undefined);
    };
  }, [isOpen, labels]);

  useLayoutEffect(() => finder.current?.messages(messages), [messages]);

  // In a narrow panel the bar has several lines.
  useLayoutEffect(() => {
    const [element, frame] = [bar.current, bar.current?.parentElement];
    if (!element || !frame) return;
    const sizes = new ResizeObserver(() => frame.style.setProperty("--find-height", `${element.offsetHeight}px`));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [isOpen]);

  useLayoutEffect(() => {
    if (asked === answered.find) return;
    answered.find = asked;
    if (!isOpen || !bar.current?.contains(document.activeElement)) before.current = document.activeElement;
    setOpen(true);
    const selected = selectedText(props.area.current);
    if (selected !== "") type(selected);
    // The bar is drawn only after this.
    requestAnimationFrame(() =>
      whenFocused(() => {
        input.current?.focus();
        input.current?.select();
      }),
    );
  }, [asked]);

  // A match may be in what the page does not have yet; so may the message to be shown.
  const wantsOlder = useRef("");
  const isAwaited = reveal !== undefined && reveal.count !== answered.reveal;
  useEffect(() => {
    const first = messages[0]?.id;
    const isKnown = messages.some(({ id }) => id === reveal?.messageId);
    if (older === 0 || first === undefined || wantsOlder.current === first) return;
    if (!(isOpen && query.terms.length > 0) && !(isAwaited && !isKnown)) return;
    wantsOlder.current = first;
    post({ type: "older", count: OLDER });
  });

  useEffect(() => {
    const message = isAwaited && messages.find(({ id }) => id === reveal.messageId);
    if (!message) return;
    if (!isOpen) {
      before.current = document.activeElement;
      setOpen(true);
      return;
    }
    answered.reveal = reveal.count;
    setText(reveal.text);
    finder.current?.reveal(message, queriesFor(reveal.text));
  }, [isAwaited, messages, isOpen]);

  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent): void => {
      const isInBar = event.target instanceof Node && bar.current?.contains(event.target);
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "F3") finder.current?.go(event.shiftKey ? "previous" : "next");
      else if (event.key === "Escape" && (isInBar || event.target === latest.current.area.current)) close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", onKey, true);
    return () => removeEventListener("keydown", onKey, true);
  }, [isOpen]);

  if (!isOpen) return null;
  return (
    <search class="find" aria-label={labels.find} ref={bar}>
      <div class="find-box">
        <input
          ref={input}
          type="text"
          spellcheck={false}
          aria-label={labels.find}
          placeholder={labels.findPlaceholder}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            finder.current?.go(event.shiftKey ? "previous" : "next");
          }}
        />
        <button
          type="button"
          class="quiet"
          title={labels.findCase}
          aria-label={labels.findCase}
          aria-pressed={query.isCaseSensitive}
          onClick={() => search(query.terms, !query.isCaseSensitive)}
        >
          <CaseIcon />
        </button>
      </div>
      <Count found={query.terms.length > 0 ? found : undefined} isOlderLeft={older > 0} />
      <span class="find-buttons">
        <Move label={labels.findPrevious} onClick={() => finder.current?.go("previous")}>
          <UpIcon />
        </Move>
        <Move label={labels.findNext} onClick={() => finder.current?.go("next")}>
          <DownIcon />
        </Move>
        <Move label={labels.close} onClick={close}>
          <CloseIcon />
        </Move>
      </span>
    </search>
  );
}

function Count({
  found,
  isOlderLeft,
}: {
  readonly found: Found | undefined;
  readonly isOlderLeft: boolean;
}): JSX.Element {
  const { labels, number } = useWords();
  const text = (): string => {
    if (!found) return "";
    if (!found.isComplete || isOlderLeft) return fill(labels.findSearching, number(found.total));
    if (found.total === 0) return labels.findNone;
    return fill(labels.findCount, found.index === undefined ? "?" : number(found.index), number(found.total));
  };
  const isNone = found?.isComplete && !isOlderLeft && found.total === 0;
  return (
    <p class={isNone ? "find-count none" : "find-count"} role="status">
      {text()}
    </p>
  );
}

interface MoveProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: JSX.Element;
}

const Move = ({ label, onClick, children }: MoveProps): JSX.Element => (
  <button type="button" class="quiet" title={label} aria-label={label} onClick={onClick}>
    {children}
  </button>
);

const isSame = (a: Found, b: Found): boolean =>
  a.total === b.total && a.index === b.index && a.isComplete === b.isComplete;
