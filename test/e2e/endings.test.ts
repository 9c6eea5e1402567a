// What ends an answer from outside: a silent server, a network that is gone, a page, a window, an extension host or an editor that goes away. Nothing is lost.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { answer, answerEvents, eventStream } from "../dashscope/answers.ts";
import { type StandInOptions, startStandIn } from "../dashscope/standIn.ts";
import { until } from "../until.ts";
import { asked, type ChatBench, chatIn, openChat } from "./chat.ts";
import { extensionHosts } from "./extensionHosts.ts";
import { rows, storedMessages } from "./stored.ts";

const EVERY_MS = 50;
const chunk = 32;
const lines = (count: number): string =>
  Array.from({ length: count }, (_, line) => `Line ${line} 行.`.padEnd(30, ".")).join("\n\n");
const half = answerEvents("Half of an answer", { usage: null }).slice(0, 3).join("");

const respond: NonNullable<StandInOptions["respond"]> = ({ body }) => {
  const question = asked(body);
  if (question.includes("endless")) return answer(lines(5000), { chunk, everyMs: EVERY_MS });
  if (question.includes("long")) return answer(lines(100), { chunk, everyMs: EVERY_MS });
  if (question.includes("silence")) return [{ head: 200, headers: eventStream }, { send: half }, { stall: true }];
  return answer(`You asked: ${question.slice(0, 200)}`);
};

