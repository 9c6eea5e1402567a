// What "Chat: Export Chat…" of VS Code writes (and the session files that it keeps): requests, each with its response in parts.
import type { StoredPart } from "../message.ts";
import { closeOf, fenceIn } from "./fences.ts";
import { type ImportedConversation, idFrom, type Tally, type Turn, threadOf } from "./imported.ts";
import { countOf, type Fields, fieldOf, isFields, listOf, stringified, stringOf, timeOf } from "./json.ts";

export function isVsCode(value: unknown): value is Fields {
  const requests = fieldOf(value, "requests");
  return Array.isArray(requests) && requests.every((request) => isFields(request) && "message" in request);
}

export function fromVsCode(value: Fields, modifiedAt: number, tally: Tally): ImportedConversation | undefined {
  const requests = listOf(value["requests"]);
  const first = requests[0];
  const turns = requests.flatMap((request) => turnsOf(request, tally));
  const session = stringOf(value["sessionId"]) ?? stringOf(fieldOf(first, "requestId")) ?? stringified(first);
  return threadOf(
    {
      id: idFrom("vscode", session),
      title: stringOf(value["customTitle"]) ?? "",
      workspace: "",
      startedAt: timeOf(value["creationDate"]) ?? modifiedAt,
    },
    turns,
    tally,
  );
}

function turnsOf(request: unknown, tally: Tally): readonly Turn[] {
  const message = fieldOf(request, "message");
  const prompt = stringOf(message) ?? stringOf(fieldOf(message, "text")) ?? "";
  const at = timeOf(fieldOf(request, "timestamp"));
  tally.add("attachment", listOf(fieldOf(request, "variableData", "variables")).length);
  const model = stringOf(fieldOf(request, "modelId"));
  const usage = usageOf(request);
  return [
    { role: "user", parts: [{ type: "text", text: prompt }], ...(at && { at }) },
    {
      role: "assistant",
      parts: answerOf(listOf(fieldOf(request, "response")), tally),
      isCut: fieldOf(request, "isCanceled") === true || fieldOf(request, "modelState", "value") === 2,
      ...(at && { at }),
      ...(model && { model }),
      ...(usage && { usage }),
    },
  ];
}

function usageOf(request: unknown): Turn["usage"] {
  const input = fieldOf(request, "usage", "promptTokens") ?? fieldOf(request, "result", "metadata", "promptTokens");
  const output =
    fieldOf(request, "usage", "completionTokens") ?? fieldOf(request, "result", "metadata", "outputTokens");
  const [known, made] = [countOf(input), countOf(output)];
  if (known === undefined && made === undefined) return undefined;
  return { ...(known !== undefined && { input: known }), ...(made !== undefined && { output: made }) };
}

/** VS Code cuts running text wherever something else comes between: its pieces are put together again. */
function answerOf(response: readonly unknown[], tally: Tally): readonly StoredPart[] {
  const parts: { type: "text" | "thinking"; text: string }[] = [];
  const add = (type: "text" | "thinking", text: string) => {
    const last = parts.at(-1);
    if (last?.type === type) last.text += text;
    else if (text !== "") parts.push({ type, text });
  };
  for (const piece of response) {
    const kind = stringOf(fieldOf(piece, "kind")) ?? (isFields(piece) || typeof piece === "string" ? "text" : "");
    switch (kind) {
      case "text":
      case "markdownContent":
      case "markdownVuln":
        add("text", stringOf(piece) ?? markdownOf(fieldOf(piece, "value") ?? fieldOf(piece, "content")) ?? "");
        break;
      case "thinking":
        add("thinking", thoughtOf(fieldOf(piece, "value")));
        break;
      case "inlineReference":
        add("text", `\`${nameOf(piece).replaceAll("`", "'")}\``);
        break;
      case "warning":
        add("text", aside(markdownOf(fieldOf(piece, "content")) ?? ""));
        break;
      case "toolInvocation":
      case "toolInvocationSerialized":
        add("text", aside(toolLine(piece)));
        if (fieldOf(piece, "resultDetails") !== undefined) tally.add("toolResult");
        break;
      case "textEditGroup":
      case "notebookEditGroup":
        add("text", aside(nameOf(piece)) + editsOf(piece));
        break;
      default:
        if (!silent.has(kind)) tally.add("part");
    }
  }
  return parts.map(({ type, text }) => ({ type, text: tidied(text) }));
}

/** Without the fences that VS Code opens for a file that is edited and leaves empty, and the blank lines where it had something else. */
function tidied(text: string): string {
  const lines = text.split("\n");
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const fence = fenceIn(line.trimEnd());
    if (!fence) {
      if (line !== "" || kept.at(-1) !== "") kept.push(line);
      continue;
    }
    const end = closeOf(lines, at, fence);
    const isEmpty = end < lines.length && lines.slice(at + 1, end).every((inside) => inside === "");
    if (!isEmpty) for (const one of lines.slice(at, end + 1)) kept.push(one);
    at = end;
  }
  return kept.join("\n");
}

/** Marks and signs of progress: nobody misses them. */
const silent: ReadonlySet<string> = new Set([
  "codeblockUri",
  "undoStop",
  "prepareToolInvocation",
  "mcpServersStarting",
  "progressMessage",
  "progressTask",
  "progressTaskSerialized",
  "references",
  "codeCitation",
  "command",
  "hook",
]);

const markdownOf = (value: unknown): string | undefined => stringOf(value) ?? stringOf(fieldOf(value, "value"));

function thoughtOf(value: unknown): string {
  return (
    stringOf(value) ??
    listOf(value)
      .filter((line) => typeof line === "string")
      .join("\n")
  );
}

const aside = (text: string): string => (text.trim() === "" ? "" : `\n\n> ${text.trim().replace(/\s+/g, " ")}\n\n`);

function toolLine(piece: unknown): string {
  const said = markdownOf(fieldOf(piece, "pastTenseMessage")) ?? markdownOf(fieldOf(piece, "invocationMessage"));
  const command = stringOf(fieldOf(piece, "toolSpecificData", "command"));
  return [said ?? stringOf(fieldOf(piece, "toolId")) ?? "", command ? `\`${command.replaceAll("`", "'")}\`` : ""].join(
    " ",
  );
}

/** The last part of a path; the folders before it are of another machine, and nobody's business. */
function nameOf(piece: unknown): string {
  const reference = fieldOf(piece, "inlineReference");
  const uri = fieldOf(piece, "uri") ?? fieldOf(reference, "location", "uri") ?? fieldOf(reference, "uri") ?? reference;
  const path = stringOf(uri) ?? stringOf(fieldOf(uri, "path")) ?? stringOf(fieldOf(uri, "fsPath")) ?? "";
  const last = path.split(/[\\/]/).filter(Boolean).at(-1) ?? "";
  return stringOf(fieldOf(piece, "name")) ?? stringOf(fieldOf(reference, "name")) ?? last;
}

function editsOf(piece: unknown): string {
  const texts = listOf(fieldOf(piece, "edits"))
    .flatMap(listOf)
    .flatMap((edit) => stringOf(fieldOf(edit, "text")) ?? []);
  const code = texts.filter((text) => text !== "").join("\n");
  if (code === "") return "";
  const fence = "`".repeat(Math.max(2, ...(code.match(/`{3,}/g) ?? []).map((run) => run.length)) + 1);
  return `${fence}\n${code}\n${fence}\n\n`;
}
