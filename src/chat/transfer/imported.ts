// What a file holds once it is read: conversations of ours, and a count of what had no place in them.
import { createHash } from "node:crypto";
import { referenceText } from "../../reference.ts";
import type { StoredImage, StoredMessage, StoredPart } from "../message.ts";

/** Ready to be kept: ids are unique, every parent exists, no message is unfinished. */
export interface ImportedConversation {
  readonly id: string;
  readonly title: string;
  readonly workspace: string;
  readonly leaf?: string;
  readonly messages: readonly StoredMessage[];
  /** What the messages show. */
  readonly images?: readonly StoredImage[];
}

/** What was left out. `toolResult` is what a tool of the other extension answered; the call itself is kept as a line. */
export type Skipped = "conversation" | "message" | "part" | "attachment" | "toolResult" | "tooLong" | "tooMany";

export class Tally {
  private readonly counts = new Map<Skipped, number>();

  add(what: Skipped, count = 1): void {
    if (count > 0) this.counts.set(what, this.of(what) + count);
  }

  of(what: Skipped): number {
    return this.counts.get(what) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** Whoever made the file, nothing in it is larger than this. */
export const limits = {
  fileBytes: 256 * 1024 * 1024,
  textLength: 16 * 1024 * 1024,
  messages: 100_000,
  conversations: 100_000,
  parts: 10_000,
  titleLength: 200,
} as const;

/** The same id for the same words, each time and on each machine: so a file imported twice is known again. */
export function idFrom(...words: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(words)).digest("hex");
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join("-");
}

/** One line, of the length of a title. */
export function titleFrom(text: string): string {
  const words = text
    .slice(0, 4 * limits.titleLength)
    .toWellFormed()
    .replace(/\s+/g, " ")
    .trim();
  return words.length > limits.titleLength ? `${words.slice(0, limits.titleLength - 1).toWellFormed()}…` : words;
}

/** A prompt or an answer of a program that knows no branches. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly parts: readonly StoredPart[];
  readonly at?: number;
  readonly model?: string;
  readonly usage?: StoredMessage["usage"];
  readonly isCut?: boolean;
}

/** A conversation without branches. Answers that follow each other (between them were only a tool's results) become one. */
export function threadOf(
  source: { readonly id: string; readonly title: string; readonly workspace: string; readonly startedAt: number },
  turns: readonly Turn[],
  tally: Tally,
): ImportedConversation | undefined {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const parts = turn.parts.filter(
      (part) => isOfLength(part, tally) && (part.type === "reference" || part.text !== ""),
    );
    const last = joined.at(-1);
    if (parts.length === 0) continue;
    if (last?.role === "assistant" && turn.role === "assistant") {
      joined[joined.length - 1] = { ...last, ...turn, at: last.at ?? turn.at ?? 0, parts: [...last.parts, ...parts] };
    } else joined.push({ ...turn, parts });
  }
  tally.add("tooMany", joined.length - limits.messages);
  const messages: StoredMessage[] = [];
  let time = source.startedAt;
  for (const turn of joined.slice(0, limits.messages)) {
    time = turn.at || time;
    const parent = messages.at(-1)?.id;
    messages.push({
      id: idFrom(source.id, String(messages.length)),
      ...(parent !== undefined && { parent }),
      role: turn.role,
      parts: turn.parts,
      status: turn.isCut ? "stopped" : "done",
      ...(turn.model && { model: turn.model.slice(0, limits.titleLength) }),
      ...(turn.usage && { usage: turn.usage }),
      createdAt: time,
    });
  }
  const leaf = messages.at(-1)?.id;
  if (leaf === undefined) return undefined;
  const first = messages[0]?.parts.find((part) => part.type === "text");
  const title = titleFrom(source.title) || titleFrom(first?.type === "text" ? first.text : "");
  return { id: source.id, title, workspace: titleFrom(source.workspace), leaf, messages };
}

export function isOfLength(part: StoredPart, tally: Tally): boolean {
  const length = part.type === "reference" ? referenceText(part).length : part.text.length;
  if (length > limits.textLength) tally.add("tooLong");
  return length <= limits.textLength;
}
