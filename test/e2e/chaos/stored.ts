// What the history's file says a page has to show, and what must be true of the file whatever was done.
import assert from "node:assert/strict";
import { rows, type StoredRow, storedMessages } from "../stored.ts";

/** A message as a page shows it. */
export interface Shown {
  readonly id: string;
  readonly role: string;
  readonly text: string;
  /** Why the answer is not whole, as the page says it. */
  readonly outcome: string;
  /** "2/3", or nothing if there is one version only. */
  readonly version: string;
}

const outcomes: Readonly<Record<string, string>> = {
  stopped: "Stopped",
  interrupted: "Interrupted: what had come is kept",
  // The window went away before a word had come.
  waiting: "Interrupted: what had come is kept",
  streaming: "Interrupted: what had come is kept",
};

/** The open branch of the conversation that has this message. */
export function storedBranch(dataDir: string, messageId: string): readonly Shown[] {
  const all = storedMessages(dataDir);
  const conversation = all.find(({ id }) => id === messageId)?.conversation;
  const tree = all.filter((message) => message.conversation === conversation);
  const leaf = rows(dataDir, "SELECT id, leaf FROM conversations").find(({ id }) => id === conversation)?.["leaf"];
  const branch: StoredRow[] = [];
  for (let at = tree.find(({ id }) => id === leaf) ?? tree.at(-1); at; ) {
    branch.unshift(at);
    const { parent } = at;
    at = tree.find(({ id }) => id === parent);
  }
  return branch.map(({ id, role, parent, status, text }) => {
    const versions = tree.filter((message) => message.parent === parent).map((message) => message.id);
    const version = versions.length > 1 ? `${versions.indexOf(id) + 1}/${versions.length}` : "";
    return { id, role, text: text.trimEnd(), outcome: outcomes[status] ?? "", version };
  });
}

/** How often each word is in a prompt that was sent or waits to be, and whether it is in a draft. */
function places(dataDir: string): { readonly asked: readonly string[]; readonly drafts: string } {
  const prompts = storedMessages(dataDir).filter(({ role }) => role === "user");
  const ids = new Set(prompts.map(({ id }) => id));
  const queues = rows(dataDir, "SELECT queue FROM conversations").flatMap(({ queue }): { id: string; text: string }[] =>
    JSON.parse(String(queue)),
  );
  // A prompt keeps its id when its turn comes.
  const waiting = queues.filter(({ id }) => !ids.has(id));
  const drafts = rows(dataDir, "SELECT body FROM drafts").map(({ body }) => String(body));
  return { asked: [...prompts, ...waiting].map(({ text }) => text), drafts: drafts.join("\n") };
}

/** The words that the reader wrote, and what became of them. */
export interface Ledger {
  wrote(word: string): void;
  /** A prompt with these words was sent. */
  sent(text: string): void;
  /** Whether the file has what was sent. */
  hasArrived(dataDir: string): boolean;
  /** `composers`: what stands on the pages at this moment. */
  check(dataDir: string, composers: readonly string[]): void;
  readonly prompts: number;
}

export function createLedger(): Ledger {
  const words = new Set<string>();
  const sent = new Set<string>();
  let prompts = 0;
  const wordsIn = (text: string): readonly string[] => text.match(/word\d+\./g) ?? [];
  const countOf = (word: string, texts: readonly string[]): number =>
    texts.filter((text) => text.includes(word)).length;
  return {
    wrote: (word) => void words.add(word),
    sent(text) {
      prompts += 1;
      for (const word of wordsIn(text)) sent.add(word);
    },
    hasArrived(dataDir) {
      const { asked, drafts } = places(dataDir);
      return [...words].every((word) => countOf(word, [...asked, drafts]) > 0);
    },
    check(dataDir, composers) {
      const { asked, drafts } = places(dataDir);
      for (const word of words) {
        const count = countOf(word, asked);
        const isOnPage = countOf(word, composers) > 0;
        // What was sent may have been taken back out of the queue: then it is in the composer again, and nowhere else.
        const isUnsent = isOnPage || drafts.includes(word);
        if (sent.has(word))
          assert.ok(count === 1 || (count === 0 && isUnsent), `the prompt ${word} is there ${count} times`);
        else assert.ok(count === 0 && isUnsent, `the draft ${word} is ${count > 0 ? "sent" : "gone"}`);
        assert.ok(count === 0 || !isOnPage, `${word} is sent and still in the composer`);
      }
    },
    get prompts() {
      return prompts;
    },
  };
}
