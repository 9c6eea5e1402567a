// A session of Continue (sessions/<id>.json, or the export of its command line), and the Markdown of its /share.
import type { CodeReference } from "../../reference.ts";
import type { StoredPart } from "../message.ts";
import { type ImportedConversation, idFrom, limits, type Tally, type Turn, threadOf, titleFrom } from "./imported.ts";
import { countOf, type Fields, fieldOf, isFields, listOf, stringified, stringOf } from "./json.ts";

/** The session itself, without the envelope that the command line puts around it. */
export function continueSession(value: unknown): Fields | undefined {
  const session = isFields(fieldOf(value, "session")) ? fieldOf(value, "session") : value;
  const history = fieldOf(session, "history");
  const isSession = Array.isArray(history) && history.every((entry) => isFields(fieldOf(entry, "message")));
  return isSession && isFields(session) ? session : undefined;
}

export function fromContinue(session: Fields, modifiedAt: number, tally: Tally): ImportedConversation | undefined {
  const history = listOf(session["history"]);
  const folder = stringOf(session["workspaceDirectory"]) ?? "";
  const title = stringOf(session["title"]) ?? "";
  const id = stringOf(session["sessionId"]) ?? stringified(history[0]);
  return threadOf(
    {
      id: idFrom("continue", id),
      title: /^(new session|untitled)$/i.test(title) ? "" : title,
      workspace: nameOfFolder(folder),
      startedAt: modifiedAt,
    },
    history.flatMap((entry) => turnOf(entry, tally) ?? []),
    tally,
  );
}

function turnOf(entry: unknown, tally: Tally): Turn | undefined {
  const message = fieldOf(entry, "message");
  const text = contentOf(fieldOf(message, "content"), tally);
  switch (fieldOf(message, "role")) {
    case "user":
      return { role: "user", parts: [...contextOf(entry, tally), { type: "text", text }] };
    case "thinking":
      return { role: "assistant", parts: [{ type: "thinking", text }] };
    case "assistant": {
      const thought = stringOf(fieldOf(entry, "reasoning", "text")) ?? "";
      const calls = listOf(fieldOf(message, "toolCalls")).map(callLine).join("");
      const model = stringOf(fieldOf(listOf(fieldOf(entry, "promptLogs"))[0], "modelTitle"));
      const input = countOf(fieldOf(message, "usage", "promptTokens"));
      const output = countOf(fieldOf(message, "usage", "completionTokens"));
      return {
        role: "assistant",
        parts: [
          { type: "thinking", text: thought },
          { type: "text", text: text + calls },
        ],
        ...(model && { model }),
        ...(input !== undefined && output !== undefined && { usage: { input, output } }),
      };
    }
    case "tool":
      tally.add("toolResult");
      return undefined;
    default:
      tally.add("message");
      return undefined;
  }
}

function contentOf(content: unknown, tally: Tally): string {
  if (typeof content === "string") return content;
  return listOf(content)
    .flatMap((part) => {
      const text = stringOf(fieldOf(part, "text"));
      if (text === undefined) tally.add(fieldOf(part, "type") === "imageUrl" ? "attachment" : "part");
      return text ?? [];
    })
    .join("\n");
}

function callLine(call: unknown): string {
  const name = stringOf(fieldOf(call, "function", "name"));
  const given = stringOf(fieldOf(call, "function", "arguments")) ?? "";
  return name ? `\n\n> ${name} ${given.slice(0, 300).replace(/\s+/g, " ")}\n\n` : "";
}

/** Code and files that went with a prompt. */
function contextOf(entry: unknown, tally: Tally): readonly StoredPart[] {
  return listOf(fieldOf(entry, "contextItems")).flatMap((item, index) => {
    const content = stringOf(fieldOf(item, "content"));
    if (content === undefined) {
      tally.add("attachment");
      return [];
    }
    const { language, code } = withoutFence(content);
    const name = titleFrom(stringOf(fieldOf(item, "name")) ?? "");
    const lines = / \((\d{1,9})-(\d{1,9})\)$/.exec(name);
    const startLine = lines ? Math.max(1, Number(lines[1])) : 1;
    const reference: CodeReference = {
      type: "reference",
      kind: "code",
      id: String(index),
      label: name,
      path: lines ? name.slice(0, lines.index) : name,
      uri: "",
      startLine,
      endLine: startLine + code.split("\n").length - 1,
      language,
      enclosing: [],
      code,
    };
    return [reference];
  });
}

/** Continue keeps what it attaches as it is sent to the model: in a fence. */
function withoutFence(content: string): { readonly language: string; readonly code: string } {
  const text = content.trim();
  const [open, run = "", language = ""] = /^(`{3,9})([\w+#-]{0,40})[^\n]{0,2000}\n/.exec(text) ?? [];
  if (open === undefined || !text.endsWith(run)) return { language: "", code: content };
  return { language, code: text.slice(open.length, -run.length).replace(/\n$/, "") };
}

/** Of an address like file:///home/me/my%20app only "my app". */
function nameOfFolder(address: string): string {
  const last =
    address
      .slice(-limits.titleLength * 4)
      .split(/[\\/]/)
      .filter(Boolean)
      .at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // A per cent sign that is just that.
  }
}

export function isContinueMarkdown(text: string): boolean {
  return /^\s*### \[Continue\]\(https?:\/\/[^)\s]{1,200}\) session transcript/.test(text);
}

export function fromContinueMarkdown(text: string, modifiedAt: number, tally: Tally): ImportedConversation | undefined {
  const exported = Date.parse(/^ ?Exported: (.{1,60})$/m.exec(text.slice(0, 1000))?.[1] ?? "");
  // Whatever was said stands behind "> ", so a line without it is the frame's.
  const [, ...pieces] = text.replace(/\r\n?/g, "\n").split(/^#### _(User|Assistant)_[ \t]*$/m);
  const turns: Turn[] = [];
  for (let at = 0; at + 1 < pieces.length; at += 2) {
    const said = pieces[at + 1]!.trim().replace(/^> ?/gm, "");
    turns.push({ role: pieces[at] === "User" ? "user" : "assistant", parts: [{ type: "text", text: said }] });
  }
  const startedAt = Number.isNaN(exported) ? modifiedAt : exported;
  return threadOf({ id: idFrom("continue-markdown", text), title: "", workspace: "", startedAt }, turns, tally);
}
