// The tags that Cline and Roo Code put around what the user and the model write. Only those are taken off: the same words may be what
// the conversation is about. No pattern goes over a whole text again and again: that would take hours over a hostile one.
import { closeOf, fenceIn } from "./fences.ts";

/**
 * What the user wrote, if all of `text` is that in a tag. What the extension says before it is known by its words; after the name of
 * a tool it may be anything. Undefined if there is no such tag.
 */
export function userWords(text: string, isOfTool: boolean): string | undefined {
  const attached = attachments.exec(text);
  const body = (attached ? text.slice(0, attached.index + attached[1]!.length) : text).trim();
  const tag = /<\/(task|feedback|answer|user_message)>$/.exec(body)?.[1];
  if (tag === undefined) return undefined;
  const start = body.search(new RegExp(`^<${tag}>`, "m"));
  const before = body.slice(0, Math.max(0, start)).trim();
  if (start < 0 || !(before === "" || isOfTool || introduction.test(before))) return undefined;
  return body.slice(start + tag.length + 2, -(tag.length + 3)).trim();
}

/** Files and the like that the user has named follow the words, each in a tag of its own. */
const attachments =
  /(<\/(?:task|feedback|answer|user_message)>)\n\n<(?:file_content|folder_content|url_content|git_commit|git_working_state|workspace_diagnostics|terminal_output)[ >]/;

const introduction =
  /^(?:The user (?:(?:has )?provided (?:the following )?feedback|(?:denied|approved) this operation|is not pleased)|You seem to be having trouble|New instructions for task continuation|New message to respond to with)/;

/** What stands in a tag, and what around it. `where` is the text as far as tags in it count. */
export function split(
  text: string,
  tag: string,
  where = text,
): { readonly inside: readonly string[]; readonly outside: string } {
  const inside: string[] = [];
  let outside = "";
  let from = 0;
  for (;;) {
    const start = where.indexOf(`<${tag}>`, from);
    const end = start < 0 ? -1 : where.indexOf(`</${tag}>`, start);
    if (end < 0) return { inside, outside: outside + text.slice(from) };
    outside += text.slice(from, start);
    inside.push(text.slice(start + tag.length + 2, end).trim());
    from = end + tag.length + 3;
  }
}

/** Tools that only hold words for the reader, with the tag in which these are. */
const speaking: Readonly<Record<string, string>> = {
  attempt_completion: "result",
  plan_mode_respond: "response",
  ask_followup_question: "question",
};

/** Without the tags of the tools that only hold words for the reader. An answer that was cut short may not close them. */
export function withoutSpeakingTools(text: string): string {
  const where = withoutCode(text);
  const call = new RegExp(`^[ \\t]*<(${Object.keys(speaking).join("|")})>`, "gm");
  let plain = "";
  let from = 0;
  const cut = (start: number, length: number): void => {
    plain += text.slice(from, start);
    from = start + length;
  };
  for (let found = call.exec(where); found; found = call.exec(where)) {
    const [opening, tool = ""] = found;
    const inner = speaking[tool]!;
    const end = where.indexOf(`</${tool}>`, call.lastIndex);
    const body = where.slice(call.lastIndex, end < 0 ? undefined : end);
    const start = body.indexOf(`<${inner}>`);
    if (start >= 0) {
      const close = body.lastIndexOf(`</${inner}>`);
      cut(found.index, opening.length);
      cut(call.lastIndex + start, inner.length + 2);
      if (close > start) cut(call.lastIndex + close, inner.length + 3);
      if (end >= 0) cut(end, tool.length + 3);
    }
    if (end < 0) break;
    call.lastIndex = end;
  }
  return plain + text.slice(from);
}

/** As long as `text`, with nothing to be found where it has code: in fences and between backticks of a line. */
export function withoutCode(text: string): string {
  const lines = text.split("\n");
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = fenceIn(lines[at]!.trimEnd());
    if (!fence) {
      out.push(withoutSpans(lines[at]!));
      continue;
    }
    const end = closeOf(lines, at, fence);
    for (const inside of lines.slice(at, end + 1)) out.push("\0".repeat(inside.length));
    at = end;
  }
  return out.join("\n");
}

function withoutSpans(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  const lastOf = new Map(runs.map(([run], index) => [run, index]));
  let out = "";
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at]![0];
    if (lastOf.get(run) === at) continue;
    const start = runs[at]!.index;
    do at++;
    while (runs[at]![0] !== run);
    out += line.slice(out.length, start);
    out += "\0".repeat(runs[at]!.index + run.length - start);
  }
  return out + line.slice(out.length);
}
