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
    case "history":
      return value["history"] === undefined || isHistory(value["history"]);
    case "mentions":
      return typeof value["query"] === "string" && Array.isArray(value["items"]) && value["items"].every(isRecord);
    case "image":
      return isString(value["id"]) && isString(value["mediaType"]) && isString(value["data"]);
    case "shrinkImage":
      return isString(value["conversation"]) && isString(value["name"]) && isString(value["data"]);
    case "reveal":
      return typeof value["messageId"] === "string" && typeof value["text"] === "string";
    case "find":
    case "askAccessibleView":
    case "askMarkdown":
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
  value["messages"].every(
    (message: unknown) => typeof message === "string" || (isRecord(message) && Array.isArray(message["parts"])),
  ) &&
  Array.isArray(value["queue"]) &&
  Array.isArray(value["notices"]) &&
  isRecord(value["draft"]) &&
  isRecord(value["model"]) &&
  isRecord(value["outgoing"]) &&
  isRecord(value["connection"]) &&
  isRecord(value["look"]);

const isHistory = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value["query"] === "string" &&
  Number.isSafeInteger(value["number"]) &&
  Array.isArray(value["rows"]) &&
  value["rows"].every((row: unknown) => isRecord(row) && (Array.isArray(row["hits"]) || isStretch(row)));

const isStretch = ({ from, count }: Fields): boolean => isPlace(from) && isPlace(count);

/** Not more than there can be rows: the page makes as many as it is told. */
const isPlace = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 1e6;

const isString = (value: unknown): boolean => typeof value === "string";

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
