// A summary that goes in place of earlier turns: what the model is asked for, and what becomes of its answer.
import { estimateTokens } from "../qwen/tokens.ts";
import type { Message } from "../qwen/types.ts";
import type { TextReference } from "../reference.ts";
import type { StoredMessage } from "./message.ts";
import { promptFor } from "./prompt.ts";

const instruction =
  "Summarise the conversation below, so that it can go on from the summary alone. Keep the goal, what was decided and why, names of files and symbols, code that is still needed word for word, and what is open. Leave out what was given up. Write in the language of the conversation, as short Markdown, without a preface.";

/** Of the window, so that there is room for the summary and for errors of the estimate. */
const SHARE = 0.6;
/** When nobody knows how much the model takes. */
const UNKNOWN_WINDOW = 32_000;

export const isSummary = (part: { readonly type: string; readonly of?: string }): boolean =>
  part.type === "reference" && part.of === "summary";

/** The one question that is asked; undefined where there is nothing to sum up. */
export function summaryQuestion(branch: readonly StoredMessage[], window = UNKNOWN_WINDOW): string | undefined {
  const turns = promptFor(branch, undefined).slice(1);
  if (turns.length === 0) return undefined;
  return `${instruction}\n\n${transcript(turns, window * SHARE)}`;
}

/** The newest turns as they are, of long ones the beginning and the end; older ones as far as there is room. */
function transcript(turns: readonly Message[], most: number): string {
  const written: string[] = [];
  let room = most;
  for (const turn of turns.toReversed()) {
    const text = clipped(textOf(turn), Math.min(room, most / 3));
    const tokens = estimateTokens(text);
    if (tokens > room || text === "") {
      written.push("(Earlier turns are left out.)");
      break;
    }
    room -= tokens;
    written.push(`## ${turn.role === "user" ? "User" : "Assistant"}\n\n${text}`);
  }
  return written.reverse().join("\n\n");
}

function textOf({ content }: Message): string {
  if (typeof content === "string") return content;
  return (content ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

function clipped(text: string, tokens: number): string {
  const all = estimateTokens(text);
  if (all <= tokens) return text;
  const half = Math.floor((text.length * (tokens / all)) / 2) - 20;
  return half < 100 ? "" : `${text.slice(0, half)}\n\n(…)\n\n${text.slice(-half)}`;
}

export function summaryReference(id: string, label: string, text: string): TextReference {
  const title = "the conversation before this";
  return { type: "reference", kind: "text", of: "summary", id, label, title, uri: "", language: "markdown", text };
}
