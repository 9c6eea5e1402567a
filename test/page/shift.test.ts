// Nothing that is on the screen moves while an answer comes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { MessageView, State } from "../../src/protocol.ts";
import { pieces } from "../bench/corpus.ts";
import type { PanelPage } from "./harness.ts";
import { pageTests, scrollOf } from "./pageTests.ts";
import { type Shift, shiftsSeen, showState, streamInto, watchShifts } from "./shifts.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";
import { streamedAnswers, turning } from "./streamedAnswers.ts";

const inPage = pageTests();
const usage = { input: 1200, cached: 1000, output: 350, thinking: 200, money: "$0.0012" };
const thought = { type: "thinking", text: "Let me think about it.", seconds: 2 } as const;

/** What draws formulas is fetched at the first one, whose line is then set anew: the one movement that is left out here. */
const formula = [prompt("f", "A formula"), answer("g", "$x$")];

/** From the moment a prompt is sent to the end of its answer. Returns all that moved. */
async function ask(panel: PanelPage, page: Page, before: readonly MessageView[], text: string, from = 0) {
  const stateOf = (change: Partial<MessageView>): State =>
    stateWith([...before, ...formula, prompt("p", "Question"), answer("a", "", change)]);
  await showState(panel, stateOf({ status: "waiting" }));
  await panel.until("document.querySelector('.katex')");
  await watchShifts(page);
  await showState(
    panel,
    stateOf({ status: "waiting", retry: { attempt: 2, seconds: 3, reason: "Too many requests." } }),
  );
  await showState(panel, stateOf({ status: "waiting", parts: [{ type: "thinking", text: "" }] }));
  await streamInto(page, ["Let me ", "think about it."], 0);
  const start = text.slice(0, from);
  await showState(panel, stateOf({ status: "streaming", parts: [thought, { type: "text", text: start }] }));
  if (from > 0) await page.evaluate("{ const area = document.querySelector('.thread'); area.scrollTop -= 250; }");
  if (from > 0) await panel.post();
  const moved = await streamInto(page, pieces(text.slice(from)), 1, from);
  await showState(
    panel,
    stateOf({
      parts: [
        { ...thought, tokens: 12 },
        { type: "text", text },
      ],
      usage,
    }),
  );
  return [...moved, ...(await shiftsSeen(page)).filter(isMove).map((shift) => JSON.stringify(shift))].join("\n");
}

/**
 * A Latin word that grows at the end of a right-to-left line pushes its own beginning along, which the browser reports as a shift
 * of the text from its place to the same place, but for a fraction of a pixel. The words before it are looked at one by one.
 */
const isMove = ({ from, to }: Shift): boolean =>
  from.length === 0 || from.some((value, index) => Math.abs(value - (to[index] ?? 0)) >= 1);

for (const width of [300, 800]) {
  for (const [name, text] of Object.entries(streamedAnswers)) {
    test(`nothing moves while an answer with ${name} comes, ${width} wide`, () =>
      inPage(undefined, async (panel, page) => assert.equal(await ask(panel, page, [], text), ""), { width }));
  }

  test(`a block that turns out to run the other way does so by itself: nothing around it moves, ${width} wide`, () =>
    inPage(
      undefined,
      async (panel, page) => {
        const moves = (await ask(panel, page, [], turning)).split("\n").filter(Boolean);
        assert.deepEqual(
          moves.filter((move) => !/npm|TypeScript|لغة/.test(move)),
          [],
        );
      },
      { width },
    ));

  const long = Object.values(streamedAnswers).join("\n\n");
  test(`nothing moves while the view follows a long answer, ${width} wide`, () =>
    inPage(
      undefined,
      async (panel, page) => {
        assert.equal(await ask(panel, page, turns(3), long), "");
        const { top, end } = await scrollOf(page);
        assert.ok(end > 700 && end - top <= 1, `at the end: ${top} of ${end}`);
      },
      { width },
    ));

  test(`nothing moves for a reader further up while a long answer comes, ${width} wide`, () =>
    inPage(
      undefined,
      async (panel, page) => {
        assert.equal(await ask(panel, page, turns(5), long, 1500), "");
        const { top, end } = await scrollOf(page);
        assert.ok(end - top > 500, `not at the end: ${top} of ${end}`);
      },
      { width },
    ));
}
