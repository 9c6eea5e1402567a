// Tasks of Cline and Roo Code: what they sent to the model (api_conversation_history.json), what their panel showed
// (ui_messages.json, earlier claude_messages.json), and the Markdown that they export.
import type { StoredPart } from "../message.ts";
import { split, userWords, withoutCode, withoutSpeakingTools } from "./clineTags.ts";
import { type ImportedConversation, idFrom, type Tally, type Turn, threadOf } from "./imported.ts";
import { fieldOf, isFields, listOf, parsed, stringified, stringOf, timeOf } from "./json.ts";

export function isClineHistory(value: unknown): value is readonly unknown[] {
  return isListOf(value, (entry) => "role" in entry && "content" in entry);
}

export function fromClineHistory(entries: readonly unknown[], modifiedAt: number, tally: Tally) {
  return task(
    "cline",
    entries[0],
    entries.flatMap((entry) => turnOf(entry, tally) ?? []),
    modifiedAt,
    tally,
  );
}

export function isClinePanel(value: unknown): value is readonly unknown[] {
  return isListOf(value, (entry) => entry["type"] === "say" || entry["type"] === "ask");
}

export function fromClinePanel(entries: readonly unknown[], modifiedAt: number, tally: Tally) {
  const turns = entries.flatMap((entry, index) => shownTurn(entry, index === 0, tally) ?? []);
  return task("cline-panel", entries[0], turns, modifiedAt, tally);
}

export function isClineMarkdown(text: string): boolean {
  return /^\s*\*\*(?:User|Assistant):\*\*[ \t]*\r?\n/.test(text);
}

export function fromClineMarkdown(text: string, modifiedAt: number, tally: Tally) {
  const [, ...pieces] = `---\n\n${text.replace(/\r\n?/g, "\n").trimStart()}`.split(
    /^---\n\n\*\*(User|Assistant):\*\*\n/m,
  );
  const turns: Turn[] = [];
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const isUser = pieces[at] === "User";
    const said = pieces[at + 1]!.trim();
    turns.push(isUser ? promptOf([said], tally) : { role: "assistant", parts: answerOf(said) });
  }
  return task("cline-markdown", text, turns, modifiedAt, tally);
}

function isListOf(value: unknown, fits: (entry: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => isFields(entry) && fits(entry));
}

function task(
  kind: string,
  first: unknown,
  turns: readonly Turn[],
  modifiedAt: number,
  tally: Tally,
): ImportedConversation | undefined {
  const startedAt = timeOf(fieldOf(first, "ts")) ?? modifiedAt;
  return threadOf({ id: idFrom(kind, stringified(first)), title: "", workspace: "", startedAt }, turns, tally);
}

function turnOf(entry: unknown, tally: Tally): Turn | undefined {
  const role = fieldOf(entry, "role");
  const content = fieldOf(entry, "content");
  const blocks = typeof content === "string" ? [{ type: "text", text: content }] : listOf(content);
  const at = timeOf(fieldOf(entry, "ts"));
  const when = at ? { at } : {};
  if (role === "assistant") {
    const model = stringOf(fieldOf(entry, "modelInfo", "modelId"));
    const parts = blocks.flatMap((block) => answerBlock(block, tally));
    return { role, parts, ...when, ...(model && { model }) };
  }
  if (role !== "user") {
    tally.add("message");
    return undefined;
  }
  const texts = blocks.flatMap((block) => {
    const text = stringOf(fieldOf(block, "text"));
    if (fieldOf(block, "type") === "text" && text !== undefined) return text;
    const type = fieldOf(block, "type");
    if (type === "tool_result" || type === "tool-result") tally.add("toolResult");
    else tally.add(type === "image" || type === "document" ? "attachment" : "part");
    return [];
  });
  return { ...promptOf(texts, tally), ...when };
}

/** Of what went to the model as the user's words, what the user wrote: the rest is the extension's own. */
function promptOf(texts: readonly string[], tally: Tally): Turn {
  const said: string[] = [];
  let isResult = false;
  for (const text of texts) {
    const wasResult = isResult;
    isResult = /^\s*\[[\w-]{1,80}(?: for [^\n]{0,500})?\] Result:\s*$/.test(text);
    const [heading = ""] = /^\s*\[[^\]\n]{1,500}\] Result:/.exec(text) ?? [];
    const isOfTool = isResult || wasResult || heading !== "";
    const rest = withoutEnvironment(text.slice(heading.length)).trim();
    const own = userWords(rest, isOfTool);
    if (own !== undefined) said.push(own);
    else if (isOfTool) tally.add("toolResult", wasResult ? 0 : 1);
    else said.push(rest);
  }
  return { role: "user", parts: [{ type: "text", text: said.filter(Boolean).join("\n\n") }] };
}

