import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { openSearch } from "../../../../src/chat/search/search.ts";
import { writeManyConversations } from "../../../bench/manyConversations.ts";
import { root } from "../../sources.ts";
import { opened } from "../history/fixture.ts";
import { afterwards, newEngine, temporaryFolder, write } from "./fixture.ts";

const worker = join(root, "src", "chat", "search", "worker.ts");
const query = { text: "alpha", archived: false, limit: 5 };
const never = new AbortController().signal;

test("the thread finds, tells when its index is complete, and ends", async (context) => {
  const folder = temporaryFolder(context);
  write(opened(context, folder), "a", ["alpha beta"]);
  const search = openSearch(folder, worker);
  afterwards(context, () => search.dispose());
  const indexed = new Promise<void>((resolve) => search.onIndexed(resolve));
  const early = await search.search(query, never);
  if (early.isIndexing) await indexed;
  const { conversations, isIndexing } = await search.search(query, never);
  assert.deepEqual([conversations[0]?.id, isIndexing], ["a", false]);
  search.dispose();
  await assert.rejects(search.search(query, never), /closed/);
});

test("X12 a thread that is building its index leaves it as it is when it is closed", async (context) => {
  const folder = temporaryFolder(context);
  writeManyConversations(folder, { conversations: 500, megabytes: 5 });
  const search = openSearch(folder, worker);
  afterwards(context, () => search.dispose());
  const { isIndexing } = await search.search(query, never);
  await search.dispose();
  const { isIndexing: isStillIncomplete } = newEngine(context, folder).search(query, () => false);
  assert.deepEqual([isIndexing, isStillIncomplete], [true, true]);
});

test("an aborted search rejects at once, those beside it answer", async (context) => {
  const folder = temporaryFolder(context);
  write(opened(context, folder), "a", ["alpha"]);
  const search = openSearch(folder, worker);
  afterwards(context, () => search.dispose());
  const abort = new AbortController();
  const aborted = search.search(query, abort.signal);
  const other = search.search(query, never);
  abort.abort();
  await assert.rejects(aborted, { name: "AbortError" });
  assert.ok(await other);
  await assert.rejects(search.search(query, AbortSignal.abort()), { name: "AbortError" });
});

test("a thread that can not start fails the search, and the next one tries again", async (context) => {
  const search = openSearch(temporaryFolder(context), join(root, "no-such-file.ts"));
  afterwards(context, () => search.dispose());
  for (let count = 0; count < 2; count++) await assert.rejects(search.search(query, never));
});
