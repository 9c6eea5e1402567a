// The history alone, in plain Node: what of it stops the extension host, and for how long.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type History, openHistory } from "../../src/chat/history/history.ts";
import type { StoredMessage } from "../../src/chat/message.ts";
import { root } from "../host/paths.ts";
import { percentile } from "./answers.ts";
import { median, type Samples } from "./figures.ts";
import { writeManyConversations } from "./manyConversations.ts";

const salvage = join(root, "dist", "salvage.cjs");

/** A real disk, not memory: where the operating system has its temporary files. */
export async function measureHistory(runs: number): Promise<readonly Samples[]> {
  const folder = mkdtempSync(join(tmpdir(), "history-"));
  try {
    const [many, long] = [join(folder, "many"), join(folder, "long")];
    writeManyConversations(many, { conversations: 10_000, megabytes: 200 });
    writeManyConversations(long, { conversations: 1, megabytes: 100, turns: 2_500 });
    const samples: Samples[] = [];
    for (let run = 0; run < runs; run++) {
      samples.push({ ...measureMany(many), ...measureLong(long), ...(await measureWrites(join(folder, `run${run}`))) });
    }
    return samples;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureMany(folder: string): Samples {
  const began = performance.now();
  const history = openHistory(folder, salvage);
  const historyOpen = performance.now() - began;
  const times = timed(9, () => history.summaries({ archived: false, limit: 100 }));
  const ofWorkspace = timed(9, () => history.summaries({ archived: false, limit: 100, workspace: "workspace-7" }));
  history.close();
  return { historyOpen, list10000: Math.max(median(times), median(ofWorkspace)) };
}

/** The first conversation that is opened after a start: nothing is warm. */
function measureLong(folder: string): Samples {
  const history = openHistory(folder, salvage);
  const [open5000 = 0] = timed(1, () => {
    const head = history.head("conversation-0");
    for (const { id } of head?.heads.slice(-30) ?? []) history.message("conversation-0", id);
  });
  history.close();
  return { open5000 };
}

async function measureWrites(folder: string): Promise<Samples> {
  const history = openHistory(folder, salvage);
  const prompts: number[] = [];
  for (let index = 0; index < 60; index++) {
    prompts.push(...timed(1, () => save(history, `prompt-${index}`, "done", 1_000)));
    await pause(10); // As far apart as never in life; the log is synced meanwhile.
  }
  const answers: number[] = [];
  for (let index = 0; index < 20; index++) {
    answers.push(...timed(1, () => save(history, "answer", "streaming", 480_000 + index * 1_000)));
    await pause(50);
  }
  history.close();
  return { savePrompt: percentile(prompts, 0.95), saveAnswer: median(answers) };
}

function save(history: History, id: string, status: StoredMessage["status"], length: number): void {
  const text = "Some words of an answer, 还有一些汉字。".repeat(length / 20 + 1).slice(0, length);
  history.saveMessage("c", { id, role: "user", parts: [{ type: "text", text }], status, createdAt: Date.now() });
}

function timed(count: number, action: () => unknown): number[] {
  return Array.from({ length: count }, () => {
    const began = performance.now();
    action();
    return performance.now() - began;
  });
}
