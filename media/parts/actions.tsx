// The small buttons of a message.
import type { ComponentChildren, JSX } from "preact";

export interface ActionsProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Actions({ label, children }: ActionsProps): JSX.Element {
  return (
    <div class="actions" role="toolbar" aria-label={label} onKeyDown={moveInToolbar}>
      {children}
    </div>
  );
}

/** Left and right go from button to button. */
export function moveInToolbar(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

export interface ActionProps {
  readonly label: string;
  /** Only the messages at hand are on the Tab key's way. */
  readonly isReachable: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
  /** For the style sheet. */
  readonly name?: string;
}

export function Action({ label, isReachable, onClick, children, name = "" }: ActionProps): JSX.Element {
  return (
    <button
      type="button"
      class={`quiet ${name}`.trimEnd()}
      title={label}
      aria-label={label}
      tabIndex={isReachable ? 0 : -1}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
