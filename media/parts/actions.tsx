// The small buttons of a message.
import type { ComponentChildren, JSX } from "preact";

export interface ActionsProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Actions({ label, children }: ActionsProps): JSX.Element {
  return (
    <div
      class="actions"
      role="toolbar"
      aria-label={label}
      onKeyDown={(event) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        const buttons = [...event.currentTarget.querySelectorAll("button")];
        const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
        if (next) {
          event.preventDefault();
          next.focus();
        }
      }}
    >
      {children}
    </div>
  );
}

export interface ActionProps {
  readonly label: string;
  /** Only the messages at hand are on the Tab key's way. */
  readonly isReachable: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

export function Action({ label, isReachable, onClick, children }: ActionProps): JSX.Element {
  return (
    <button
      type="button"
      class="quiet"
      title={label}
      aria-label={label}
      tabIndex={isReachable ? 0 : -1}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
