// The list as a page shows it. What it lists is tested with the history, how it searches with the search.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { History } from "../../../src/chat/history/history.ts";
import { createHistoryList, type HistoryList } from "../../../src/chat/historyList.ts";
import type { HistoryView } from "../../../src/protocol.ts";
import { until } from "../../until.ts";
import { message, opened, temporaryFolder } from "./history/fixture.ts";

interface Page {
  readonly list: HistoryList;
  /** Titles, with a sign behind those that offer to be brought back. */
  rows(): readonly string[];
}

function openList(history: History): Page {
  let view: HistoryView | undefined;
  const list = createHistoryList({
    history: () => history,
    search: {
      search: async () => assert.fail("nobody searches"),
      prepare() {},
      deleted() {},
      onIndexed: () => () => {},
    },
    workspace: "w",
    isOpen: () => false,
    isRunning: () => false,
    renamed() {},
    removing() {},
    searchFailed() {},
    changed: (next) => {
      view = next;
    },
  });
  list.open();
  return {
    list,
    rows: () => (view?.rows ?? []).map(({ title, isRemoved }) => (isRemoved ? `${title} (undo)` : title)).sort(),
  };
}

function withConversations(context: TestContext, ...ids: readonly string[]): { folder: string; history: History } {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  for (const id of ids) {
    history.create({ id, workspace: "w" });
    history.saveMessage(id, message(`${id}1`));
    history.rename(id, id);
  }
  return { folder, history };
}

test("what was deleted can be brought back as long as that is offered, whatever is deleted after it", async (context) => {
  const { folder, history } = withConversations(context, "X", "Y", "Z");
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_800_000_000_000 });
  const { list, rows } = openList(history);
  list.receive({ type: "remove", id: "X" });
  context.mock.timers.tick(8000);
  list.receive({ type: "remove", id: "Y" });
  assert.deepEqual(rows(), ["X (undo)", "Y (undo)", "Z"]);
  context.mock.timers.tick(1999);
  // A window that opens deletes for good what is old enough: X is not yet.
  const other = opened(context, folder);
  await new Promise((turn) => setImmediate(() => setImmediate(turn)));
  list.receive({ type: "undoRemove", id: "X" });
  assert.deepEqual(rows(), ["X", "Y (undo)", "Z"]);
  list.receive({ type: "remove", id: "X" });
  context.mock.timers.tick(9000);
  assert.deepEqual(rows(), ["X (undo)", "Z"], "the offer for Y has ended, that for X has begun anew");
  context.mock.timers.tick(1000);
  assert.deepEqual(rows(), ["Z"]);
  context.mock.timers.tick(1000);
  context.mock.timers.reset();
  await until(() => other.summary("X") === undefined && other.summary("Y") === undefined, "they are gone for good");
});
