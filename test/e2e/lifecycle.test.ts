// The editor's life around a conversation: its extension host dies, its window is reloaded or doubled, its page is torn away. Nothing is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer } from "../dashscope/answers.ts";
import { until } from "../until.ts";
import { asked, type ChatBench, openChat } from "./chat.ts";
import { killExtensionHost } from "./extensionHosts.ts";
import { storedMessages } from "./stored.ts";

/** A line a piece, so many milliseconds apart. */
const EVERY_MS = 50;
const lines = (count: number): string =>
  Array.from({ length: count }, (_, line) => `Line ${line} 行.`.padEnd(30, ".")).join("\n\n");
const chunk = 32;

let chat: ChatBench;
before(async () => {
  chat = await openChat(
    {},
    {
      respond: ({ body }) => {
        const question = asked(body);
        if (question.includes("endless")) return answer(lines(5000), { chunk, everyMs: EVERY_MS });
        if (question.includes("long")) return answer(lines(600), { chunk, everyMs: EVERY_MS });
        return answer(`You asked: ${question.slice(0, 200)}`);
      },
    },
  );
});
after(() => chat?.close());

const lastAnswer = (panel: Frame): Locator => panel.locator(".message.from-qwen").last();
const composer = (panel: Frame): Locator => panel.locator(".composer textarea");
const stored = () => storedMessages(chat.workbench.server.dataDir);
const storedOf = (question: string) => stored().filter(({ role, text }) => role === "user" && text === question);
const answerTo = (question: string) => {
  const prompt = storedOf(question)[0];
  return stored().findLast(({ parent }) => parent === prompt?.id);
};
const lastLine = (text: string | null | undefined): number =>
  Number(
    text
      ?.match(/Line (\d+)/g)
      ?.at(-1)
      ?.slice(5) ?? -1,
  );

test("X04 X18 an extension host that is killed in mid-answer, twice within a minute, costs at most half a second of text", async (t) => {
  chat.workbench.watch(t);
  for (const round of [1, 2]) {
    const question = `endless ${round}`;
    const panel = await chat.ask(question);
    // Its own answer, not the one of the round before.
    await panel
      .locator(".message.from-qwen")
      .nth(round - 1)
      .getByText(/^Line 25 /)
      .waitFor();
    const seen = lastLine(await lastAnswer(panel).textContent());
    await killExtensionHost(chat.workbench.server);
    await chat.workbench.reload();
    const again = await chat.workbench.panel();
    await lastAnswer(again).getByText("Interrupted").waitFor();
    const kept = lastLine(answerTo(question)?.text);
    // Half a second, and what a busy machine adds between the two looks.
    assert.ok(kept >= seen - 500 / EVERY_MS - 4, `line ${seen} was seen, line ${kept} is kept`);
    assert.equal(storedOf(question).length, 1);
    await lastAnswer(again)
      .getByText(new RegExp(`^Line ${kept} `))
      .waitFor();
  }
  const panel = await chat.ask("still there?");
  await lastAnswer(panel).getByText("You asked: still there?").waitFor();
  assert.equal(await panel.locator(".notice").count(), 0, "nothing is locked");
});

test("X07 hidden, shown and moved 50 times while an answer streams: the page shows what is stored, and the draft is there", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  await chat.newChat();
  await chat.ask("a long one");
  await composer(await chat.workbench.panel()).fill("a draft 草稿");
  // Of 50 every eighth is a move, so the others are even in number and the panel is shown in the end.
  for (let time = 0; time < 50; time++) {
    if (time % 8 === 7) await chat.workbench.runCommand("View: Toggle Primary Side Bar Position");
    else await page.locator('.titlebar-right [aria-label^="Toggle Primary Side Bar"]').click();
    // Now and then it is seen, most times it is not even loaded when the next change comes.
    if (time % 5 === 4) await page.waitForTimeout(300);
  }
  await until(() => answerTo("a long one")?.status === "done", "the answer is complete", 60);
  const panel = await chat.workbench.panel();
  await lastAnswer(panel)
    .getByText(/^Line 599 /)
    .waitFor();
  await panel.locator("button.stop").waitFor({ state: "detached" });
  const paragraphs = await lastAnswer(panel).locator(".markdown p").allTextContents();
  assert.equal(answerTo("a long one")?.text, lines(600));
  assert.equal(paragraphs.join("\n\n"), lines(600));
  assert.equal(await composer(panel).inputValue(), "a draft 草稿");
  await composer(panel).fill("");
});

test("X17 two windows on one conversation: both are used at once, and nothing is lost or doubled", async (t) => {
  chat.workbench.watch(t);
  await chat.newChat();
  const first = await chat.ask("shared");
  await lastAnswer(first).getByText("You asked: shared").waitFor();
  const other = await chat.workbench.anotherWindow();
  t.after(() => other.close());
  const second = await other.openPanel();
  await lastAnswer(second).getByText("You asked: shared").waitFor();
  await chat.ask("endless in the first");
  await lastAnswer(first)
    .getByText(/^Line 5 /)
    .waitFor();
  await composer(second).fill("in the second");
  await composer(second).press("Enter");
  await lastAnswer(second).getByText("You asked: in the second").waitFor();
  await lastAnswer(first)
    .getByText(/^Line 30 /)
    .waitFor();
  await first.getByRole("button", { name: "Stop", exact: true }).click();
  await until(() => answerTo("endless in the first")?.status === "stopped", "the first is stored");
  for (const prompt of ["shared", "endless in the first", "in the second"]) {
    assert.equal(storedOf(prompt).length, 1);
    assert.equal(storedOf(prompt)[0]?.conversation, storedOf("shared")[0]?.conversation);
  }
  assert.equal(answerTo("in the second")?.text, "You asked: in the second");
  assert.match(answerTo("endless in the first")?.text ?? "", /^Line 0 [\s\S]*Line 30 /);
});

test("X20 at 200 % zoom the composer and its buttons are in view and nothing runs out to the side", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: before.width / 2, height: before.height / 2 });
  t.after(() => page.setViewportSize(before));
  const panel = await chat.workbench.panel();
  await composer(panel).fill("zoomed");
  for (const part of [composer(panel), panel.locator("button.send")]) {
    await until(async () => {
      const box = await part.boundingBox();
      return !!box && box.x >= 0 && box.x + box.width <= before.width / 2 && box.y + box.height <= before.height / 2;
    }, "it is in view");
  }
  assert.equal(await panel.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  await composer(panel).press("Enter");
  await lastAnswer(panel).getByText("You asked: zoomed").waitFor();
});
