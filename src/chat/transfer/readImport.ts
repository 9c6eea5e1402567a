// A file that somebody chose -> the conversations in it. What it is, its content says: names and endings are only names.
import { elementsOf, text } from "./elements.ts";
import {
  fromClineHistory,
  fromClineMarkdown,
  fromClinePanel,
  isClineHistory,
  isClineMarkdown,
  isClinePanel,
} from "./fromCline.ts";
import { continueSession, fromContinue, fromContinueMarkdown, isContinueMarkdown } from "./fromContinue.ts";
import { fromJson } from "./fromJson.ts";
import { fromVsCode, isVsCode } from "./fromVsCode.ts";
import { type ImportedConversation, limits, Tally } from "./imported.ts";
import { fieldOf, listOf, parsed } from "./json.ts";
import { format, version } from "./toJson.ts";

export type Source = "Ask Qwen" | "VS Code" | "Cline or Roo Code" | "Continue";

export type Reading =
  | {
      readonly ok: true;
      readonly source: Source;
      /** Made one by one, and anew each time that they are asked for. */
      readonly conversations: () => AsyncIterable<ImportedConversation>;
      /** What was left out; complete when all conversations were gone through once. */
      readonly skipped: Tally;
    }
  | { readonly ok: false; readonly reason: Refusal };

/** notText: an image or the like. newer: of a version of Ask Qwen that knows more. ours: Markdown of ours, which is for people. */
export type Refusal = "empty" | "tooLarge" | "notText" | "broken" | "newer" | "ours" | "unknown";

/** `pause` lets others have a turn if it is time; it is called often. `modifiedAt` stands in where a file knows no times. */
export async function readImport(bytes: Uint8Array, modifiedAt: number, pause: () => Promise<void>): Promise<Reading> {
  if (bytes.length > limits.fileBytes) return refused("tooLarge");
  const start = beginning(bytes);
  if (start.trim() === "") return refused("empty");
  if (start.includes("\0")) return refused("notText");
  if (/^\s*\{/.test(start) && start.includes(`"${format}"`)) return ours(bytes, pause);
  const whole = decoded(bytes);
  if (/^\s*[[{]/.test(start)) {
    const json = parsed(whole);
    return json.ok ? foreignJson(json.value, modifiedAt) : refused("broken");
  }
  return foreignMarkdown(whole, modifiedAt);
}

const refused = (reason: Refusal): Reading => ({ ok: false, reason });

/** Enough to see what it is. */
function beginning(bytes: Uint8Array): string {
  return decoded(bytes.subarray(0, 4096));
}

/** Some programs on Windows write UTF-16. The decoders take the mark at the beginning away. */
function decoded(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}

async function ours(bytes: Uint8Array, pause: () => Promise<void>): Promise<Reading> {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const utf8 = isUtf16 ? new TextEncoder().encode(decoded(bytes)) : bytes;
  const elements = await elementsOf(utf8, pause);
  const head = elements && parsed(elements.head);
  if (!elements || !head?.ok) return refused("broken");
  if (fieldOf(head.value, "format") !== format) return refused("unknown");
  const written = fieldOf(head.value, "version");
  if (typeof written !== "number" || !Number.isSafeInteger(written) || written < 1) return refused("broken");
  if (written > version) return refused("newer");
  const skipped = new Tally();
  let isCounted = false;
  async function* conversations(): AsyncGenerator<ImportedConversation> {
    // Going through them again counts nothing twice.
    const tally = isCounted ? new Tally() : skipped;
    isCounted = true;
    const { ranges } = elements!;
    tally.add("tooMany", ranges.length - limits.conversations);
    for (const [start, end] of ranges.slice(0, limits.conversations)) {
      await pause();
      const json = parsed(text(utf8, start, end));
      const conversation = json.ok ? fromJson(json.value, tally) : undefined;
      if (!json.ok) tally.add("conversation");
      if (conversation) yield conversation;
    }
  }
  return { ok: true, source: "Ask Qwen", conversations, skipped };
}

function foreignJson(value: unknown, modifiedAt: number): Reading {
  const tally = new Tally();
  if (isVsCode(value)) return found("VS Code", fromVsCode(value, modifiedAt, tally), tally);
  if (isClineHistory(value)) return found("Cline or Roo Code", fromClineHistory(value, modifiedAt, tally), tally);
  if (isClinePanel(value)) return found("Cline or Roo Code", fromClinePanel(value, modifiedAt, tally), tally);
  const session = continueSession(value);
  if (session) return found("Continue", fromContinue(session, modifiedAt, tally), tally);
  return refused(listOf(value).length === 0 && Array.isArray(value) ? "empty" : "unknown");
}

function foreignMarkdown(markdown: string, modifiedAt: number): Reading {
  const tally = new Tally();
  if (isContinueMarkdown(markdown)) return found("Continue", fromContinueMarkdown(markdown, modifiedAt, tally), tally);
  if (isClineMarkdown(markdown))
    return found("Cline or Roo Code", fromClineMarkdown(markdown, modifiedAt, tally), tally);
  return refused(/^\s*# [^\n]*\n\n- Ask Qwen · /.test(markdown) ? "ours" : "unknown");
}

function found(source: Source, conversation: ImportedConversation | undefined, skipped: Tally): Reading {
  if (!conversation) return refused("empty");
  async function* conversations(): AsyncGenerator<ImportedConversation> {
    yield conversation!;
  }
  return { ok: true, source, conversations, skipped };
}
