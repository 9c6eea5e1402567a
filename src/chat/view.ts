// The state that the page draws, from the conversation and what surrounds it.

import type { ErrorView, MessageView, Part, ReferenceView, SourceView, State, UsageView } from "../protocol.ts";
import { cacheLifetime } from "../qwen/cacheMarks.ts";
import type { Source } from "../qwen/types.ts";
import type { Reference } from "../reference.ts";
import type { Turn } from "../report.ts";
import type { StoredError } from "../storedError.ts";
import type { Beside } from "./besides.ts";
import type { Conversation } from "./conversation.ts";
import { lastSentBefore, leftOutOf } from "./leftOut.ts";
import { referencesOf, type StoredMessage, type StoredPart } from "./message.ts";
import { type OutgoingDeps, outgoingOf } from "./outgoing.ts";
import { factsOf } from "./referenceFacts.ts";

export interface Surroundings {
  readonly model: State["model"];
  /** Why no search can be had, if so. */
  readonly search?: Pick<NonNullable<State["search"]>, "why">;
  readonly connection: State["connection"];
  readonly notices: State["notices"];
  readonly outgoing: OutgoingDeps;
  /** What would go with the next message by itself. */
  besides?(conversation: Conversation): readonly Beside[];
  readonly silenceLimit: number;
  readonly look: State["look"];
  errorView(error: StoredError, model: string, turn: Turn): ErrorView;
  /** Formatted; without `saved` where the cache saved nothing. */
  money(message: StoredMessage): Pick<UsageView, "money" | "saved"> | undefined;
  /** Why a request is made again, from the kind of its error. */
  retryReason(kind: string): string;
}

/** `shown` counts the messages at the end of the open branch that are drawn. */
export function viewOf(
  conversation: Conversation,
  shown: number,
  attaching: State["attaching"],
  around: Surroundings,
): State {
  const branch = conversation.branch();
  const older = Math.max(0, branch.length - shown);
  const { draft, revision, queue } = conversation.unsent;
  const from = conversation.sideFrom;
  const messages = branch.slice(older).flatMap((id) => conversation.message(id) ?? []);
  const leftOut = leftOutOf(messages);
  const pair = conversation.pair.flatMap((id) => conversation.message(id) ?? []);
  const leaf = branch.at(-1);
  return {
    conversation: { id: conversation.id, title: conversation.title },
    messages: [...(pair.length > 0 ? messages.slice(0, -1) : messages), ...pair].map((message) => ({
      ...messageView(message, conversation, around, turnOf(message, messages, older)),
      ...(leftOut.has(message.id) && { isLeftOut: true }),
      ...(pair.includes(message) && { compared: message.id === leaf ? "open" : "other" }),
    })),
    older,
    ...(from !== undefined && { side: { from } }),
    queue: queue.map(({ id, text, references }) => ({ id, text, references: references.map(referenceView) })),
    draft: { text: draft.text, revision, references: draft.references.map(referenceView) },
    attaching,
    ...besideView(around.besides?.(conversation) ?? []),
    model: around.model,
    search: { isOn: conversation.search, ...around.search },
    outgoing: outgoingOf(conversation, around.outgoing),
    connection: around.connection,
    notices: around.notices,
    silenceLimit: around.silenceLimit,
    look: around.look,
  };
}

const besideView = (besides: readonly Beside[]): Pick<State, "beside"> =>
  besides.length === 0
    ? {}
    : { beside: besides.map(({ what, isOn, reference }) => ({ ...referenceView(reference), what, isOn })) };

function turnOf(answer: StoredMessage, branch: readonly StoredMessage[], older: number): Turn {
  const prompt = branch.find(({ id }) => id === answer.parent);
  const attachments = prompt ? referencesOf(prompt).length : 0;
  return {
    attachments,
    hasText: prompt !== undefined && prompt.parts.length > attachments,
    hasEarlier: older > 0 || (prompt !== undefined && lastSentBefore(branch, prompt.id) !== undefined),
  };
}

function messageView(
  message: StoredMessage,
  conversation: Conversation,
  around: Surroundings,
  turn: Turn,
): MessageView {
  const siblings = conversation.siblings(message.id);
  const running = conversation.inFlight(message.id);
  const error = message.error && around.errorView(message.error, message.model ?? "", turn);
  const usage = message.usage && usageView(message, around.money(message), conversation.branch().at(-1) === message.id);
  return {
    id: message.id,
    role: message.role,
    parts: message.parts.map(partView),
    status: message.status,
    ...(message.model !== undefined && { model: message.model }),
    ...(usage && { usage }),
    ...(message.search && { search: true }),
    ...(message.sources && { sources: message.sources.map(sourceView) }),
    ...(error && { error }),
    ...(message.note && { note: message.note }),
    ...(message.seconds !== undefined && { seconds: message.seconds }),
    ...(running?.retry && {
      retry: {
        attempt: running.retry.attempt,
        seconds: Math.max(0, Math.ceil((running.retry.at - performance.now()) / 1000)),
        reason: around.retryReason(running.retry.reason),
      },
    }),
    ...(running && { silentFor: Math.floor(running.silentFor() / 1000) }),
    sibling: {
      index: Math.max(0, siblings.indexOf(message.id)),
      count: siblings.length || 1,
    },
  };
}

function partView(part: StoredPart): Part {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "thinking":
      return {
        type: "thinking",
        text: part.text,
        ...(part.seconds !== undefined && { seconds: part.seconds }),
        ...(part.tokens !== undefined && { tokens: part.tokens }),
      };
    case "reference":
      return { type: "reference", ...referenceView(part) };
    default:
      return part satisfies never;
  }
}

function referenceView(reference: Reference): ReferenceView {
  const { id, label, kind } = reference;
  const facts = factsOf(reference);
  switch (kind) {
    case "code":
      return { id, label, kind, ...facts, detail: `${reference.path}:${reference.startLine}-${reference.endLine}` };
    case "text":
      return { id, label, kind: reference.of, ...facts, detail: reference.title };
    case "image":
      return { id, label, kind, ...facts, detail: `${label} · ${reference.width} × ${reference.height}` };
    default:
      return reference satisfies never;
  }
}

const sourceView = ({ number, title, url }: Source): SourceView => ({
  number,
  title,
  place: URL.parse(url)?.host ?? "",
});

function usageView(
  { usage, status, createdAt }: StoredMessage,
  cost: Pick<UsageView, "money" | "saved"> | undefined,
  isNewest: boolean,
): UsageView {
  const isKept = usage?.cacheWritten !== undefined && usage.cacheWritten + (usage.cached ?? 0) > 0;
  // From when the question was asked: the service counts from somewhere between there and the end of the answer.
  return {
    ...usage,
    ...cost,
    ...(isKept && isNewest && status === "done" && { cacheUntil: createdAt + cacheLifetime }),
  };
}
