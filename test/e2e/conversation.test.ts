// A conversation in the real workbench: stopped, queued, edited, failed, reloaded, found again. Nothing of it is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer, failure } from "../dashscope/answers.ts";
import { startStandIn } from "../dashscope/standIn.ts";
import { until } from "../until.ts";
import { answerInput, asked, type ChatBench, openChat } from "./chat.ts";
import { rows } from "./stored.ts";

const long = Array.from({ length: 4000 }, (_, line) => `Line ${line} of a long answer.`).join("\n\n");

let chat: ChatBench;
before(async () => {
  chat = await openChat(
    {},
    {
      respond: ({ body }) => {
        const question = asked(body);
        if (question.includes("slow")) return answer(long, { chunk: 40, everyMs: 60 });
        if (question.includes("refused")) return failure(401, "invalid_api_key", "Incorrect API key provided.");
        if (question.includes("cut"))
          return [...answer("Half of an ans", { usage: null }).slice(0, 1), { send: half }, { cut: true }];
        return answer(`You asked: ${question.slice(0, 200)}`, {
          usage: {
            prompt_tokens: 10,
            completion_tokens: 5,
            total_tokens: 15,
            prompt_tokens_details: { cached_tokens: 8 },
          },
        });
      },
    },
  );
});
after(() => chat?.close());

const half = `data: ${JSON.stringify({ choices: [{ delta: { content: "Half of an ans" }, index: 0, finish_reason: null }] })}\n\n`;

const lastAnswer = (panel: Frame): Locator => panel.locator(".message.from-qwen").last();
const composer = (panel: Frame): Locator => panel.locator(".composer textarea");

test("W45 stop keeps what came, closes the connection, and the next question works", async (t) => {
  chat.workbench.watch(t);
  const count = chat.service.requests.length;
  const panel = await chat.ask("slow please");
  await lastAnswer(panel).getByText("Line 3 of").waitFor();
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await lastAnswer(panel).getByText("Stopped").waitFor();
  const kept = await lastAnswer(panel).textContent();
  const { complete } = await (await chat.service.request(count)).closed;
  assert.equal(complete, false, "the connection was closed before the answer was through");
  await chat.ask("and now?");
  await lastAnswer(panel).getByText("You asked: and now?").waitFor();
  assert.equal(await panel.locator(".message.from-qwen").first().textContent(), kept);
});

test("W46 questions asked while an answer streams wait in view, go out in order, and can be taken back", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("slow again");
  await lastAnswer(panel).getByText("Line 2 of").waitFor();
  await chat.ask("second");
  await chat.ask("third");
  await panel.locator(".queue li").nth(1).getByText("third").waitFor();
  await panel.locator(".queue li").nth(1).getByRole("button", { name: "Take back into the message box" }).click();
  await until(async () => (await composer(panel).inputValue()) === "third", "the prompt is back in the composer");
  await panel.locator(".queue li").first().getByRole("button", { name: "Stop the answer and send this now" }).click();
  await lastAnswer(panel).getByText("You asked: second").waitFor();
  await composer(panel).fill("");
});

test("W46 waiting questions are edited, moved and removed, over a hidden panel too; what goes out is what stood there", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const count = chat.service.requests.length;
  let panel = await chat.ask("slow once more");
  await lastAnswer(panel).getByText("Line 2 of").waitFor();
  for (const question of ["one", "two", "three"]) await chat.ask(question);
  const row = (index: number): Locator => panel.locator(".queue li").nth(index);
  const texts = () => panel.locator(".queue li bdi").allTextContents();
  await row(2).getByText("three").waitFor();
  await row(0).getByRole("button", { name: "Edit" }).click();
  const editor = (): Locator => panel.locator(".queue-editor textarea");
  await editor().fill("one, and a half");
  // The panel goes out of sight and comes back: what was being written is there.
  await page.keyboard.press("ControlOrMeta+B");
  await page.locator(".part.sidebar").waitFor({ state: "hidden" });
  await page.keyboard.press("ControlOrMeta+B");
  panel = await chat.workbench.panel();
  await until(async () => (await editor().inputValue()) === "one, and a half", "the editor is open again");
  await editor().press("Enter");
  await until(async () => (await texts())[0] === "one, and a half", "the edited question");
  // By keys: Alt with an arrow, the focus stays with what moves.
  await row(2).getByRole("button", { name: "Move up" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await until(async () => (await texts())[1] === "three", "the third is the second");
  await page.keyboard.press("Alt+ArrowUp");
  await until(async () => (await texts()).join() === "three,one, and a half,two", "it is the first");
  await chat.workbench.screenshot("queue");
  await row(2).getByRole("button", { name: "Take back into the message box" }).click();
  await until(async () => (await composer(panel).inputValue()) === "two", "the second is back in the composer");
  await composer(panel).fill("");
  await row(0).getByRole("button", { name: "Stop the answer and send this now" }).click();
  await lastAnswer(panel).getByText("You asked: one, and a half").waitFor();
  assert.deepEqual(
    chat.service.requests.slice(count + 1).map(({ body }) => asked(body)),
    ["three", "one, and a half"],
  );
  assert.equal(await panel.locator(".queue").count(), 0);
});

test("W07 a refused key is a card with cause, code, request id and the next step; the question is still there", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("refused?");
  const card = panel.locator(".error-card");
  await card.getByText("does not accept this API key").waitFor();
  assert.match(
    (await card.textContent()) ?? "",
    /HTTP 401[\s\S]*invalid_api_key[\s\S]*11111111-1111[\s\S]*127\.0\.0\.1/,
  );
  await card.getByRole("button", { name: "Set API Key" }).waitFor();
  await panel.locator(".message.from-user").last().getByText("refused?").waitFor();
  await chat.workbench.screenshot("error-card");
  await panel.getByRole("button", { name: "New chat" }).count();
});

