// Whether the model thinks first, and how much: a button that says it, and a small menu over it where there is something to choose.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { State, ThinkingBudget } from "../src/protocol.ts";
import { post } from "./host.ts";
import { ThinkingIcon } from "./icons.tsx";
import { budgetSteps, levelOf, levels, nearestStep } from "./thinkingSteps.ts";
import { fill, useWords } from "./words.ts";

type Model = State["model"];

export function ThinkingMenu({ model }: { readonly model: Model }): JSX.Element {
  const { thinking, budget } = model;
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLFieldSetElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { labels } = useWords();
  const label = useLabel(model);
  const isFixed = thinking === "always" || thinking === "never";
  const isOn = thinking === "on" || thinking === "always";
  const isMenu = budget !== undefined && !isFixed;
  useLayoutEffect(() => setOpen(false), [isMenu, model.id]);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [isOpen]);
  return (
    <fieldset
      class="thinking-choice"
      aria-label={labels.thinkingTitle}
      ref={root}
      onFocusOut={({ relatedTarget }) => {
        // Nowhere is where the focus goes with the whole window: the menu is there when it comes back.
        if (relatedTarget && !root.current?.contains(relatedTarget as Node)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        class="quiet switch"
        title={label}
        aria-label={label}
        aria-pressed={isOn}
        aria-disabled={isFixed}
        {...(isMenu && { "aria-haspopup": "dialog", "aria-expanded": isOpen })}
        onClick={() => {
          if (isMenu) setOpen(!isOpen);
          else if (!isFixed) post({ type: "thinking", on: !isOn });
        }}
      >
        <ThinkingIcon />
      </button>
      {isOpen && budget && <Choices isOn={isOn} budget={budget} />}
    </fieldset>
  );
}

function useLabel({ thinking, budget }: Model): string {
  const { labels, number } = useWords();
  if (thinking === "on" && budget && budget.tokens > 0) {
    const level = levelOf(budget.tokens);
    return budget.by === "tokens"
      ? fill(labels.thinkingOnBudget, number(budget.tokens))
      : fill(labels.thinkingOnLevel, labels[level.label]);
  }
  return {
    on: labels.thinkingOn,
    off: labels.thinkingOff,
    always: labels.thinkingAlways,
    never: labels.thinkingNever,
  }[thinking];
}

interface ChoicesProps {
  readonly isOn: boolean;
  readonly budget: ThinkingBudget;
}

/** Radio buttons of the browser: it moves between them with the arrow keys, and they are one stop of the Tab key. */
function Choices({ isOn, budget }: ChoicesProps): JSX.Element {
  const { labels } = useWords();
  const dialog = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => dialog.current?.querySelector<HTMLElement>("input:checked")?.focus(), []);
  const choose = (tokens: number): void => post({ type: "thinkingBudget", tokens });
  const isLimited = isOn && budget.tokens > 0;
  return (
    <div class="thinking-menu" role="dialog" aria-label={labels.thinkingTitle} ref={dialog}>
      <Choice
        label={labels.thinkingChoiceOff}
        isChosen={!isOn}
        onChoose={() => post({ type: "thinking", on: false })}
      />
      <Choice label={labels.thinkingChoiceAuto} isChosen={isOn && !isLimited} onChoose={() => choose(0)} />
      {budget.by === "level" ? (
        levels.map((level) => (
          <Choice
            key={level.label}
            label={labels[level.label]}
            isChosen={isLimited && levelOf(budget.tokens) === level}
            onChoose={() => choose(level.tokens)}
          />
        ))
      ) : (
        <Budget isChosen={isLimited} budget={budget} onChoose={choose} />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, isChosen, onChoose }: ChoiceProps): JSX.Element {
  return (
    <label class="thinking-option">
      <input type="radio" name="thinking" checked={isChosen} onChange={onChoose} />
      {label}
    </label>
  );
}

interface BudgetProps {
  readonly isChosen: boolean;
  readonly budget: ThinkingBudget;
  readonly onChoose: (tokens: number) => void;
}

/** The slider goes in doublings. It is told when it is let go, the number beside it follows at once. */
function Budget({ isChosen, budget, onChoose }: BudgetProps): JSX.Element {
  const { labels, number } = useWords();
  const steps = budgetSteps(budget.most);
  const at = nearestStep(steps, budget.tokens || budget.most / 4);
  const [dragged, setDragged] = useState<number | undefined>(undefined);
  // At once: later, it would undo what was dragged since.
  useLayoutEffect(() => setDragged(undefined), [budget.tokens, budget.most, isChosen]);
  const tokens = dragged === undefined ? budget.tokens || steps[at]! : steps[dragged]!;
  return (
    <>
      <Choice
        label={fill(labels.thinkingChoiceBudget, number(tokens))}
        isChosen={isChosen}
        onChoose={() => onChoose(tokens)}
      />
      <input
        type="range"
        class="thinking-slider"
        min={0}
        max={steps.length - 1}
        step={1}
        value={dragged ?? at}
        aria-label={labels.thinkingBudget}
        aria-valuetext={number(tokens)}
        onInput={({ currentTarget }) => setDragged(Number(currentTarget.value))}
        onChange={({ currentTarget }) => onChoose(steps[Number(currentTarget.value)] ?? budget.most)}
      />
    </>
  );
}
