// Where the reader writes: the text box, its buttons, and a line that says who will answer.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State } from "../src/protocol.ts";
import { atComposer } from "./atComposer.ts";
import { isAttaching } from "./attaching.ts";
import { draftAfterChange, draftAfterLoad, leftBehind, stillUnheard, unlessAsked, withUnheard } from "./draft.ts";
import { DraftReferences, lastChip } from "./draftReferences.tsx";
import { focusHere, whenFocused } from "./focus.ts";
import { keep, kept, post } from "./host.ts";
import { ChevronIcon, CompareIcon, QueueIcon, SendIcon, StopIcon } from "./icons.tsx";
import { BlindBar, isUnseen } from "./images/blindBar.tsx";
import { AttachIcon } from "./mention/icons.tsx";
import { LIST_ID, MentionList, rowId } from "./mention/list.tsx";
import { useMention } from "./mention/useMention.ts";
import { goingWith } from "./outgoing/going.ts";
import { Inspector } from "./outgoing/inspector.tsx";
import { Meter } from "./outgoing/meter.tsx";
import { SecretsBar, withSecrets } from "./outgoing/secretsBar.tsx";
import { useOutgoing } from "./outgoing/useOutgoing.ts";
import { fillBox, PromptBox } from "./promptBox.tsx";
import { type Recall, recallKey } from "./recall.ts";
import { SearchSwitch } from "./searchSwitch.tsx";
import { useSendWhenAttached, type Way } from "./sendWhenAttached.ts";
import type { Mentions } from "./state.ts";
import { ThinkingMenu } from "./thinkingMenu.tsx";
import { isTooLong } from "./tooLong.ts";
import { postDraft, useDraft } from "./useDraft.ts";
import { fill, useWords } from "./words.ts";

/** A text for the composer, behind what is there. */
export interface Offered {
  readonly text: string;
  /** Counts the offers, so that the same text can be offered twice. */
  readonly count: number;
}

export interface ComposerProps {
  readonly state: State;
  readonly prompts: readonly string[];
  readonly isRunning: boolean;
  /** Counts requests for the cursor. */
  readonly focus: number;
  /** A text from elsewhere on the page: a suggestion. */
  readonly offered: Offered;
  readonly mentions: Mentions | undefined;
}

