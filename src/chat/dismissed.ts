// Which notices were dismissed. It belongs to the window: a notice that was dismissed on one page is not told by the next.
import type { Notice } from "../protocol.ts";

export interface Dismissed {
  add(id: string): void;
  /** Without those that were dismissed. One that has ended is told again when it comes again. */
  without(all: readonly Notice[]): readonly Notice[];
}

export function createDismissed(): Dismissed {
  const dismissed = new Set<string>();
  return {
    add: (id) => void dismissed.add(id),
    without(all) {
      for (const id of dismissed) if (!isOnce(id) && !all.some((notice) => notice.id === id)) dismissed.delete(id);
      return all.filter((notice) => !dismissed.has(notice.id));
    },
  };
}

/** It tells of one file, and that is never damaged a second time. */
const isOnce = (id: string): boolean => id.startsWith("damaged.");
