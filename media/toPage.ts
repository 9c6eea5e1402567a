// What arrives by `postMessage` is data: only the shapes of `ToPage` get in.
import type { ToPage } from "../src/protocol.ts";

/** An answer has at most 16 MiB; one step of it is far smaller. */
const MAX_DELTA = 4 * 1024 * 1024;

export function parseToPage(value: unknown): ToPage | undefined {
  if (!isRecord(value)) return undefined;
  return isToPage(value) ? (value as unknown as ToPage) : undefined; // Its fields have just been looked at.
}

function isToPage(value: Fields): boolean {
  switch (value["type"]) {
    case "labels":
      return isRecord(value["labels"]) && typeof value["locale"] === "string";
    case "state":
      return isState(value["state"]);
    case "delta":
      return (
        typeof value["messageId"] === "string" &&
        Number.isSafeInteger(value["part"]) &&
        Number.isSafeInteger(value["at"]) &&
        typeof value["text"] === "string" &&
        value["text"].length <= MAX_DELTA
      );
    case "focus":
      return true;
    default:
      return false;
  }
}

const isState = (value: unknown): boolean =>
  isRecord(value) &&
  isRecord(value["conversation"]) &&
  Array.isArray(value["messages"]) &&
  value["messages"].every((message: unknown) => isRecord(message) && Array.isArray(message["parts"])) &&
  Array.isArray(value["queue"]) &&
  Array.isArray(value["notices"]) &&
  isRecord(value["draft"]) &&
  isRecord(value["model"]) &&
  isRecord(value["connection"]);

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
