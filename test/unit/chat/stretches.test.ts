import assert from "node:assert/strict";
import { test } from "node:test";
import { nothingYet, reduce } from "../../../media/state.ts";
import { inStretches } from "../../../src/chat/stretches.ts";
import type { HistoryRow } from "../../../src/protocol.ts";
import { historyOf, hit, row } from "../../page/histories.ts";
import { random } from "../../random.ts";

const rows = (count: number): HistoryRow[] => Array.from({ length: count }, (_, index) => row(`c${index}`, `${index}`));

test("what did not change is one stretch, whatever its length", () => {
  const before = rows(10_000);
  assert.deepEqual(inStretches(before, [...before]), [{ from: 0, count: 10_000 }]);
  const moved = { ...before[57]!, isRunning: true };
  assert.deepEqual(inStretches(before, [moved, ...before.toSpliced(57, 1)]), [
    moved,
    { from: 0, count: 57 },
    { from: 58, count: 9942 },
  ]);
});

test("a row with other hits is another row", () => {
  const before = [row("a", "A", { hits: [hit("m", "one")] })];
  const after = [row("a", "A", { hits: [hit("m", "two")] })];
  assert.deepEqual(inStretches(before, after), after);
});

test("whatever happens to a list, the page has the same one, and the rows that did not change are the same objects", () => {
  const next = random(7);
  let list = rows(30);
  let sent = list;
  let page = reduce(nothingYet, { type: "history", history: { ...historyOf(list), number: 1 } });
  for (let number = 2; number < 300; number++) {
    const at = Math.floor(next() * list.length);
    const kind = Math.floor(next() * 4);
    if (kind === 0) list = list.toSpliced(at, 1);
    if (kind === 1) list = [row(`n${number}`, "New"), ...list];
    if (kind === 2 && list[at]) list = list.with(at, { ...list[at], title: `Renamed ${number}` });
    if (kind === 3 && list[at]) list = [list[at], ...list.toSpliced(at, 1)];
    const known = new Set(page.history?.rows);
    const wire = { ...historyOf([]), number, rows: structuredClone(inStretches(sent, list)) };
    page = reduce(page, { type: "history", history: wire });
    assert.deepEqual(page.history?.rows, list);
    const kept = page.history?.rows.filter((one) => known.has(one)).length ?? 0;
    assert.ok(kept >= list.length - 1, `${kept} of ${list.length}`);
    sent = list;
  }
});

test("a page that does not have the list before asks for all, and is right when it comes", () => {
  const whole = { ...historyOf(rows(3)), number: 4 };
  let page = reduce(nothingYet, { type: "history", history: whole });
  const ofAnother = { ...whole, number: 6, rows: [{ from: 0, count: 3 }] };
  page = reduce(page, { type: "history", history: ofAnother });
  assert.equal(page.isBehind, true);
  assert.deepEqual(page.history?.rows, whole.rows);
  page = reduce(page, { type: "history", history: { ...whole, number: 7, rows: whole.rows.slice(1) } });
  assert.deepEqual(page.history?.rows, whole.rows.slice(1));
});
