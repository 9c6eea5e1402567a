// What comes from the page is data: anything that is not exactly a message of ours is dropped.
import type { Action, CodeAction, ImageRefusal, Mend, ToHost } from "../protocol.ts";

/** A list in brackets names the words that are allowed. */
type Shape = Readonly<Record<string, "string" | "number" | "boolean" | "strings" | readonly string[]>>;

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
  checkConnection: true,
  showUsage: true,
  trustWorkspace: true,
  saveAgain: true,
  selectSeeingModel: true,
  import: true,
};

const mends: Readonly<Record<Mend, true>> = {
  withoutAttachments: true,
  findAttachment: true,
  leaveOut: true,
  otherModel: true,
  searchElsewhere: true,
  withoutSearch: true,
  summarize: true,
  summarizeInNewChat: true,
};

const imageRefusals: Readonly<Record<ImageRefusal, true>> = {
  format: true,
  animated: true,
  heic: true,
  tooLarge: true,
  tooNarrow: true,
  broken: true,
  noneCopied: true,
};

const codeActions: Readonly<Record<CodeAction, true>> = {
  copy: true,
  insert: true,
  replace: true,
  apply: true,
  create: true,
  run: true,
  diagram: true,
};

const shapes: Readonly<Record<ToHost["type"], Shape>> = {
  ready: {},
  loaded: {},
  send: { conversation: "string", text: "string" },
  stop: {},
  retry: { messageId: "string" },
  mend: { messageId: "string", how: Object.keys(mends) },
  compare: { messageId: "string" },
  sendCompared: { conversation: "string", text: "string" },
  keep: { messageId: "string" },
  continue: { messageId: "string" },
  edit: { messageId: "string", text: "string" },
  branch: { messageId: "string", index: "number" },
  draft: { conversation: "string", revision: "number", text: "string" },
  typing: { conversation: "string", revision: "number", text: "string" },
  mention: { query: "string" },
  commands: { query: "string" },
  endMention: {},
  attach: { conversation: "string", id: "string" },
  attachUris: { conversation: "string", uris: "strings" },
  attachText: { conversation: "string", name: "string", text: "string" },
  attachImage: { conversation: "string", name: "string", data: "string" },
  imageRefused: { conversation: "string", name: "string", why: Object.keys(imageRefusals) },
  loadImage: { messageId: "string", id: "string" },
  attachFiles: { conversation: "string" },
  detach: { id: "string" },
  summarize: { conversation: "string", to: ["here", "newChat"] },
  sendInFull: { messageId: "string" },
  sendSelection: { on: "boolean" },
  older: { count: "number" },
  side: { messageId: "string" },
  back: {},
  thinking: { on: "boolean" },
  search: { on: "boolean" },
  thinkingBudget: { tokens: "number" },
  sendQueued: { id: "string" },
  editQueued: { conversation: "string", id: "string", text: "string" },
  moveQueued: { id: "string", by: "number" },
  removeQueued: { id: "string" },
  showRequest: { conversation: "string" },
  showSent: { messageId: "string" },
  copyAnswer: { messageId: "string" },
  code: { do: Object.keys(codeActions), messageId: "string", block: "number", text: "string" },
  copyText: { text: "string" },
  open: { messageId: "string", href: "string" },
  openSource: { messageId: "string", number: "number" },
  openReference: { messageId: "string", id: "string" },
  accessibleView: { messageId: "string" },
  focused: { on: "boolean" },
  dismiss: { id: "string" },
  run: { action: Object.keys(actions) },
  history: { query: "string", scope: ["workspace", "all"], archived: "boolean", count: "number" },
  closeHistory: {},
  openConversation: { id: "string" },
  openHit: { id: "string", messageId: "string" },
  pin: { id: "string", on: "boolean" },
  archive: { id: "string", on: "boolean" },
  rename: { id: "string", title: "string" },
  remove: { id: "string" },
  undoRemove: { id: "string" },
  export: { id: "string" },
};

/** Longest text that a message may carry, in UTF-16 units; a prompt of this size is beyond every model. */
const MAX_TEXT = 8 * 1024 * 1024;

/** Files that can be dropped at once. */
const MAX_LIST = 100;

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
  if (wanted === "strings") {
    return Array.isArray(value) && value.length <= MAX_LIST && value.every((one) => fits(one, "string"));
  }
  if (wanted === "number") return Number.isSafeInteger(value);
  return typeof value === wanted;
}