export function Composer({ state, prompts, isRunning, focus, offered, mentions }: ComposerProps): JSX.Element {
  const { labels } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [hasText, setHasText] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const outgoing = useOutgoing(state);
  const recall = useRef<Recall | undefined>(undefined);
  const draft = useDraft(state);
  const { references } = state.draft;
  const canSend = hasText || references.length > 0;

  const show = (text: string, isOwn = true): void => {
    if (!box.current) return;
    fillBox(box.current, text);
    mention.forget();
    setHasText(text.trim() !== "");
    setRefused(false);
    outgoing.counted(text);
    if (isOwn) draft.typed(text);
  };

  const seen = useRef<{ conversation: string; revision: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const { conversation } = state;
    const { revision } = state.draft;
    const sent = kept().sent ?? [];
    const unheard = sent.length > 0 ? stillUnheard(sent, state) : sent;
    if (unheard.length < sent.length) keep({ sent: unheard });
    if (seen.current?.conversation === conversation.id && seen.current.revision === revision) return;
    const text = seen.current
      ? draftAfterChange(kept().draft, conversation.id, state.draft)
      : withUnheard(
          unheard,
          conversation.id,
          draftAfterLoad(unlessAsked(kept().draft, state), conversation.id, state.draft),
        );
    if (!seen.current) keep({ sent: unheard.filter((prompt) => prompt.conversation !== conversation.id) });
    const left = leftBehind(kept().draft, conversation.id, text);
    if (left) postDraft(left);
    seen.current = { conversation: conversation.id, revision };
    recall.current = undefined;
    draft.takenOver(text);
    show(text, text !== state.draft.text);
  });

  useLayoutEffect(() => {
    if (focus > 0) whenFocused(() => box.current?.focus());
  }, [focus]);

  useLayoutEffect(() => {
    if (offered.count === 0) return;
    const typed = box.current?.value.trimEnd();
    const text = typed ? `${typed}\n\n${offered.text}` : offered.text;
    recall.current = undefined;
    show(text);
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
  }, [offered.count]);

  /** The way that the question about secrets is asked for. */
  const way = useRef<Way>("send");
  const send = (by: Way = "send", isSure = false): void => {
    const text = box.current?.value ?? "";
    if (text.trim() === "" && references.length === 0 && !isAttaching(state)) return;
    setRefused(isTooLong(text));
    if (isTooLong(text)) return;
    if (whenAttached.mustWait(by)) return;
    if (isUnseen(state)) return focusHere(form.current?.querySelector<HTMLElement>(".blind-bar button"));
    way.current = by;
    if (!outgoing.mayGo(isSure)) return;
    draft.flush();
    // Which other model is asked next: until then the text stays where it is.
    if (by === "sendCompared") return post({ type: by, conversation: state.conversation.id, text });
    keep({ sent: [...(kept().sent ?? []), { conversation: state.conversation.id, text }] });
    post({ type: "send", conversation: state.conversation.id, text });
    recall.current = undefined;
    show("", false);
    draft.sent();
    focusHere(box.current);
  };

  const whenAttached = useSendWhenAttached(state, send);

  const closeOutgoing = (): void => {
    outgoing.show("nothing");
    box.current?.focus();
  };
  const mention = useMention({
    box: () => box.current,
    conversation: state.conversation.id,
    mentions,
    send: () => send(),
    show(text, caret) {
      show(text);
      box.current?.focus();
      box.current?.setSelectionRange(caret, caret);
    },
  });
  const startMention = (): void => {
    const area = box.current;
    if (!area) return;
    const { value, selectionStart: at } = area;
    const sign = /[\w.%+@-]$/.test(value.slice(0, at)) ? " @" : "@";
    show(value.slice(0, at) + sign + value.slice(at));
    area.focus();
    area.setSelectionRange(at + sign.length, at + sign.length);
    mention.look();
  };

  const latest = useRef(draft);
  latest.current = draft;
  useLayoutEffect(
    () => atComposer.arrived({ focus: () => box.current?.focus(), flush: () => latest.current.flush() }),
    [],
  );

  const onKey = (event: KeyboardEvent, area: HTMLTextAreaElement): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Backspace" && !event.repeat && area.selectionEnd === 0 && references.length > 0) {
      // From the beginning of the text it goes on to the chips; a second press removes one.
      event.preventDefault();
      return lastChip(area)?.focus();
    }
    const recalled = recallKey(event.key, area.value, recall.current, prompts);
    if (!recalled) return;
    event.preventDefault();
    recall.current = recalled.recall;
    show(recalled.text);
  };

  return (
    <form
      ref={form}
      class="composer"
      aria-label={labels.composerLabel}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {outgoing.shown === "asking" && (
        <SecretsBar
          references={withSecrets(goingWith(state))}
          onSend={() => send(way.current, true)}
          onCancel={closeOutgoing}
        />
      )}
      {outgoing.shown === "inspecting" && (
        <Inspector state={state} typed={outgoing.typed} total={outgoing.total} onClose={closeOutgoing} />
      )}
      <div class="composer-frame">
        {mention.isOpen && <MentionList list={mention} />}
        <DraftReferences references={references} beside={state.beside ?? []} />
        {isUnseen(state) && <BlindBar model={state.model} />}
        <PromptBox
          box={box}
          label={labels.composerLabel}
          placeholder={labels.composerPlaceholder}
          list={mention.isOpen ? { id: LIST_ID, active: rowId(mention.active) } : undefined}
          onSend={() => send()}
          onFirst={mention.key}
          onKey={onKey}
          onCaret={mention.look}
          onLeave={mention.close}
          onInput={(area) => {
            setRefused(false);
            whenAttached.cancel();
            setHasText(area.value.trim() !== "");
            draft.typed(area.value);
            mention.look();
            outgoing.countSoon(area.value);
          }}
        />
        <div class="composer-buttons">
          <button type="button" class="quiet" title={labels.attach} aria-label={labels.attach} onClick={startMention}>
            <AttachIcon />
          </button>
          <button
            type="button"
            class="quiet model"
            title={fill(labels.selectModel, state.model.label)}
            aria-label={fill(labels.selectModel, state.model.label)}
            onClick={() => post({ type: "run", action: "selectModel" })}
          >
            <span class="cut">{state.model.label}</span>
            <ChevronIcon />
          </button>
          <ThinkingMenu model={state.model} />
          {state.search && <SearchSwitch search={state.search} model={state.model.label} />}
          <span class="space" />
          {!isRunning && canSend && !isUnseen(state) && (
            <button
              type="button"
              class="quiet"
              title={labels.sendCompared}
              aria-label={labels.sendCompared}
              onClick={() => send("sendCompared")}
            >
              <CompareIcon />
            </button>
          )}
          {isRunning && (
            <button
              type="button"
              class="round stop"
              title={labels.stop}
              aria-label={labels.stop}
              onClick={() => post({ type: "stop" })}
            >
              <StopIcon />
            </button>
          )}
          {(!isRunning || canSend) && (
            <button
              type="button"
              class="round send"
              title={isRunning ? labels.queueMessage : labels.send}
              aria-label={isRunning ? labels.queueMessage : labels.send}
              aria-disabled={!canSend}
              onClick={() => send()}
            >
              {isRunning ? <QueueIcon /> : <SendIcon />}
            </button>
          )}
        </div>
      </div>
      <p class="refused" role="status">
        {isRefused ? labels.tooLongToSend : whenAttached.isWaiting && labels.waitsForAttached}
      </p>
      <div class="composer-hint">
        <span class="cut" title={state.connection.host}>
          {state.connection.label}
        </span>
        {state.connection.key === "environment" && <span class="cut">{labels.keyFromEnvironment}</span>}
        <Meter
          outgoing={state.outgoing}
          total={outgoing.total}
          isOpen={outgoing.shown === "inspecting"}
          onToggle={() => outgoing.show(outgoing.shown === "inspecting" ? "nothing" : "inspecting")}
        />
      </div>
    </form>
  );
}
