// A conversation of 1,000 messages: how fast it opens, what it weighs, and whether one can type in it while an answer streams.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Frame } from "playwright-core";
import { openHistory } from "../../src/chat/history/history.ts";
import type { StoredMessage } from "../../src/chat/message.ts";
import { root } from "../host/paths.ts";
import { copyOf } from "../host/server.ts";
import { marked, percentile } from "./answers.ts";
import { answer } from "./corpus.ts";
import type { Samples } from "./figures.ts";
import type { Service } from "./service.ts";
import { type Contender, floor, openWindow, ours, until, type Window } from "./window.ts";

const messageCount = 1000;
const answerBytes = 2000;
const keys = 60;

/** A window whose open conversation has 1,000 messages. */
export async function openLongConversation(service: Service, vsix: string): Promise<Window> {
  const dataDir = await mkdtemp(join(tmpdir(), "ask-qwen-bench-data-"));
  const workspace = await copyOf(join(root, "test", "host", "sample"));
  const folder = join(dataDir, "data", "User", "globalStorage", ours.extensionId);
  const history = openHistory(folder, join(root, "dist", "salvage.cjs"));
  history.create({ id: "long", workspace: "sample" });
  const messages = longConversation();
  for (const message of messages) history.saveMessage("long", message);
  history.setLeaf("long", messages.at(-1)?.id);
  history.setOpen(pathToFileURL(workspace).href, "long");
  history.close();
  const window = await openWindow(service, [floor, ours], { vsix, dataDir, workspace });
  return {
    ...window,
    async close() {
      await window.close();
      await rm(dataDir, { recursive: true, force: true });
      await rm(join(workspace, ".."), { recursive: true, force: true });
    },
  };
}

function longConversation(): readonly StoredMessage[] {
  return Array.from({ length: messageCount }, (_, i) => {
    const isAnswer = i % 2 === 1;
    const text = isAnswer
      ? answer(answerBytes, i)
      : `Question ${i / 2 + 1}: what does this function do, and is it safe?`;
    return {
      id: `m${i}`,
      ...(i > 0 && { parent: `m${i - 1}` }),
      role: isAnswer ? "assistant" : "user",
      parts: [{ type: "text", text: i === messageCount - 1 ? marked(text) : text }],
      status: "done",
      ...(isAnswer && { model: "qwen3.7-plus", endpoint: "custom", usage: { input: 1000, output: 500 } }),
      createdAt: Date.UTC(2026, 0, 1) + i * 60_000,
    } satisfies StoredMessage;
  });
}

export async function measureConversation(window: Window): Promise<Samples> {
  await window.reload();
  const opened = await window.open(ours);
  await until(opened, "askQwenBench.drawnAt");
  const clickAt = await window.workbench.page.evaluate<number>("askQwenBench.clickAt");
  const drawnAt = await opened.evaluate<number>("askQwenBench.drawnAt");
  // In a window of its own: collecting garbage throws away the compiled code of VS Code too, which the next click then waits for.
  await window.reload();
  const before = await heap(window);
  const frame = await window.open(ours);
  await until(frame, "askQwenBench.drawnAt");
  const heap1000 = (await heap(window)) - before;
  await drawAll(frame);
  return { open1000: drawnAt - clickAt, heap1000, heap1000all: (await heap(window)) - before };
}

/** In ours as the conversation opens, and with all that is in it drawn. Last of all: the conversation grows by the answers. */
export async function measureKeys(window: Window, contender: Contender, service: Service): Promise<Samples> {
  const key = await keysIn(window, contender, service);
  return { key, keyAll: contender === ours ? await keysIn(window, ours, service, drawAll) : key };
}

async function keysIn(
  window: Window,
  contender: Contender,
  service: Service,
  prepare?: (frame: Frame) => Promise<void>,
): Promise<number> {
  await window.reload();
  const frame = await window.open(contender);
  await prepare?.(frame);
  const { page } = window.workbench;
  const box = frame.locator("textarea").last();
  const exchange = service.plan({ text: marked(answer(20_000, 1)), chunksPerSecond: 100, firstMs: 100 });
  await box.fill("Go on.");
  await frame.evaluate("askQwenBench.watchAnswer()");
  await box.press("Enter");
  await exchange.request;
  await until(frame, "askQwenBench.answer.firstAt");
  await frame.evaluate("askQwenBench.stopWatching(), askQwenBench.watchKeys()");
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press("abcdefgh "[i % 9]!);
    // Not in step with the frames.
    await later(60 + ((i * 37) % 50));
  }
  const delays = await frame.evaluate<readonly number[]>("askQwenBench.keys()");
  // The next window looks for its end.
  await exchange.sent;
  await until(frame, "document.body.textContent.trimEnd().includes('∎', document.body.textContent.lastIndexOf('❡'))");
  if (delays.length < keys * 0.9) throw new Error(`Only ${delays.length} of ${keys} keys have shown a character`);
  return percentile(delays, 0.95);
}

/** Goes back to the first message, then to the end again. */
async function drawAll(frame: Frame): Promise<void> {
  await until(frame, "askQwenBench.drawnAt");
  const older = frame.locator("button.older");
  for (let clicks = 0; (await older.count()) > 0; clicks++) {
    if (clicks > messageCount) throw new Error("The beginning of the conversation does not come");
    await frame.evaluate("document.querySelector('button.older')?.click()");
    await frame.waitForTimeout(30);
  }
  const all = await frame.locator(".message").count();
  if (all < messageCount) throw new Error(`Only ${all} messages are drawn`);
  await frame.locator(".thread").press("End");
}

/** In MB. Webview and workbench share one heap here: the difference to an earlier reading is the webview's. */
async function heap(window: Window): Promise<number> {
  const session = await window.workbench.context.newCDPSession(window.workbench.page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}