test("W25 a cut connection keeps what came, marked; trying again makes a second version", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("cut it");
  await lastAnswer(panel).getByText("Half of an ans").waitFor();
  await lastAnswer(panel).locator(".error-card").getByText("before the answer was complete").waitFor();
  await lastAnswer(panel).locator(".error-card").getByRole("button", { name: "Try again" }).click();
  await lastAnswer(panel).locator(".siblings").getByText("Version 2 of 2").waitFor({ state: "attached" });
  await lastAnswer(panel).getByRole("button", { name: "Previous version" }).click();
  await lastAnswer(panel).locator(".siblings").getByText("Version 1 of 2").waitFor({ state: "attached" });
});

test("an edited question becomes another version, and the first is a click away", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("what is a fox");
  await lastAnswer(panel).getByText("You asked: what is a fox").waitFor();
  const question = panel.locator(".message.from-user").last();
  await question.hover();
  await question.getByRole("button", { name: "Edit and send again" }).click();
  await question.locator("textarea").fill("what is a hare");
  await question.locator("textarea").press("Enter");
  await lastAnswer(panel).getByText("You asked: what is a hare").waitFor();
  // While it is being written no other branch can be opened.
  await panel.locator("button.stop").waitFor({ state: "detached" });
  await panel.locator(".message.from-user").last().getByRole("button", { name: "Previous version" }).click();
  await lastAnswer(panel).getByText("You asked: what is a fox").waitFor();
});

test("the usage line tells input, cached and output tokens", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("usage");
  await lastAnswer(panel).locator(".usage").waitFor();
  assert.match((await lastAnswer(panel).locator(".usage").textContent()) ?? "", /10 in · 5 out[\s\S]*8 of 10 cached/);
});

test("X05 a reload in mid-answer keeps the conversation, what had come, and the draft", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.ask("slow, and then reload");
  await lastAnswer(panel).getByText("Line 8 of").waitFor();
  await composer(panel).fill("half a thought\n二");
  await stored("half a thought\n二");
  await chat.workbench.reload();
  const again = await chat.workbench.panel();
  await lastAnswer(again).getByText("Line 5 of").waitFor();
  await lastAnswer(again).getByText("Interrupted").waitFor();
  await again.locator(".message.from-user").last().getByText("slow, and then reload").waitFor();
  assert.equal(await composer(again).inputValue(), "half a thought\n二");
  await composer(again).fill("");
});

async function useEndpoint(url: string): Promise<void> {
  const { page } = chat.workbench;
  await chat.workbench.runCommand("Ask Qwen: Select Endpoint");
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Other URL" }).click();
  await answerInput(page, "Other URL", url);
  await (await chat.workbench.panel()).getByText(new URL(url).host).last().waitFor();
}

/** Waits until the history's file has that draft: a kill of the editor from here on does not lose it. */
const stored = (draft: string): Promise<void> =>
  until(
    () =>
      rows(chat.workbench.server.dataDir, "SELECT body FROM drafts").some(({ body }) =>
        String(body).includes(JSON.stringify(draft).slice(1, -1)),
      ),
    "the draft on disk",
  );

test("H04 a changed endpoint does not touch the answer that runs; the next question goes to the new one", async (t) => {
  chat.workbench.watch(t);
  const other = await startStandIn({ strict: false, respond: () => answer("From the other one.") });
  t.after(() => other.close());
  const panel = await chat.ask("slow once more");
  await lastAnswer(panel).getByText("Line 3 of").waitFor();
  await useEndpoint(other.url);
  await lastAnswer(panel).getByText("Line 30 of").waitFor();
  assert.equal(other.requests.length, 0);
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await chat.ask("and who are you?");
  await lastAnswer(panel).getByText("From the other one.").waitFor();
  await useEndpoint(chat.service.url);
});
