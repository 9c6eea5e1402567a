// A history as of years: 10,000 conversations and 200 MB of text, English, Chinese and code, always the same. Written with the
// history's own statements in one transaction, so that it takes seconds.
import type { HistoryFile } from "../../src/chat/history/file.ts";
import { openHistoryFile } from "../../src/chat/history/file.ts";
import type { StoredMessage } from "../../src/chat/message.ts";
import { type Random, random } from "../random.ts";

export interface Amount {
  readonly conversations: number;
  /** Megabytes of UTF-8 in all messages together. */
  readonly megabytes: number;
  /** Prompts with their answers in each conversation: 5. */
  readonly turns?: number;
}

const WORKSPACES = 40;
/** An answer is so many times as long as its prompt. */
const ANSWER_TO_PROMPT = 12;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;

export function writeManyConversations(
  folder: string,
  { conversations, megabytes, turns = 5 }: Amount,
): { messages: number } {
  const file = openHistoryFile(folder);
  const next = random(7);
  const pool = Array.from({ length: Math.min(30_000, megabytes * 400) }, () => sentence(next));
  const prompt = (megabytes * 1e6) / conversations / turns / (1 + ANSWER_TO_PROMPT);
  // What a test's disk or a crash would do to it does not matter.
  file.database.exec("PRAGMA synchronous = OFF; BEGIN IMMEDIATE");
  for (let index = 0; index < conversations; index++) {
    const id = `conversation-${index}`;
    file.statements.ensure.run(id, JSON.stringify(`workspace-${index % WORKSPACES}`));
    file.statements.rename.run(JSON.stringify(one(next, pool).slice(0, 60)), id);
    for (let turn = 0; turn < turns; turn++) {
      const at = FIRST_DAY + (index * turns + turn) * 20 * MINUTE;
      const asked = `${id}-prompt-${turn}`;
      const before = turn > 0 ? `${id}-answer-${turn - 1}` : undefined;
      save(file, id, toMessage(asked, before, "user", textOf(next, pool, prompt), at));
      const answer = textOf(next, pool, prompt * ANSWER_TO_PROMPT);
      save(file, id, toMessage(`${id}-answer-${turn}`, asked, "assistant", answer, at + MINUTE));
    }
  }
  file.database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  file.close();
  return { messages: conversations * turns * 2 };
}

function save({ statements }: HistoryFile, conversation: string, message: StoredMessage): void {
  const { id, parent, role, createdAt } = message;
  statements.saveMessage.run(conversation, id, createdAt, JSON.stringify(message), parent ?? null, role);
  statements.setLeaf.run(id, conversation);
}

function toMessage(
  id: string,
  parent: string | undefined,
  role: StoredMessage["role"],
  text: string,
  createdAt: number,
): StoredMessage {
  const parts = [{ type: "text", text }] as const;
  return { id, ...(parent !== undefined && { parent }), role, parts, status: "done", createdAt };
}

/** Of about so many bytes. */
function textOf(next: Random, pool: readonly string[], bytes: number): string {
  let text = "";
  for (let have = 0; have < bytes; ) {
    const sentence = one(next, pool);
    text += sentence;
    have += Buffer.byteLength(sentence);
    if (next() < 0.2) text += "\n\n";
  }
  return text;
}

const consonants = [..."bcdfghklmnprstvwz", "st", "tr", "ch", "pl"];
const vowels = [..."aeiou", "ea", "io"];
const syllable = (next: Random): string => one(next, consonants) + one(next, vowels);
const made = random(3);
const words = Array.from({ length: 8_000 }, () =>
  Array.from({ length: 1 + Math.floor(made() * 4) }, () => syllable(made)).join(""),
);
const chinese =
  "函数 缓存 请求 状态 并发 写入 读取 版本 线程 接口 数据库 索引 测试 错误 返回 等待 消息 对话 分支 文件".split(" ");

function sentence(next: Random): string {
  const kind = next();
  const length = 4 + Math.floor(next() * 14);
  if (kind < 0.5) return `${Array.from({ length }, () => rare(next, words)).join(" ")}. `;
  if (kind < 0.85) return `${Array.from({ length }, () => chineseWord(next)).join("")}。`;
  return `\n\`\`\`ts\nconst ${rare(next, words)} = ${rare(next, words)}(${rare(next, words)}.${rare(next, words)});\n\`\`\`\n`;
}

/** Half are real words, the others two characters of the common ones. */
function chineseWord(next: Random): string {
  if (next() < 0.5) return one(next, chinese);
  const character = () => String.fromCodePoint(0x4e00 + Math.floor(3_000 * next() ** 2));
  return character() + character();
}

function one<Item>(next: Random, items: readonly Item[]): Item {
  return items[Math.floor(next() * items.length)]!;
}

/** Few words are frequent and most are rare, as in any language. */
function rare<Item>(next: Random, items: readonly Item[]): Item {
  return items[Math.floor(next() ** 3 * items.length)]!;
}
