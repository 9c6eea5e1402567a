// What the next message will send, item by item, before it is sent: tokens, price, what may be a secret, and a way to leave it out.
import type { JSX } from "preact";
import type { ReferenceView, State } from "../../src/protocol.ts";
import { atComposer } from "../atComposer.ts";
import { post } from "../host.ts";
import { CloseIcon } from "../icons.tsx";
import { ChipIcon } from "../mention/chipIcon.tsx";
import { visible } from "../parts/references.tsx";
import { fill, useWords } from "../words.ts";
import { goingWith } from "./going.ts";
import { nearlyFull } from "./meter.tsx";

export interface InspectorProps {
  readonly state: State;
  /** Tokens of what is typed. */
  readonly typed: number;
  readonly total: number;
  readonly onClose: () => void;
}

export function Inspector({ state, typed, total, onClose }: InspectorProps): JSX.Element {
  const { labels, number, locale } = useWords();
  const { outgoing } = state;
  const { window, price } = outgoing;
  const cost = (tokens: number): string => {
    if (!price) return "";
    const style = { style: "currency", currency: price.currency, currencyDisplay: "narrowSymbol" } as const;
    return new Intl.NumberFormat(locale, { ...style, maximumSignificantDigits: 2 }).format(tokens * price.perToken);
  };
  const wayOut = (label: string, to: "here" | "newChat"): JSX.Element => (
    <button
      type="button"
      class="link"
      onClick={() => post({ type: "summarize", conversation: state.conversation.id, to })}
    >
      {label}
    </button>
  );
  const row = (label: string, tokens: number): JSX.Element => (
    <li>
      <span class="cut">{label}</span>
      <Figures tokens={number(tokens)} cost={cost(tokens)} />
    </li>
  );
  return (
    <section class="inspector" aria-label={labels.inspector}>
      <div class="inspector-head">
        <h2>{labels.inspector}</h2>
        <button type="button" class="quiet" title={labels.close} aria-label={labels.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      <ul>
        {row(outgoing.isMeasured ? labels.inspectorBefore : labels.inspectorBeforeEstimated, outgoing.before)}
        {goingWith(state).map((reference) => (
          <Item key={reference.id} reference={reference} cost={cost(reference.tokens)} />
        ))}
        {row(labels.inspectorText, typed)}
      </ul>
      <p class="inspector-total">
        <span>{window ? fill(labels.meterOf, number(total), number(window)) : fill(labels.meter, number(total))}</span>
        <span>{price ? fill(labels.inspectorCost, cost(total)) : ""}</span>
      </p>
      {window !== undefined && total >= window * nearlyFull && (
        <p class="inspector-warning" role="status">
          {labels.inspectorFull}{" "}
          {state.messages.length > 0 && (
            <>
              {wayOut(labels.summarizeHere, "here")} {wayOut(labels.summarizeInNewChat, "newChat")}{" "}
            </>
          )}
          <button type="button" class="link" onClick={() => post({ type: "run", action: "newChat" })}>
            {labels.newChat}
          </button>
        </p>
      )}
      <button
        type="button"
        class="link"
        onClick={() => {
          // What is shown is what would be sent, the last keys included.
          atComposer.flush();
          post({ type: "showRequest", conversation: state.conversation.id });
        }}
      >
        {labels.showRequest}
      </button>
    </section>
  );
}

function Item({ reference, cost }: { readonly reference: ReferenceView; readonly cost: string }): JSX.Element {
  const { labels, number } = useWords();
  const { id, kind, label, detail, tokens } = reference;
  return (
    <li>
      <ChipIcon kind={kind} />
      <bdi class="cut" title={visible(detail)}>
        {visible(label)}
      </bdi>
      <Figures tokens={number(tokens)} cost={cost} />
      <button
        type="button"
        class="quiet"
        title={fill(labels.removeReference, visible(label))}
        aria-label={fill(labels.removeReference, visible(label))}
        onClick={() => post({ type: "detach", id })}
      >
        <CloseIcon />
      </button>
      <Warnings reference={reference} />
    </li>
  );
}

/** What the reader should look at before it goes. */
export function Warnings({ reference }: { readonly reference: ReferenceView }): JSX.Element | null {
  const { labels, number } = useWords();
  const { secretLines, hidden } = reference;
  if (secretLines.length === 0 && hidden === 0) return null;
  return (
    <span class="inspector-warning">
      {secretLines.length > 0 && fill(labels.secretLines, secretLines.map((line) => number(line)).join(", "))}
      {secretLines.length > 0 && hidden > 0 && " · "}
      {hidden > 0 && fill(labels.hiddenCount, number(hidden))}
    </span>
  );
}

function Figures({ tokens, cost }: { readonly tokens: string; readonly cost: string }): JSX.Element {
  return (
    <span class="inspector-figures">
      <span>{tokens}</span>
      <span>{cost}</span>
    </span>
  );
}
