// The state that the page draws, from the conversation and what surrounds it.
import type { ErrorView, MessageView, Part, State, UsageView } from "../protocol.ts";
import type { StoredError } from "../report.ts";
import type { Conversation } from "./conversation.ts";
import type { StoredMessage, StoredPart } from "./message.ts";

export interface Surroundings {
  readonly model: State["model"];
  readonly connection: State["connection"];
  readonly notices: State["notices"];
  readonly silenceLimit: number;
  errorView(error: StoredError, model: string): ErrorView;
  money(message: StoredMessage): string | undefined;
  /** Why a request is made again, from the kind of its error. */
  retryReason(kind: string): string;
}

/** `shown` counts the messages at the end of the open branch that are drawn. */
export function viewOf(conversation: Conversation, shown: number, around: Surroundings): State {
  const branch = conversation.branch();
  const older = Math.max(0, branch.length - shown);
  return {
    conversation: { id: conversation.id, title: conversation.title },
    messages: branch.slice(older).map((message) => messageView(message, conversation, around)),
    older,
    queue: conversation.queue.map(({ id, text, reference }) => ({
      id,
      text,
      ...(reference && { reference: reference.label }),
    })),
    draft: { text: conversation.draft, revision: conversation.draftRevision },
    model: around.model,
    connection: around.connection,
    notices: around.notices,
    silenceLimit: around.silenceLimit,
  };
}

function messageView(message: StoredMessage, conversation: Conversation, around: Surroundings): MessageView {
  const siblings = conversation.siblings(message);
  const running = conversation.inFlight?.message.id === message.id ? conversation.inFlight : undefined;
  const now = running?.message ?? message;
  const error = now.error && around.errorView(now.error, now.model ?? "");
  const usage = now.usage && usageView(now, around.money(now));
  return {
    id: now.id,
    role: now.role,
    parts: now.parts.map(partView),
    status: now.status,
    ...(now.model !== undefined && { model: now.model }),
    ...(usage && { usage }),
    ...(error && { error }),
    ...(now.note && { note: now.note }),
    ...(running?.retry && {
      retry: {
        attempt: running.retry.attempt,
        seconds: Math.max(0, Math.ceil((running.retry.at - performance.now()) / 1000)),
        reason: around.retryReason(running.retry.reason),
      },
    }),
    ...(running && { silentFor: Math.floor((conversation.silentFor ?? 0) / 1000) }),
    sibling: {
      index: Math.max(
        0,
        siblings.findIndex((other) => other.id === message.id),
      ),
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
      return {
        type: "reference",
        id: part.id,
        label: part.label,
        detail: `${part.path}:${part.startLine}-${part.endLine}`,
      };
    default:
      return part satisfies never;
  }
}

function usageView(message: StoredMessage, money: string | undefined): UsageView {
  return { ...message.usage, ...(money !== undefined && { money }) };
}
