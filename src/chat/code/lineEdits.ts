// From one text to another by changes of lines, so that cursors, folds and breakpoints elsewhere stay where they are.

export interface LineEdit {
  /** Lines of the old text, counted from 0, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Beyond so many differing lines one change stands for all. */
const MOST = 2000;

/** In order, apart from each other. */
export function lineEdits(before: readonly string[], after: readonly string[]): readonly LineEdit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [end, afterEnd] = [before.length, after.length];
  while (end > start && afterEnd > start && before[end - 1] === after[afterEnd - 1]) {
    end--;
    afterEnd--;
  }
  const [old, now] = [before.slice(start, end), after.slice(start, afterEnd)];
  if (old.length === 0 && now.length === 0) return [];
  if (old.length * now.length > MOST * MOST) return [{ start, end, lines: now }];
  return between(old, now).map((edit) => ({ start: edit.start + start, end: edit.end + start, lines: edit.lines }));
}

/** The longest common subsequence, by its table. */
function between(old: readonly string[], now: readonly string[]): readonly LineEdit[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const edits: { start: number; end: number; lines: string[] }[] = [];
  const open = (at: number) => {
    const last = edits.at(-1);
    if (last && last.end === at) return last;
    edits.push({ start: at, end: at, lines: [] });
    return edits.at(-1)!;
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (j < now.length && (i >= old.length || lengths[i * width + j + 1]! >= lengths[(i + 1) * width + j]!)) {
      open(i).lines.push(now[j++]!);
    } else {
      open(i).end = ++i;
    }
  }
  return edits;
}