let dataDir = "";
let chat: ChatBench;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ask-qwen-vscode-"));
  chat = await openChat({ dataDir }, { respond });
});
after(async () => {
  await chat?.close();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const lastAnswer = (panel: Frame): Locator => panel.locator(".message.from-qwen").last();
const composer = (panel: Frame): Locator => panel.locator(".composer textarea");
const storedOf = (question: string) =>
  storedMessages(dataDir).filter(({ role, text }) => role === "user" && text === question);
const answerTo = (question: string) => {
  const prompt = storedOf(question)[0];
  return storedMessages(dataDir).findLast(({ parent }) => prompt !== undefined && parent === prompt.id);
};
const linesIn = (text: string | null | undefined): number => text?.match(/Line \d+/g)?.length ?? 0;
const isDrafted = (text: string): boolean =>
  rows(dataDir, "SELECT body FROM drafts").some(({ body }) => String(body).includes(text));
/** Half a second, and what a busy machine adds between the two looks. */
const COST = 500 / EVERY_MS + 4;

test("X02 a server that goes silent in mid-answer: what came is shown, Stop lets go of it, trying again gets an answer", async (t) => {
  chat.workbench.watch(t);
  const count = chat.service.requests.length;
  const panel = await chat.ask("silence");
  await lastAnswer(panel).getByText("Half of an answ").waitFor();
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await lastAnswer(panel).getByText("Stopped").waitFor();
  assert.equal((await (await chat.service.request(count)).closed).complete, false);
  chat.service.enqueue(answer("Back again."));
  await lastAnswer(panel).getByRole("button", { name: "Try again" }).click();
  await lastAnswer(panel).getByText("Back again.").waitFor();
  assert.equal(storedOf("silence").length, 1);
});

test("X16 the network goes in mid-answer and is not there for the next try; when it is back, Try again works", async (t) => {
  chat.workbench.watch(t);
  await chat.newChat();
  const panel = await chat.ask("endless until the network goes");
  await lastAnswer(panel)
    .getByText(/^Line 5 /)
    .waitFor();
  const { port } = chat.service;
  await chat.service.close();
  const card = lastAnswer(panel).locator(".error-card");
  await card.getByRole("button", { name: "Try again" }).click();
  await lastAnswer(panel).getByText("Version 2 of 2").waitFor({ state: "attached" });
  await card.getByRole("button", { name: "Try again" }).waitFor();
  const service = await startStandIn({ strict: false, respond, port });
  chat = { ...chat, service, close: () => chat.workbench.close().then(service.close) };
  service.enqueue(answer("The network is back."));
  await card.getByRole("button", { name: "Try again" }).click();
  await lastAnswer(panel).getByText("The network is back.").waitFor();
  await panel.locator("button.stop").waitFor({ state: "detached" });
  const prompt = storedOf("endless until the network goes");
  assert.equal(prompt.length, 1);
  const answers = storedMessages(dataDir).filter(({ parent }) => parent === prompt[0]?.id);
  assert.ok(linesIn(answers[0]?.text) > 5, "what had come is kept");
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["interrupted", "failed", "done"],
  );
});

test("X09 a page that is torn out of its view in mid-answer is there again when the view is shown, with all of it and the draft", async (t) => {
  chat.workbench.watch(t);
  await chat.newChat();
  const panel = await chat.ask("a long one for a torn page");
  await lastAnswer(panel)
    .getByText(/^Line 5 /)
    .waitFor();
  await composer(panel).pressSequentially("a draft 草稿");
  // As text: the types of the page are not known here. The page itself is not allowed to go elsewhere; its frame can be sent.
  await panel.parentFrame()?.evaluate(`document.querySelector("#active-frame").src = "about:blank"`);
  await until(() => panel.isDetached() || panel.url() === "about:blank", "the page is gone");
  // The keys went to the page, which passes on no more of them to VS Code.
  await chat.workbench.page.locator(".part.editor").click();
  await chat.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  await chat.workbench.page.locator(".part.sidebar").waitFor({ state: "hidden" });
  const again = await chat.workbench.openPanel();
  await lastAnswer(again)
    .getByText(/^Line 99 /)
    .waitFor();
  await again.locator("button.stop").waitFor({ state: "detached" });
  const paragraphs = await lastAnswer(again).locator(".markdown p").allTextContents();
  assert.equal(paragraphs.join("\n\n"), lines(100));
  assert.equal(answerTo("a long one for a torn page")?.text, lines(100));
  assert.equal(await composer(again).inputValue(), "a draft 草稿");
  await composer(again).fill("");
});

test("X09 a window whose renderer crashes in mid-answer: opened again, it has all of the answer and the draft", async (t) => {
  const { page, context } = chat.workbench;
  await chat.workbench.openPanel();
  await chat.newChat();
  const panel = await chat.ask("a long one for a crash");
  await lastAnswer(panel)
    .getByText(/^Line 5 /)
    .waitFor();
  await composer(panel).pressSequentially("a draft before it");
  await until(() => isDrafted("a draft before it"), "the draft on disk");
  const crashed = page.waitForEvent("crash");
  const session = await context.newCDPSession(page);
  void session.send("Page.crash").catch(() => undefined); // Nobody is left to answer.
  await crashed;
  await page.close();
  const window = await chat.workbench.anotherWindow();
  const workbench = { ...window, close: chat.workbench.close };
  chat = { ...chat, ...chatIn(workbench) };
  chat.workbench.watch(t);
  const again = await chat.workbench.openPanel();
  // The window is gone, its extension host is not: it brings the answer to its end.
  await until(() => answerTo("a long one for a crash")?.status === "done", "the whole answer");
  assert.equal(answerTo("a long one for a crash")?.text, lines(100));
  assert.equal(storedOf("a long one for a crash").length, 1);
  await again.locator(".message.from-user").last().getByText("a long one for a crash").waitFor();
  assert.equal(await composer(again).inputValue(), "a draft before it");
});

test("X06 X15 VS Code that is closed in mid-answer: opened again, it has all but half a second, in the folder of the machine whose extension host it is", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.workbench.openPanel();
  await composer(panel).fill("");
  await chat.newChat();
  await chat.ask("endless until VS Code is closed");
  await lastAnswer(panel)
    .getByText(/^Line 15 /)
    .waitFor();
  const seen = linesIn(await lastAnswer(panel).textContent());
  const { workbench, service } = chat;
  await workbench.close();
  await until(() => service.openSockets() === 0, "no connection is left");
  const kept = linesIn(answerTo("endless until VS Code is closed")?.text);
  assert.ok(kept >= seen - COST, `${seen} lines were seen, ${kept} are kept`);
  await service.close();
  chat = await openChat({ dataDir }, { respond });
  chat.workbench.watch(t);
  const again = await chat.workbench.openPanel();
  await again.locator(".composer textarea").waitFor();
  await chat.workbench.runCommand("Ask Qwen: Conversations");
  await again.locator(".history .row-title").filter({ hasText: "endless until VS Code is closed" }).click();
  await lastAnswer(again).getByText("Interrupted").waitFor();
  assert.equal(linesIn(await lastAnswer(again).textContent()), kept);
  assert.equal(storedOf("endless until VS Code is closed").length, 1);
});

test("X12 the extension is disabled in mid-answer: its connection is closed, and how far it came is written down", async (t) => {
  chat.workbench.watch(t);
  const { page, server } = chat.workbench;
  await chat.workbench.openPanel();
  await chat.newChat();
  const count = chat.service.requests.length;
  const panel = await chat.ask("endless until the extension is disabled");
  await lastAnswer(panel)
    .getByText(/^Line 10 /)
    .waitFor();
  const [old] = await extensionHosts(server);
  await chat.workbench.runCommand("Extensions: Disable All Installed Extensions");
  await chat.workbench.runCommand("Extensions: Show Installed Extensions");
  // VS Code in a browser can not restart its extension host alone.
  await page.getByRole("button", { name: "Reload Window" }).click();
  assert.equal((await (await chat.service.request(count)).closed).complete, false);
  await until(async () => !(await extensionHosts(server)).includes(old ?? 0), "the old host is gone");
  // Not "streaming", as it would be had the process only been ended.
  assert.equal(answerTo("endless until the extension is disabled")?.status, "interrupted");
  await until(() => chat.service.openSockets() === 0, "no connection is left");
  assert.ok(linesIn(answerTo("endless until the extension is disabled")?.text) >= 10 - COST);
});
