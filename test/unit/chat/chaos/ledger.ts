// What must be true of the stored conversations, whatever was done: kept beside the chaos, and compared with the file.
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { QueuedPrompt, StoredMessage } from "../../../../src/chat/message.ts";
import type { Session } from "../../../../src/chat/session.ts";
import type { ToHost } from "../../../../src/protocol.ts";
import type { ChaosWindow } from "./window.ts";

export interface Ledger {
  /** Before a window acts on what its page asks for. */
  heard(message: ToHost, session: Session, window: ChaosWindow): void;
  /** The reader wrote this word, which occurs nowhere else, into a draft of that conversation. */
  wrote(word: string, conversation: string): void;
  /** This stands in the draft of that conversation now: the reader takes it from one to the other. */
  saw(conversation: string, text: string): void;
  /** Compares with the file. `composers`: what stands on the pages at this moment. */
  check(file: string, composers: readonly string[]): void;
  readonly prompts: number;
}

type Saved = Pick<StoredMessage, "id" | "parent" | "role" | "status"> & {
  readonly conversation: string;
  readonly text: string;
};

const UNDO_MS = 10_000;

export function createLedger(): Ledger {
  /** How often a prompt of that text was sent, by conversation and text. */
  const sent = new Map<string, number>();
  /** Conversations in whose drafts and prompts each word has been. */
  const words = new Map<string, Set<string>>();
  /** By the reader's hand, and when first. What was in them may be gone. */
  const deleted = new Map<string, number>();
  let before = new Map<string, Saved>();
  let prompts = 0;

  function count(conversation: string, text: string, by: 1 | -1): void {
    const key = `${conversation}\n${text}`;
    sent.set(key, (sent.get(key) ?? 0) + by);
    prompts += by;
  }

  function saw(conversation: string, text: string): void {
    for (const word of text.match(/word\d+\./g) ?? []) words.get(word)?.add(conversation);
  }

  return {
    saw,
    get prompts() {
      return prompts;
    },
    wrote: (word, conversation) => void words.set(word, new Set([conversation])),
    heard(message, session, window) {
      const { conversation } = session;
      if ("text" in message) saw(conversation.id, message.text);
      if ("text" in message && "conversation" in message) saw(message.conversation, message.text);
      switch (message.type) {
        case "send":
          if (message.text.trim() !== "") count(message.conversation, message.text, 1);
          return;
        case "edit": {
          const isPrompt = conversation.message(message.messageId)?.role === "user";
          if (isPrompt && message.text.trim() !== "") count(conversation.id, message.text, 1);
          return;
        }
        case "removeQueued": {
          const queued = conversation.unsent.queue.find(({ id }) => id === message.id);
          if (queued && window.history.queue(conversation.id).some(({ id }) => id === message.id))
            count(conversation.id, queued.text, -1);
          return;
        }
        case "remove":
          if (!deleted.has(message.id)) deleted.set(message.id, Date.now());
          return;
        case "undoRemove":
          // What was asked back in time is there again as a whole.
          if (window.history.summary(message.id)?.removed && Date.now() - (deleted.get(message.id) ?? 0) < UNDO_MS)
            deleted.delete(message.id);
          return;
      }
    },
    check(file, composers) {
      const { saved, queued, all } = read(file);
      const isDeleted = (conversation: string): boolean => deleted.has(conversation);
      for (const [key, old] of before) {
        if (isDeleted(old.conversation)) continue;
        const now = saved.get(key);
        assert.ok(now, `message ${key} is gone`);
        assert.equal(now.parent, old.parent, `message ${key} was moved`);
        if (old.status === "streaming" || old.status === "waiting")
          assert.ok(now.text.startsWith(old.text), `the beginning of ${key} was overwritten`);
        else assert.deepEqual(now, old, `message ${key} was overwritten`);
      }
      before = saved;
      const found = new Map<string, number>();
      const add = (conversation: string, text: string) => {
        const key = `${conversation}\n${text}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      };
      for (const { role, conversation, text } of saved.values()) if (role === "user") add(conversation, text);
      for (const { conversation, prompt } of queued) {
        if (!saved.has(`${conversation} ${prompt.id}`)) add(conversation, prompt.text);
      }
      for (const key of new Set([...sent.keys(), ...found.keys()])) {
        const conversation = key.slice(0, key.indexOf("\n"));
        if (isDeleted(conversation)) continue;
        assert.equal(found.get(key) ?? 0, sent.get(key) ?? 0, `how often ${JSON.stringify(key)} is stored`);
      }
      for (const [word, conversations] of words) {
        if ([...conversations].some(isDeleted) || all.includes(word)) continue;
        assert.ok(
          composers.some((text) => text.includes(word)),
          `the word ${word} of a draft in ${[...conversations]} is gone`,
        );
      }
    },
  };
}

function read(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const saved = new Map<string, Saved>();
    let all = "";
    for (const { conversation, body } of database.prepare("SELECT conversation, body FROM messages").iterate()) {
      const { id, parent, role, status, parts }: StoredMessage = JSON.parse(String(body));
      const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
      const key = `${conversation} ${id}`;
      saved.set(key, { conversation: String(conversation), id, ...(parent && { parent }), role, status, text });
      if (role === "user") all += `${body}\n`;
    }
    const queued: { readonly conversation: string; readonly prompt: QueuedPrompt }[] = [];
    for (const { id, queue } of database.prepare("SELECT id, queue FROM conversations").iterate()) {
      for (const prompt of JSON.parse(String(queue))) queued.push({ conversation: String(id), prompt });
      all += `${queue}\n`;
    }
    for (const { body } of database.prepare("SELECT body FROM drafts").iterate()) all += `${body}\n`;
    return { saved, queued, all };
  } finally {
    database.close();
  }
}
