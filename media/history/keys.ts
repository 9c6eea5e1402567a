// The keys of the list: up and down over rows and hits, left and right over the buttons of a row.
import { post } from "../host.ts";

export interface KeyEvents {
  /** Upwards from the first row. */
  leave(): void;
  rename(id: string): void;
}

/** Elements with `data-stop` are titles and hits; what it says is the row's id, with the hit's number after a space. */
export const stopName = (element: Element): string | undefined => {
  const own = element.closest<HTMLElement>("[data-stop]")?.dataset["stop"];
  return own ?? element.closest<HTMLElement>("[data-row]")?.dataset["row"];
};

export function listKey(event: KeyboardEvent & { readonly currentTarget: HTMLElement }, on: KeyEvents): void {
  const { key, target, currentTarget: list } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
  if (!(target instanceof HTMLElement) || target instanceof HTMLInputElement) return;
  const row = target.closest<HTMLElement>("[data-row]");
  const id = row?.dataset["row"];
  if (!row || id === undefined) return;
  const isRemoved = row.classList.contains("removed");
  if (key === "ArrowUp" || key === "ArrowDown" || key === "Home" || key === "End") {
    event.preventDefault();
    move(list, row, target, key, on);
  } else if (key === "ArrowLeft" || key === "ArrowRight") {
    event.preventDefault();
    const buttons = [...row.querySelectorAll<HTMLElement>(".row-actions button")];
    const at = buttons.indexOf(target) + (key === "ArrowRight" ? 1 : -1);
    if (at < 0) row.querySelector<HTMLElement>("[data-stop]")?.focus();
    else buttons[at]?.focus();
  } else if (key === "Delete" && !isRemoved && !event.repeat) {
    event.preventDefault();
    post({ type: "remove", id });
  } else if (key === "F2" && !isRemoved) {
    event.preventDefault();
    on.rename(id);
  }
}

function move(list: HTMLElement, row: HTMLElement, target: HTMLElement, key: string, on: KeyEvents): void {
  const stops = [...list.querySelectorAll<HTMLElement>("[data-stop]")];
  const from = stops.indexOf(
    target.hasAttribute("data-stop") ? target : row.querySelector<HTMLElement>("[data-stop]")!,
  );
  const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: stops.length - 1 }[key] ?? from;
  if (to < 0) return on.leave();
  const next = stops[to];
  next?.focus({ preventScroll: true });
  (next?.closest(".row-title, .hit, .row") ?? next)?.scrollIntoView({ block: "nearest" });
}
