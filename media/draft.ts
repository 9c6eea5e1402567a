// The unsent text. It lives in the composer, in the page's own memory at each key, and with the host a moment later.
import type { MessageView, State } from "../src/protocol.ts";

/** What the page keeps of the composer. */
export interface KeptDraft {
  readonly conversation: string;
  readonly text: string;
  /** The host's revision that the page had taken over when this was typed. */
  readonly revision: number;
  /** The host does not have this text yet. */
  readonly isUnsent: boolean;
  /** What the host may have had when this was typed, where this does not begin with it. */
  readonly before?: readonly string[];
  /** The conversation's last message when this was typed. */
  readonly last?: string | undefined;
}

export interface HostDraft {
  readonly text: string;
  readonly revision: number;
}

/**
 * After loading: which text to show. The host's is right, unless the page died before its last keys got there;
 * the revision may count anew after a restart, so it does not decide.
 */
export function draftAfterLoad(kept: KeptDraft | undefined, conversation: string, host: HostDraft): string {
  if (kept?.conversation !== conversation) return host.text;
  if (kept.isUnsent && kept.before?.includes(host.text)) return kept.text;
  if (kept.text === "") return host.text;
  if (kept.isUnsent) return merged(host.text, kept);
  // Posted, and the host died before it came.
  return host.text !== "" && kept.text.startsWith(host.text) ? kept.text : host.text;
}

/**
 * The host set a draft while the page lives: what it adds does not take away what is being typed.
 * What was typed in another conversation is that one's.
 */
export function draftAfterChange(kept: KeptDraft | undefined, conversation: string, host: HostDraft): string {
  return kept?.isUnsent && kept.conversation === conversation ? merged(host.text, kept) : host.text;
}

/** What the host put there, and what was typed meanwhile; that alone, if the host has put nothing there since. */
function merged(host: string, { text: typed, before }: KeptDraft): string {
  if (typed.startsWith(host) || before?.includes(host)) return typed;
  return host.includes(typed) ? host : `${host}\n\n${typed}`;
}

/** What was typed in another conversation and has not reached the host, nor come along into this one: it is the other's draft. */
export function leftBehind(kept: KeptDraft | undefined, conversation: string, shown: string): KeptDraft | undefined {
  const isOther = kept?.isUnsent && kept.conversation !== conversation && kept.conversation !== "";
  return isOther && !shown.includes(kept.text) ? kept : undefined;
}

/**
 * VS Code writes down what a page keeps up to a minute later: after a crash the page may be given a text that it has sent since, or the
 * beginning of one. That is not to be offered again.
 */
export function unlessAsked(
  kept: KeptDraft | undefined,
  { conversation, messages }: Pick<State, "conversation" | "messages">,
): KeptDraft | undefined {
  const typed = kept?.text.trim();
  if (!typed || kept?.conversation !== conversation.id) return kept;
  const at = messages.findIndex(({ id }) => id === kept.last);
  if (at < 0 && kept.last !== undefined) return kept; // Another branch is shown, which says nothing of it.
  const since = messages.slice(at + 1);
  return since.some((message) => message.role === "user" && textOf(message).startsWith(typed)) ? undefined : kept;
}

const textOf = ({ parts }: MessageView): string =>
  parts.map((part) => (part.type === "text" ? part.text : "")).join("");

/** A prompt that was sent. The host may die before it hears of it: until it shows it, the page keeps it as well. */
export interface SentPrompt {
  readonly conversation: string;
  readonly text: string;
}

/** Those that this state does not show. Of another conversation it says nothing. */
export function stillUnheard(
  sent: readonly SentPrompt[],
  { conversation, messages, queue, draft }: Pick<State, "conversation" | "messages" | "queue" | "draft">,
): readonly SentPrompt[] {
  // In the draft: it could not go, and came back.
  const shown = new Set([draft.text, ...queue.map(({ text }) => text)]);
  for (const message of sent.length > 0 ? messages : []) if (message.role === "user") shown.add(textOf(message));
  return sent.filter((prompt) => prompt.conversation !== conversation.id || !shown.has(prompt.text));
}

/** After loading: what the host never heard of comes back into the composer, before the draft. */
export function withUnheard(sent: readonly SentPrompt[], conversation: string, draft: string): string {
  const texts = sent.filter((prompt) => prompt.conversation === conversation).map(({ text }) => text);
  return [...texts, draft].filter((text) => text !== "").join("\n\n");
}
