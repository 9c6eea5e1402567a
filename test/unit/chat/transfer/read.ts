// What the tests of the converters share.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportedConversation, Skipped } from "../../../../src/chat/transfer/imported.ts";
import { type Reading, readImport } from "../../../../src/chat/transfer/readImport.ts";

/** When the samples were saved, as far as the tests are concerned. */
export const saved = Date.UTC(2026, 0, 2);

export function sample(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, "samples", name));
}

export function read(file: Uint8Array | string): Promise<Reading> {
  return readImport(typeof file === "string" ? Buffer.from(file) : file, saved, () => Promise.resolve());
}

/** All that a file holds; fails if it is refused. */
export async function readAll(file: Uint8Array | string) {
  const reading = await read(file);
  if (!reading.ok) throw new Error(`refused: ${reading.reason}`);
  const conversations: ImportedConversation[] = [];
  for await (const conversation of reading.conversations()) conversations.push(conversation);
  return { source: reading.source, conversations, skipped: (what: Skipped) => reading.skipped.of(what) };
}

/** The words of a conversation, message by message. */
export function words(conversation: ImportedConversation | undefined): readonly string[] {
  return (conversation?.messages ?? []).map(({ role, parts }) => {
    const texts = parts.map((part) =>
      part.type === "reference"
        ? `[${part.kind === "code" ? part.path : part.label}]`
        : `${part.type === "thinking" ? "(" : ""}${part.text.trim()}`,
    );
    return `${role}: ${texts.join(" | ")}`;
  });
}
