// From what a row holds to a message, believing nothing: another version, another program or a broken disk may have written it.
import type { MessageStatus } from "../../protocol.ts";
import { sourceOf } from "../../qwen/sources.ts";
import type { Source, Usage } from "../../qwen/types.ts";
import { imageTypes, type Reference, textSources } from "../../reference.ts";
import type { StoredError } from "../../storedError.ts";
import type { Draft, MessageHead, QueuedPrompt, StoredMessage, StoredPart } from "../message.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The message, and how many of its parts this version can not show. Undefined if it is no message. */
export function parseMessage(body: unknown): { message: StoredMessage; unknownParts: number } | undefined {
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
  const sources = toSources(row["sources"]);
  const message: StoredMessage = {
    id,
    ...pickStrings(row, ["parent"]),
    role,
    parts: readable,
    status,
    ...pickStrings(row, ["model", "endpoint"]),
    ...(usage && { usage }),
    ...(row["search"] === true && { search: true }),
    ...(sources.length > 0 && { sources }),
    ...(error && { error }),
    ...(note && { note }),
    ...pickNumbers(row, ["seconds"]),
    ...(Array.isArray(row["leavesOut"]) && { leavesOut: row["leavesOut"].filter((one) => typeof one === "string") }),
    createdAt: typeof row["createdAt"] === "number" ? row["createdAt"] : 0,
  };
  return { message, unknownParts: parts.length - readable.length };
}

export function parseString(json: unknown): string {
  const value = parseJson(json);
  return typeof value === "string" ? value : "";
}

export function parseStrings(json: unknown): readonly string[] {
  const value = parseJson(json);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

/** Version 1 kept only the text. */
export function parseDraft(json: unknown): Draft {
  const value = parseJson(json);
  if (typeof value === "string") return { text: value, references: [] };
  if (!isFields(value)) return { text: "", references: [] };
  return {
    text: typeof value["text"] === "string" ? value["text"] : "",
    references: toReferences(value["references"]),
  };
}

/** Version 1 kept at most one reference, under another name. */
export function parseQueue(json: unknown): readonly QueuedPrompt[] {
  const value = parseJson(json);
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!isFields(entry)) return [];
    const { id, text, reference } = entry;
    if (typeof id !== "string" || typeof text !== "string") return [];
    const references = toReferences(entry["references"] ?? [reference]);
    const meaning = pickStrings(entry, ["sent", "model"]);
    return [{ id, text, references, ...(entry["search"] === true && { search: true }), ...meaning }];
  });
}

function toReferences(list: unknown): readonly Reference[] {
  if (!Array.isArray(list)) return [];
  return list
    .map((entry: unknown) => (isFields(entry) ? toReference(entry) : undefined))
    .filter((one) => one !== undefined);
}

/**
 * Makes a tree of what was read, in any state: a parent that is missing or part of a circle is replaced by the message written
 * before, so that the reader still finds it in its place.
 */
export function toTree(heads: readonly MessageHead[]): readonly MessageHead[] {
  const tree = new Map(heads.map((head) => [head.id, head]));
  const rooted = new Set<string>();
  let previous: string | undefined;
  for (const head of tree.values()) {
    if (!leadsToRoot(head, tree, rooted)) {
      const { parent: _lost, ...rest } = head;
      tree.set(head.id, previous === undefined ? rest : { ...rest, parent: previous });
      rooted.add(head.id);
    }
    previous = head.id;
  }
  return [...tree.values()];
}

/** Remembers in `rooted` every message on a good way up, so that a long conversation is walked once. */
function leadsToRoot(head: MessageHead, tree: ReadonlyMap<string, MessageHead>, rooted: Set<string>): boolean {
  const way = new Set<string>();
  for (let at: MessageHead | undefined = head; ; at = tree.get(at.parent)) {
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
  return { type: "text", text, ...pickStrings(part, ["sent"]) };
}

/** Before there were other kinds, a reference was code and did not say so. */
function toReference(part: Fields): Reference | undefined {
  const { id, kind = "code", startLine, endLine, enclosing, code, of, text, mediaType, width, height, hash } = part;
  if (typeof id !== "string") return undefined;
  const base = { type: "reference", id, label: stringOr(part["label"], "") } as const;
  const place = { uri: stringOr(part["uri"], ""), language: stringOr(part["language"], "") };
  if (kind === "code" && typeof code === "string") {
    return {
      ...base,
      kind,
      path: stringOr(part["path"], ""),
      ...place,
      startLine: typeof startLine === "number" ? startLine : 1,
      endLine: typeof endLine === "number" ? endLine : 1,
      enclosing: Array.isArray(enclosing) ? enclosing.filter((line) => typeof line === "string") : [],
      code,
      ...pickNumbers(part, ["omittedLines", "omittedCharacters"]),
    };
  }
  if (kind === "text" && typeof text === "string") {
    const source = textSources.find((known) => known === of) ?? "folder";
    const title = stringOr(part["title"], base.label);
    return { ...base, kind, of: source, title, ...place, text, ...pickNumbers(part, ["omitted"]) };
  }
  const image = imageTypes.find((known) => known === mediaType);
  if (kind === "image" && image && typeof hash === "string" && isSize(width) && isSize(height)) {
    return { ...base, kind, mediaType: image, width, height, hash };
  }
  return undefined;
}

const stringOr = (value: unknown, other: string): string => (typeof value === "string" ? value : other);
const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

function toUsage(usage: unknown): Usage | undefined {
  return isFields(usage) ? pickNumbers(usage, ["input", "cached", "cacheWritten", "output", "thinking"]) : undefined;
}

function toSources(list: unknown): readonly Source[] {
  return Array.isArray(list) ? list.flatMap((entry: unknown, index) => sourceOf(entry, index + 1) ?? []) : [];
}

function toError(error: unknown): StoredError | undefined {
  if (!isFields(error)) return undefined;
  const { kind, message, host } = error;
  if (typeof kind !== "string") return undefined;
  return {
    kind,
    message: typeof message === "string" ? message : "",
    ...pickStrings(error, ["code", "requestId"]),
    ...pickNumbers(error, ["httpStatus", "limit"]),
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