/** Open files, the time and the like, which the extension adds to every prompt. */
const withoutEnvironment = (text: string): string => split(text, "environment_details").outside;

function answerBlock(block: unknown, tally: Tally): readonly StoredPart[] {
  const type = fieldOf(block, "type");
  const text = stringOf(fieldOf(block, "text"));
  if (type === "text" && text !== undefined) return answerOf(text);
  if (type === "thinking" || type === "reasoning") {
    return [{ type: "thinking", text: stringOf(fieldOf(block, "thinking")) ?? text ?? "" }];
  }
  if (type === "tool_use" || type === "tool-call") {
    const name = stringOf(fieldOf(block, "name")) ?? stringOf(fieldOf(block, "toolName")) ?? "";
    return [{ type: "text", text: toolLine(name, fieldOf(block, "input")) }];
  }
  if (type !== "redacted_thinking" && type !== "thoughtSignature") tally.add("part");
  return [];
}

/** Answers of older versions carry their tools as tags; those that only wrap words for the reader are taken off. */
function answerOf(text: string): readonly StoredPart[] {
  const { inside: thoughts, outside } = split(text, "thinking", withoutCode(text));
  const plain = withoutSpeakingTools(outside);
  return [
    ...(thoughts.length > 0 ? [{ type: "thinking", text: thoughts.join("\n\n") } as const] : []),
    { type: "text", text: plain.trim() === "" ? "" : `${plain.trim()}\n\n` },
  ];
}

function toolLine(name: string, input: unknown): string {
  const given = input === undefined ? "" : ` ${stringified(input).slice(0, 300)}`;
  return name === "" ? "" : `> ${name}${given}\n\n`;
}

/** A line of the panel. Its text is JSON for some kinds. */
function shownTurn(entry: unknown, isFirst: boolean, tally: Tally): Turn | undefined {
  if (fieldOf(entry, "partial") === true) return undefined;
  const kind = stringOf(fieldOf(entry, "say")) ?? stringOf(fieldOf(entry, "ask")) ?? "";
  const text = stringOf(fieldOf(entry, "text")) ?? "";
  const json = parsed(text);
  const value = json.ok ? json.value : undefined;
  const at = timeOf(fieldOf(entry, "ts"));
  const model = stringOf(fieldOf(entry, "modelInfo", "modelId"));
  const answer = (...parts: readonly StoredPart[]): Turn => {
    return { role: "assistant", parts, ...(at && { at }), ...(model && { model }) };
  };
  const line = (words: string): StoredPart => ({ type: "text", text: words === "" ? "" : `${words}\n\n` });
  tally.add("attachment", listOf(fieldOf(entry, "images")).length + listOf(fieldOf(entry, "files")).length);
  switch (kind) {
    case "task":
    case "user_feedback":
    case "user_feedback_diff":
      return { role: "user", parts: [{ type: "text", text }], ...(at && { at }) };
    case "text":
      if (isFirst) return { role: "user", parts: [{ type: "text", text }], ...(at && { at }) };
      return answer(line(text));
    case "completion_result":
    case "subtask_result":
    case "error":
      return answer(line(text));
    case "reasoning":
      return answer({ type: "thinking", text: text || (stringOf(fieldOf(entry, "reasoning")) ?? "") });
    case "followup":
    case "plan_mode_respond":
    case "act_mode_respond":
      return answer(line(stringOf(fieldOf(value, "question")) ?? stringOf(fieldOf(value, "response")) ?? text));
    case "tool":
      return answer(line(toolLine(stringOf(fieldOf(value, "tool")) ?? "", fieldOf(value, "path")).trim()));
    case "command":
      return answer(line(text === "" ? "" : `> \`${text.slice(0, 300).replace(/[`\s]+/g, " ")}\``));
    case "command_output":
    case "browser_action_result":
    case "mcp_server_response":
      tally.add("toolResult");
      return undefined;
    default:
      if (!silent.has(kind)) tally.add("message");
      return undefined;
  }
}

/** Signs of progress and questions that were answered: nobody misses them. */
const silent: ReadonlySet<string> = new Set([
  "api_req_started",
  "api_req_finished",
  "api_req_retried",
  "api_req_retry_delayed",
  "api_req_deleted",
  "api_req_failed",
  "deleted_api_reqs",
  "checkpoint_created",
  "checkpoint_saved",
  "task_progress",
  "resume_task",
  "resume_completed_task",
  "mcp_server_request_started",
  "use_mcp_server",
  "browser_action",
  "browser_action_launch",
  "shell_integration_warning",
  "info",
]);
