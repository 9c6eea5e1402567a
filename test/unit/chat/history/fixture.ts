// What the tests of the history share: folders that vanish, messages, and a second process that writes.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type History, openHistory as open } from "../../../../src/chat/history/history.ts";
import type { ConversationHead, ConversationSummary, Draft, StoredMessage } from "../../../../src/chat/message.ts";
import { referenceText } from "../../../../src/reference.ts";

const salvageFile = join(import.meta.dirname, "../../../../src/chat/history/salvageWorker.ts");

export function openHistory(folder: string): History {
  return open(folder, salvageFile);
}

export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "history-"));
  afterwards(context, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const cleanups = new WeakMap<TestContext, (() => unknown)[]>();

/** Like `context.after`, but the last comes first and is waited for: a history is closed before its folder goes, the folder before its disk. */
export function afterwards(context: TestContext, cleanup: () => unknown): void {
  const list = cleanups.get(context) ?? [];
  if (list.length === 0) {
    context.after(async () => {
      for (const one of list.reverse()) await one();
    });
  }
  cleanups.set(context, list);
  list.push(cleanup);
}

/** Closed at the end of the test, however it ends. */
export function opened(context: TestContext, folder: string): History {
  const history = openHistory(folder);
  afterwards(context, () => history.close());
  return history;
}

export function message(id: string, parent?: string, text = `text of ${id}`): StoredMessage {
  return {
    id,
    ...(parent !== undefined && { parent }),
    role: parent === undefined ? "user" : "assistant",
    parts: [{ type: "text", text }],
    status: "done",
    createdAt: 1_700_000_000_000,
  };
}

export function draft(text: string): Draft {
  return { text, references: [] };
}

/** All of a conversation, with what its messages say. */
export function loaded(
  history: History,
  id: string,
): (Omit<ConversationHead, "heads"> & { readonly messages: readonly StoredMessage[] }) | undefined {
  const head = history.head(id);
  if (!head) return undefined;
  const { heads: _heads, ...rest } = head;
  return { ...rest, messages: [...history.messages(id)] };
}

export function listed(history: History): readonly ConversationSummary[] {
  return history.summaries({ archived: false, limit: 1000 }).rows;
}

export function textOf(history: History, conversation: string): string[] {
  return (loaded(history, conversation)?.messages ?? []).map((one) =>
    one.parts.map((part) => (part.type === "reference" ? referenceText(part) : part.text)).join(""),
  );
}

/** A conversation `c` of `count` messages of about `size` characters, in a closed file. */
export function fill(folder: string, count: number, size = 300): string[] {
  const history = openHistory(folder);
  history.create({ id: "c", workspace: "/w" });
  const texts = Array.from({ length: count }, (_, index) =>
    `${index} `.padEnd(size + (index % 7) * size, "汉字 text "),
  );
  for (const [index, text] of texts.entries()) {
    history.saveMessage("c", message(`m${index}`, index ? `m${index - 1}` : undefined, text));
  }
  history.rename("c", "filled");
  history.close();
  return texts;
}

export function startWriter(...args: readonly string[]): ChildProcess {
  const script = join(import.meta.dirname, "writer.ts");
  return spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
}

export function filesLike(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder).filter((name) => pattern.test(name));
}
