import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { gather } from "../../../../src/chat/history/gather.ts";
import { merge } from "../../../../src/chat/history/merge.ts";
import { fill, loaded, message, opened, temporaryFolder } from "./fixture.ts";

test("S14 one window is done before the other, though that has written all the messages: what was said since stays the open end", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 5);
  const aside = join(folder, "aside.sqlite");
  renameSync(join(folder, "history.sqlite"), aside);
  const history = opened(context, folder);
  history.saveMessage("c", message("since", "m4"));
  const [slow, quick] = [0, 1].map(() => {
    const database = new DatabaseSync(join(folder, "history.sqlite"));
    context.after(() => database.close());
    assert.ok(gather(aside, database, () => false));
    return merge(database);
  });
  slow?.next(); // Its messages are in, nothing is said of their conversation yet.
  for (let step = quick?.next(); !step?.done; step = quick?.next());
  for (let step = slow?.next(); !step?.done; step = slow?.next());
  const conversation = loaded(history, "c");
  assert.deepEqual(
    conversation?.messages.map(({ id }) => id),
    ["m0", "m1", "m2", "m3", "m4", "since"],
  );
  assert.deepEqual([conversation?.leaf, conversation?.title], ["since", "filled"]);
});
