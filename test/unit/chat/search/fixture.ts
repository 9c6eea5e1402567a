// What the tests of the search share: a history in a folder that vanishes, and short ways to write into it and to ask.
import type { TestContext } from "node:test";
import type { History } from "../../../../src/chat/history/history.ts";
import type { StoredMessage } from "../../../../src/chat/message.ts";
import { type Engine, openEngine } from "../../../../src/chat/search/engine.ts";
import type { SearchQuery } from "../../../../src/chat/search/result.ts";
import { afterwards, message, opened, temporaryFolder } from "../history/fixture.ts";

export { afterwards, message, temporaryFolder };

export interface Place {
  readonly folder: string;
  readonly history: History;
  readonly engine: Engine;
}

export function newPlace(context: TestContext): Place {
  const folder = temporaryFolder(context);
  return { folder, history: opened(context, folder), engine: newEngine(context, folder) };
}

export function newEngine(context: TestContext, folder: string): Engine {
  const engine = openEngine(folder);
  afterwards(context, () => engine.close());
  return engine;
}

/** A conversation of these texts, in turns. The ids of its messages are `a0`, `a1`, ... for a conversation `a`. */
export function write(history: History, id: string, texts: readonly string[], workspace = "w"): void {
  history.create({ id, workspace });
  for (const [index, text] of texts.entries())
    history.saveMessage(id, message(`${id}${index}`, index > 0 ? `${id}${index - 1}` : undefined, text));
}

export function streaming(id: string, text: string): StoredMessage {
  return { ...message(id, undefined, text), role: "assistant", status: "streaming" };
}

/** Until all is done that can be done. */
export function index(engine: Engine): void {
  while (engine.step() === "more");
}

/** What is found, as "conversation: messages". */
export function ask(engine: Engine, text: string, query: Partial<SearchQuery> = {}): readonly string[] {
  const { conversations } = engine.search({ text, archived: false, limit: 20, ...query }, () => false);
  return conversations.map(({ id, hits }) => [id, ...hits.map(({ messageId }) => messageId)].join(" "));
}
