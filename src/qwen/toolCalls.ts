// Tool calls put together from pieces, as they really come.
import { isRecord } from "./errorBody.ts";
import type { Event, ToolCall } from "./types.ts";

interface Draft {
  readonly wireIndex: number | undefined;
  id: string;
  name: string;
  arguments: string;
}

export interface ToolCalls {
  readonly take: (pieces: unknown) => readonly Event[];
  readonly complete: () => readonly ToolCall[];
}

/** More than one answer may sensibly ask for; the rest is not kept. */
const maxCalls = 64;

/**
 * Seen in the wild: an empty or null id and name on every piece but the first, no index, one index for two calls, the name
 * repeated, all arguments sent again, arguments as an object, pieces after the finish.
 */
export function createToolCalls(): ToolCalls {
  const drafts: Draft[] = [];

  function draftFor(index: number | undefined, id: string, name: string): Draft | undefined {
    const known = drafts.findLast((draft) =>
      index === undefined ? id === "" || draft.id === id : draft.wireIndex === index,
    );
    const isAnother = known && id !== "" && known.id !== "" && known.id !== id && name !== "";
    if (known && !isAnother) return known;
    if (drafts.length >= maxCalls) return undefined;
    const draft: Draft = { wireIndex: index, id, name: "", arguments: "" };
    drafts.push(draft);
    return draft;
  }

  function takePiece(piece: unknown): Event | undefined {
    if (!isRecord(piece)) return undefined;
    const called = isRecord(piece["function"]) ? piece["function"] : {};
    const id = text(piece["id"]);
    const name = text(called["name"]);
    const draft = draftFor(typeof piece["index"] === "number" ? piece["index"] : undefined, id, name);
    if (!draft) return undefined;
    draft.id ||= id;
    draft.name = joinNames(draft.name, name);
    const sent = called["arguments"];
    const added = newArguments(draft.arguments, isRecord(sent) ? JSON.stringify(sent) : text(sent));
    draft.arguments += added;
    const index = drafts.indexOf(draft);
    return draft.name === ""
      ? { type: "toolCallDelta", index, arguments: added }
      : { type: "toolCallDelta", index, name: draft.name, arguments: added };
  }

  return {
    take: (pieces) =>
      Array.isArray(pieces) ? pieces.map(takePiece).filter((event): event is Event => event !== undefined) : [],
    complete: () =>
      drafts
        .filter((draft) => draft.name !== "")
        .map((draft, index) => ({ id: draft.id || `call_${index}`, name: draft.name, arguments: draft.arguments })),
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The same name again is a repetition, a longer one that begins with it its completion, anything else its next piece. */
function joinNames(known: string, sent: string): string {
  if (sent === "" || sent === known) return known;
  return sent.startsWith(known) ? sent : known + sent;
}

/** What is new: nothing can follow a complete object, so another one is the same sent again. */
function newArguments(known: string, sent: string): string {
  return known.endsWith("}") && isObject(known) ? "" : sent;
}

function isObject(json: string): boolean {
  try {
    return isRecord(JSON.parse(json));
  } catch {
    return false;
  }
}
