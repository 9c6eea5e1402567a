// Large histories, scaled to what a unit test may take; `npm run bench -- --only history` has them whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { writeManyConversations } from "../../../bench/manyConversations.ts";
import { opened, temporaryFolder } from "./fixture.ts";

/** The fastest of some: another program on the machine makes single ones slow. */
function fastest(action: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const began = performance.now();
    action();
    return performance.now() - began;
  });
  return Math.min(...times);
}

test("S17 the list of thousands of conversations is there in less than 50 ms", (context) => {
  const folder = temporaryFolder(context);
  writeManyConversations(folder, { conversations: 2_000, megabytes: 2 });
  const history = opened(context, folder);
  const { rows, total } = history.summaries({ archived: false, limit: 100 });
  assert.deepEqual([rows.length, total, rows[0]?.id], [100, 2_000, "conversation-1999"]);
  const milliseconds = fastest(() => history.summaries({ archived: false, limit: 100 }));
  assert.ok(milliseconds < 50, `${milliseconds} ms`);
});

test("S18 a conversation of 5,000 messages opens without its texts being read", (context) => {
  const folder = temporaryFolder(context);
  writeManyConversations(folder, { conversations: 1, megabytes: 4, turns: 2_500 });
  const history = opened(context, folder);
  const id = "conversation-0";
  assert.equal(history.head(id)?.heads.length, 5_000);
  const end = history.head(id)?.heads.slice(-30) ?? [];
  assert.equal(history.message(id, end.at(-1)?.id ?? "")?.role, "assistant");
  const head = fastest(() => history.head(id));
  const all = fastest(() => [...history.messages(id)]);
  assert.ok(head < 250, `${head} ms`);
  assert.ok(all > head * 2, `the head took ${head} ms, all texts ${all} ms`);
});
