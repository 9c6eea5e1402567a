// From what a row holds to a message, believing nothing: another version, another program or a broken disk may have written it.
import type { MessageStatus } from "../../protocol.ts";
import type { Usage } from "../../qwen/types.ts";
import type { CodeReference } from "../../reference.ts";
import type { StoredError } from "../../report.ts";
import type { StoredMessage, StoredPart } from "../message.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The message, and how many of its parts this version can not show. Undefined if it is no message. */
export function parseMessage(body: string): { message: StoredMessage; unknownParts: number } | undefined {
  const row = parseJson(body);
  if (!isFields(row)) return undefined;
  const { id, role } = row;
  if (typeof id !== "string" || (role !== "user" && role !== "assistant") || !Array.isArray(row["parts"]))
    return undefined;
  const parts = row["parts"].map(toPart);
  const readable = parts.filter((part) => part !== undefined);
  const status = statuses.find((known) => known === row["status"]) ?? "interrupted";
  const note = notes.find((known) => known === row["note"]);
  const usage = toUsage(row["usage"]);
  const error = toError(row["error"]);
  const message: StoredMessage = {
    id,
    ...pickStrings(row, ["parent"]),
    role,
    parts: readable,
    status,
    ...pickStrings(row, ["model", "endpoint"]),
    ...(usage && { usage }),
    ...(error && { error }),
    ...(note && { note }),
    createdAt: typeof row["createdAt"] === "number" ? row["createdAt"] : 0,
  };
  return { message, unknownParts: parts.length - readable.length };
}

export function parseString(json: unknown): string {
  const value = parseJson(json);
  return typeof value === "string" ? value : "";
}

export function parseQueue(json: unknown): readonly { readonly id: string; readonly text: string }[] {
  const value = parseJson(json);
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isFields(entry)) return [];
    const { id, text } = entry;
    return typeof id === "string" && typeof text === "string" ? [{ id, text }] : [];
  });
}

/**
 * Makes a tree of what was read, in any state: an id that occurs twice keeps both contents, a parent that is missing or part
 * of a circle is replaced by the message written before, so that the reader still finds it in its place.
 */
export function toTree(messages: readonly StoredMessage[]): StoredMessage[] {
  const tree = new Map<string, StoredMessage>();
  for (const message of messages) {
    let { id } = message;
    while (tree.has(id)) id += "'";
    tree.set(id, id === message.id ? message : { ...message, id });
  }
  const rooted = new Set<string>();
  let previous: string | undefined;
  for (const message of tree.values()) {
    if (!leadsToRoot(message, tree, rooted)) {
      const { parent: _lost, ...rest } = message;
      tree.set(message.id, previous === undefined ? rest : { ...rest, parent: previous });
      rooted.add(message.id);
    }
    previous = message.id;
  }
  return [...tree.values()];
}

/** Remembers in `rooted` every message on a good way up, so that a long conversation is walked once. */
function leadsToRoot(message: StoredMessage, tree: ReadonlyMap<string, StoredMessage>, rooted: Set<string>): boolean {
  const way = new Set<string>();
  for (let at: StoredMessage | undefined = message; ; at = tree.get(at.parent)) {
    if (!at || way.has(at.id)) return way.size === 0;
    if (rooted.has(at.id)) break;
    way.add(at.id);
    if (at.parent === undefined) break;
  }
  for (const id of way) rooted.add(id);
  return true;
}

const statuses: readonly MessageStatus[] = ["waiting", "streaming", "done", "stopped", "interrupted", "failed"];
const notes = ["length", "filtered", "empty"] as const;

function toPart(part: unknown): StoredPart | undefined {
  if (!isFields(part)) return undefined;
  const { type, text } = part;
  if (type === "reference") return toReference(part);
  if (typeof text !== "string") return undefined;
  if (type === "thinking") return { type, text, ...pickNumbers(part, ["seconds", "tokens"]) };
  // A kind of part that a later version invented: its text is better than nothing.
  return { type: "text", text };
}

function toReference(part: Fields): CodeReference | undefined {
  const { id, label, path, uri, startLine, endLine, language, enclosing, code } = part;
  if (typeof id !== "string" || typeof code !== "string") return undefined;
  return {
    type: "reference",
    id,
    label: typeof label === "string" ? label : "",
    path: typeof path === "string" ? path : "",
    uri: typeof uri === "string" ? uri : "",
    startLine: typeof startLine === "number" ? startLine : 1,
    endLine: typeof endLine === "number" ? endLine : 1,
    language: typeof language === "string" ? language : "",
    enclosing: Array.isArray(enclosing) ? enclosing.filter((line) => typeof line === "string") : [],
    code,
    ...pickNumbers(part, ["omittedLines"]),
  };
}

function toUsage(usage: unknown): Usage | undefined {
  return isFields(usage) ? pickNumbers(usage, ["input", "cached", "output", "thinking"]) : undefined;
}

function toError(error: unknown): StoredError | undefined {
  if (!isFields(error)) return undefined;
  const { kind, message, host } = error;
  if (typeof kind !== "string") return undefined;
  return {
    kind,
    message: typeof message === "string" ? message : "",
    ...pickStrings(error, ["code", "requestId"]),
    ...pickNumbers(error, ["httpStatus"]),
    host: typeof host === "string" ? host : "",
  };
}

function pickStrings<Key extends string>(from: Fields, keys: readonly Key[]): { [K in Key]?: string } {
  const picked: { [K in Key]?: string } = {};
  for (const key of keys) {
    const value = from[key];
    if (typeof value === "string") picked[key] = value;
  }
  return picked;
}

function pickNumbers<Key extends string>(from: Fields, keys: readonly Key[]): { [K in Key]?: number } {
  const picked: { [K in Key]?: number } = {};
  for (const key of keys) {
    const value = from[key];
    if (typeof value === "number") picked[key] = value;
  }
  return picked;
}

// Only fields that are named are ever read, and nothing is merged: a "__proto__" in the text stays an unread field.
function parseJson(json: unknown): unknown {
  if (typeof json !== "string") return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // Broken: the caller counts the row and leaves it as it is.
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
