// Conversations -> our own format, docs/conversation-format.md: complete but for secrets and addresses of this machine.
import { showHidden } from "../../util/hiddenCharacters.ts";
import type { StoredImage, StoredMessage, StoredPart } from "../message.ts";

export const format = "ask-qwen-conversations";
export const version = 1;

export interface JsonHead {
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly redacted: number;
  readonly hiddenCharacters: ReadonlyMap<string, number>;
}

export interface JsonConversation {
  readonly id: string;
  readonly title: string;
  readonly workspace: string;
  readonly leaf?: string;
}

/** The file in pieces, a message in each, so that it is never in memory as a whole. A line holds one message. */
export function* toJson(
  head: JsonHead,
  conversations: Iterable<{ readonly conversation: JsonConversation; readonly messages: Iterable<StoredMessage> }>,
  redact: (text: string) => string,
  image: (hash: string) => StoredImage | undefined = () => undefined,
): Generator<string> {
  const { exportedAt, redacted } = head;
  const hiddenCharacters = Object.fromEntries(head.hiddenCharacters);
  const start = JSON.stringify({ format, version, exportedAt, redacted, hiddenCharacters });
  yield `${start.slice(0, -1)},"conversations":[`;
  let isFirst = true;
  for (const { conversation, messages } of conversations) {
    const { id, title, workspace, leaf } = conversation;
    const row = written({ id, title: redact(title), workspace: redact(workspace), leaf });
    yield `${isFirst ? "" : ","}\n${row.slice(0, -1)},"messages":[`;
    isFirst = false;
    let comma = "";
    for (const message of messages) {
      yield `${comma}\n${messageJson(message, redact, image)}`;
      comma = ",";
    }
    yield "\n]}";
  }
  yield "\n]}\n";
}

function messageJson(
  message: StoredMessage,
  redact: (text: string) => string,
  image: (hash: string) => StoredImage | undefined,
): string {
  const { parts, endpoint, sources, error } = message;
  const { id, parent, role, status, model, usage, search, note, seconds, leavesOut, createdAt } = message;
  return written({
    id,
    parent,
    role,
    parts: parts.map((part) => ({ ...redactedPart(part, redact), ...bytesOf(part, image) })),
    status,
    model,
    endpoint: endpoint && redact(endpoint),
    usage,
    search,
    sources: sources?.map(({ number, title, url }) => ({ number, title: redact(title), url: redact(url) })),
    error: error && { ...error, message: redact(error.message), host: redact(error.host) },
    note,
    seconds,
    leavesOut,
    createdAt,
  });
}

/** An image goes along whole. What can be read in it can not be redacted. */
function bytesOf(part: StoredPart, image: (hash: string) => StoredImage | undefined): { readonly data?: string } {
  const stored = part.type === "reference" && part.kind === "image" ? image(part.hash) : undefined;
  return stored ? { data: Buffer.from(stored.data).toString("base64") } : {};
}

/** What makes a message the same as another: not its time or its cost. */
export function contentJson({ parent, role, parts }: StoredMessage, redact: (text: string) => string): string {
  // By name: what was read from the history has its fields in another order than what was just imported.
  const fields = (part: StoredPart): unknown =>
    Object.entries(redactedPart(part, redact)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([parent ?? "", role, parts.map(fields)]);
}

function redactedPart(part: StoredPart, redact: (text: string) => string): object {
  if (part.type === "text" && part.sent !== undefined)
    return { ...part, text: redact(part.text), sent: redact(part.sent) };
  if (part.type !== "reference") return { ...part, text: redact(part.text) };
  const label = redact(part.label);
  if (part.kind === "image") return { ...part, label };
  const { uri: _ofThisMachine, ...rest } = part;
  if (rest.kind === "text") return { ...rest, label, title: redact(rest.title), text: redact(rest.text) };
  const { path, code, enclosing } = rest;
  return { ...rest, label, path: redact(path), code: redact(code), enclosing: enclosing.map(redact) };
}

/** Characters that can not be seen are written by their numbers: the same for a program, visible for people. */
function written(value: unknown): string {
  return showHidden(JSON.stringify(value), (hidden) =>
    Array.from({ length: hidden.length }, (_, at) => `\\u${hex(hidden.charCodeAt(at))}`).join(""),
  );
}

const hex = (unit: number): string => unit.toString(16).padStart(4, "0");
