// The colours of the matches. The browser paints them over the text, so the text itself stays as it is.

export interface Marks {
  add(ranges: readonly StaticRange[]): void;
  remove(ranges: readonly StaticRange[]): void;
  current(range: StaticRange | undefined): void;
  clear(): void;
}

export function createMarks(): Marks {
  if (!("highlights" in CSS)) return { add() {}, remove() {}, current() {}, clear() {} };
  const all = new Highlight();
  const current = new Highlight();
  current.priority = 1;
  CSS.highlights.set("find-match", all);
  CSS.highlights.set("find-current", current);
  let shown: StaticRange | undefined;
  return {
    add(ranges) {
      for (const range of ranges) all.add(range);
    },
    remove(ranges) {
      for (const range of ranges) all.delete(range);
    },
    current(range) {
      if (range === shown) return;
      shown = range;
      current.clear();
      if (range) current.add(range);
    },
    clear() {
      shown = undefined;
      all.clear();
      current.clear();
    },
  };
}
