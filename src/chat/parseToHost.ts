// What comes from the page is data: anything that is not exactly a message of ours is dropped.
import type { Action, ToHost } from "../protocol.ts";

type Shape = Readonly<Record<string, "string" | "number" | "boolean" | readonly string[]>>;

const actions: Readonly<Record<Action, true>> = {
  setApiKey: true,
  getApiKey: true,
  selectEndpoint: true,
  selectModel: true,
  openProxySettings: true,
  openAccount: true,
  newChat: true,
  history: true,
  showLog: true,
  trustWorkspace: true,
  saveAgain: true,
};

const shapes: Readonly<Record<ToHost["type"], Shape>> = {
  ready: {},
  send: { text: "string" },
  stop: {},
  retry: { messageId: "string" },
  continue: { messageId: "string" },
  edit: { messageId: "string", text: "string" },
  branch: { messageId: "string", index: "number" },
  draft: { text: "string" },
  older: {},
  thinking: { on: "boolean" },
  sendQueued: { id: "string" },
  removeQueued: { id: "string" },
  copyAnswer: { messageId: "string" },
  code: { do: ["copy", "insert"], messageId: "string", text: "string" },
  open: { messageId: "string", href: "string" },
  openReference: { messageId: "string", id: "string" },
  dismiss: { id: "string" },
  run: { action: Object.keys(actions) },
};

/** Longest text that a message may carry, in UTF-16 units; a prompt of this size is beyond every model. */
const MAX_TEXT = 8 * 1024 * 1024;

export function parseToHost(value: unknown): ToHost | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const message = value as Readonly<Record<string, unknown>>; // An object: its fields are checked below.
  const type = Object.hasOwn(message, "type") ? message["type"] : undefined;
  if (typeof type !== "string" || !Object.hasOwn(shapes, type)) return undefined;
  const shape = shapes[type as ToHost["type"]]; // A key of `shapes`, just checked.
  const fields = Object.keys(message).filter((name) => name !== "type");
  if (fields.length !== Object.keys(shape).length) return undefined;
  if (!fields.every((name) => Object.hasOwn(shape, name) && fits(message[name], shape[name]))) return undefined;
  return message as unknown as ToHost; // Every field has just been checked against the shape of its type.
}

function fits(value: unknown, wanted: Shape[string] | undefined): boolean {
  if (typeof value === "string" && value.length > MAX_TEXT) return false;
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (wanted === "number") return Number.isSafeInteger(value);
  return typeof value === wanted;
}
