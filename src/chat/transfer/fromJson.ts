// One conversation of our own format (docs/conversation-format.md) as it was parsed -> a conversation that can be kept.
import { parseMessage, toTree } from "../history/rows.ts";
import { takeImage } from "../images/take.ts";
import type { StoredImage, StoredMessage, StoredPart } from "../message.ts";
import { type ImportedConversation, idFrom, isOfLength, limits, type Tally, titleFrom } from "./imported.ts";
import { fieldOf, listOf, stringified, stringOf } from "./json.ts";

export function fromJson(value: unknown, tally: Tally): ImportedConversation | undefined {
  const entries = listOf(fieldOf(value, "messages"));
  tally.add("tooMany", entries.length - limits.messages);
  const read = entries.slice(0, limits.messages).flatMap((entry) => messageOf(entry, tally) ?? []);
  if (read.length === 0) {
    tally.add("conversation");
    return undefined;
  }
  const messages = treeOf(read);
  const images = imagesIn(entries, messages, tally);
  const given = stringOf(fieldOf(value, "id"));
  const leaf = stringOf(fieldOf(value, "leaf"));
  const last = messages.at(-1)!.id;
  return {
    id: given !== undefined && isId(given) ? given : idFrom("conversation", JSON.stringify(messages)),
    title: titleFrom(stringOf(fieldOf(value, "title")) ?? ""),
    workspace: titleFrom(stringOf(fieldOf(value, "workspace")) ?? ""),
    leaf: messages.some(({ id }) => id === leaf) ? leaf! : last,
    messages,
    ...(images.length > 0 && { images }),
  };
}

/** The bytes are believed if they are an image, and the one that their hash names; of one without bytes the name is left. */
function imagesIn(
  entries: readonly unknown[],
  messages: readonly StoredMessage[],
  tally: Tally,
): readonly StoredImage[] {
  const wanted = new Set(
    messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === "reference" && part.kind === "image" ? [part.hash] : [])),
    ),
  );
  const images = new Map<string, StoredImage>();
  for (const part of wanted.size === 0 ? [] : entries.flatMap((entry) => listOf(fieldOf(entry, "parts")))) {
    const data = stringOf(fieldOf(part, "data"));
    const hash = stringOf(fieldOf(part, "hash"));
    if (data === undefined || hash === undefined || !wanted.has(hash) || images.has(hash)) continue;
    const image = takeImage(Buffer.from(data, "base64"), "", "")?.image;
    if (image?.hash === hash) images.set(hash, image);
  }
  tally.add("attachment", wanted.size - images.size);
  return [...images.values()];
}

/** An id that occurs twice keeps both contents; a parent that is missing or leads in a circle is mended, a prompt left out is there. */
function treeOf(read: readonly StoredMessage[]): readonly StoredMessage[] {
  const byId = new Map<string, StoredMessage>();
  for (const message of read) {
    let { id } = message;
    while (byId.has(id)) id = idFrom(id, String(byId.size));
    byId.set(id, { ...message, id });
  }
  const heads = [...byId.values()].map(({ id, parent, role }) => ({
    id,
    role,
    ...(parent !== undefined && { parent }),
  }));
  return toTree(heads).map(({ id, parent }) => {
    const { parent: _asRead, leavesOut = [], ...rest } = byId.get(id)!;
    const leftOut = [...new Set(leavesOut)].filter((one) => byId.has(one));
    return { ...rest, ...(parent !== undefined && { parent }), ...(leftOut.length > 0 && { leavesOut: leftOut }) };
  });
}

function messageOf(entry: unknown, tally: Tally): StoredMessage | undefined {
  // The history reads what it stored with the same care: another version may have written it.
  const read = parseMessage(stringified(entry));
  if (!read || !isId(read.message.id)) {
    tally.add("message");
    return undefined;
  }
  const { message, unknownParts } = read;
  tally.add("part", unknownParts + Math.max(0, message.parts.length - limits.parts));
  const { model, endpoint, createdAt, status, ...rest } = message;
  return {
    ...rest,
    parts: message.parts.slice(0, limits.parts).flatMap((part) => (isOfLength(part, tally) ? tame(part) : [])),
    // Nothing is running that was running when the file was written.
    status: status === "waiting" || status === "streaming" ? "interrupted" : status,
    ...(model !== undefined && { model: model.slice(0, limits.titleLength) }),
    ...(endpoint !== undefined && { endpoint: endpoint.slice(0, limits.titleLength) }),
    createdAt: createdAt > 0 && createdAt < 8.64e15 ? Math.trunc(createdAt) : 0,
  };
}

/** A file's word is not enough to open a place on this machine: the code of a reference is kept, its address is not. */
export function tame(part: StoredPart): StoredPart {
  // Nothing goes to a model that its reader has not seen: here it may be anything.
  if (part.type === "text" && part.sent !== undefined) return { type: "text", text: part.sent };
  if (part.type !== "reference" || part.kind === "image") return part;
  if (part.kind === "text") return { ...part, uri: "" };
  const startLine = lineOf(part.startLine);
  return { ...part, uri: "", startLine, endLine: Math.max(startLine, lineOf(part.endLine)) };
}

const lineOf = (line: number): number => (Number.isSafeInteger(line) && line > 0 ? line : 1);

const isId = (id: string): boolean => /^[\w.:'-]{1,100}$/.test(id);
