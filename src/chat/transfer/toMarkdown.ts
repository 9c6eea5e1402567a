// A conversation -> Markdown for people: title, who said what and when, code that was attached, thinking folded away.
import type { Reference } from "../../reference.ts";
import type { MessageHead, StoredMessage, StoredPart } from "../message.ts";
import { framed } from "./framed.ts";

export interface MarkdownOptions {
  readonly words: MarkdownWords;
  /** The open branch alone, or all of them one after the other. */
  readonly branches: "open" | "all";
  readonly thinking: boolean;
  /** A time for people. */
  date(milliseconds: number): string;
  redact(text: string): string;
}

/** In the reader's language. */
export interface MarkdownWords {
  readonly you: string;
  readonly assistant: string;
  readonly thinking: string;
  /** "Version 2 of 3": there are siblings. */
  readonly version: (index: number, count: number) => string;
  /** Heading of the messages that only another branch has; the open one is the first. */
  readonly otherBranch: (index: number) => string;
  readonly status: (status: "stopped" | "interrupted" | "failed") => string;
  readonly omittedLines: (count: number) => string;
  readonly unreadable: string;
}

export interface MarkdownConversation {
  readonly heads: readonly MessageHead[];
  readonly leaf?: string;
}

/** In pieces, a message in each. `message` reads one body, and nothing keeps it. */
export function* toMarkdown(
  conversation: MarkdownConversation,
  message: (id: string) => StoredMessage | undefined,
  options: MarkdownOptions,
): Generator<string> {
  const { words } = options;
  const children = childrenOf(conversation.heads);
  const heads = new Map(conversation.heads.map((head) => [head.id, head]));
  const branches = options.branches === "all" ? allBranches(conversation, heads, children) : [];
  const [open = branchTo(conversation.leaf ?? conversation.heads.at(-1)?.id, heads), ...others] = branches;
  for (const head of open) yield section(head);
  for (const [index, branch] of others.entries()) {
    yield `\n## ${words.otherBranch(index + 2)}\n`;
    for (const head of branch) yield section(head);
  }

  function section(head: MessageHead): string {
    const siblings = children.get(head.parent ?? "") ?? [];
    const body = message(head.id);
    if (!body) return `\n*${words.unreadable}*\n`;
    const version = siblings.length > 1 ? [words.version(siblings.indexOf(head.id) + 1, siblings.length)] : [];
    const facts = [...(body.createdAt > 0 ? [options.date(body.createdAt)] : []), ...version];
    const who = body.role === "user" ? words.you : [words.assistant, body.model ?? ""].filter(Boolean).join(" · ");
    return [
      `\n## ${inLine(options.redact(who))}\n`,
      ...(facts.length > 0 ? [`*${facts.join(" · ")}*\n`] : []),
      ...body.parts.flatMap((part) => partText(part, options) ?? []),
      ...(body.sources ? [sourceList(body.sources, options.redact)] : []),
      ...(body.status === "stopped" || body.status === "interrupted" || body.status === "failed"
        ? [`*${words.status(body.status)}*\n`]
        : []),
    ].join("\n");
  }
}

/** The head of a conversation's document: its title and lines about it. */
export function markdownHead(title: string, facts: readonly string[]): string {
  return [`# ${inLine(title)}`, "", ...facts.map((fact) => `- ${inLine(fact)}`), ""].join("\n");
}

function partText(part: StoredPart, { words, thinking, redact }: MarkdownOptions): string | undefined {
  switch (part.type) {
    case "text":
      return `${framed(redact(part.text))}\n`;
    case "thinking": {
      if (!thinking || part.text.trim() === "") return undefined;
      const seconds = part.seconds === undefined ? "" : ` (${Math.round(part.seconds)} s)`;
      return `<details>\n<summary>${words.thinking}${seconds}</summary>\n\n${framed(redact(part.text))}\n\n</details>\n`;
    }
    case "reference":
      return referenceBlock(part, words, redact);
    default:
      part satisfies never;
      return undefined;
  }
}

function referenceBlock(reference: Reference, words: MarkdownWords, redact: (text: string) => string): string {
  const { label } = reference;
  switch (reference.kind) {
    case "code": {
      const { path, startLine, endLine, omittedLines, code, language } = reference;
      const left = omittedLines ? [`*${words.omittedLines(omittedLines)}*\n`] : [];
      return [
        `**${inLine(redact(path || label))}:${startLine}-${endLine}**\n`,
        `${fenced(redact(code), language)}\n`,
        ...left,
      ].join("\n");
    }
    case "text":
      return `**${inLine(redact(reference.title || label))}**\n\n${fenced(redact(reference.text), reference.language)}\n`;
    case "image":
      return `**${inLine(redact(label))}** (${reference.width} × ${reference.height})\n`;
    default:
      return reference satisfies never;
  }
}

/** In brackets, as the text cites them. */
function sourceList(sources: NonNullable<StoredMessage["sources"]>, redact: (text: string) => string): string {
  return sources
    .map(({ number, title, url }) => `- \\[${number}\\] [${inLine(redact(title))}](<${redact(url)}>)\n`)
    .join("");
}

function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${/^[\w+#.-]{1,40}$/.exec(language)?.[0] ?? ""}\n${text}\n${fence}`;
}

/** One line of plain text: nothing in it is Markdown. */
function inLine(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>#|~!&$]/g, "\\$&");
}

function childrenOf(heads: readonly MessageHead[]): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { id, parent } of heads) {
    const siblings = children.get(parent ?? "");
    if (siblings) siblings.push(id);
    else children.set(parent ?? "", [id]);
  }
  return children;
}

type Heads = ReadonlyMap<string, MessageHead>;

function branchTo(leaf: string | undefined, heads: Heads, seen = new Set<string>()): readonly MessageHead[] {
  const branch: MessageHead[] = [];
  for (let at = leaf; at !== undefined && !seen.has(at); ) {
    const head = heads.get(at);
    if (!head) break;
    seen.add(at);
    branch.push(head);
    at = head.parent;
  }
  return branch.reverse();
}

/** The open branch first; then, of every other end, what no branch before had. So each message stands there once. */
function allBranches(
  { leaf, heads: ordered }: MarkdownConversation,
  heads: Heads,
  children: ReadonlyMap<string, readonly string[]>,
): readonly (readonly MessageHead[])[] {
  const ends = ordered.filter(({ id }) => id !== leaf && !children.has(id)).map(({ id }) => id);
  const seen = new Set<string>();
  return [leaf ?? ordered.at(-1)?.id, ...ends]
    .map((end) => branchTo(end, heads, seen))
    .filter((branch) => branch.length > 0);
}
