// Conversations of the history -> a document in pieces. Bodies are read one by one and none is kept.
import type { History } from "../history/history.ts";
import type { ConversationHead } from "../message.ts";
import { nameOfWorkspace } from "../workspace.ts";
import type { Redaction } from "./redaction.ts";
import { toJson } from "./toJson.ts";
import { type MarkdownOptions, markdownHead, toMarkdown } from "./toMarkdown.ts";

export type ReadableHistory = Pick<History, "summary" | "head" | "message" | "messages" | "image">;

/** What is said of a document at its top. */
export interface Facts {
  readonly exportedAt: number;
  readonly redacted: number;
  readonly hidden: ReadonlyMap<string, number>;
}

export interface DocumentWords {
  /** The heading of a file with several conversations. */
  readonly several: string;
  readonly untitled: string;
  readonly workspace: (name: string) => string;
  /** Lines about the document itself. The first one says that it is ours: the import knows it by that. */
  readonly facts: (facts: Facts) => readonly string[];
}

export function* jsonDocument(
  history: ReadableHistory,
  ids: readonly string[],
  facts: Facts,
  redaction: Redaction,
): Generator<string> {
  const { redacted, hidden: hiddenCharacters } = facts;
  const head = { exportedAt: new Date(facts.exportedAt).toISOString(), redacted, hiddenCharacters };
  function* conversations() {
    for (const id of ids) {
      const found = history.head(id);
      if (!found || found.heads.length === 0) continue;
      const { title, leaf } = found;
      const workspace = nameOfWorkspace(history.summary(id)?.workspace ?? "");
      const conversation = { id, title, workspace, ...(leaf !== undefined && { leaf }) };
      yield { conversation, messages: history.messages(id) };
    }
  }
  yield* toJson(head, conversations(), redaction.redact, (hash) => history.image(hash));
}

export function* markdownDocument(
  history: ReadableHistory,
  ids: readonly string[],
  facts: Facts,
  redaction: Redaction,
  options: Omit<MarkdownOptions, "redact">,
  words: DocumentWords,
): Generator<string> {
  const about = words.facts(facts);
  if (ids.length !== 1) yield `${markdownHead(words.several, about)}\n`;
  for (const id of ids) {
    const head = history.head(id);
    if (!head || head.heads.length === 0) continue;
    const workspace = nameOfWorkspace(history.summary(id)?.workspace ?? "");
    const own = workspace === "" ? [] : [redaction.redact(words.workspace(workspace))];
    yield markdownHead(redaction.redact(head.title || words.untitled), ids.length === 1 ? [...about, ...own] : own);
    yield* toMarkdown(head, (message) => history.message(id, message), { ...options, redact: redaction.redact });
    yield "\n";
  }
}

/** How many other branches a conversation has. */
export function otherBranches({ heads }: ConversationHead): number {
  const parents = new Set(heads.map(({ parent }) => parent));
  return heads.filter(({ id }) => !parents.has(id)).length - 1;
}
