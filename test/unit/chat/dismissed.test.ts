import assert from "node:assert/strict";
import { test } from "node:test";
import { createDismissed } from "../../../src/chat/dismissed.ts";

const notice = (id: string) => ({ id, text: `text of ${id}` });
const ids = (notices: readonly { readonly id: string }[]) => notices.map(({ id }) => id);

test("what was dismissed stays away while it lasts, and is told when it comes again", () => {
  const dismissed = createDismissed();
  const all = [notice("notSaved.full"), notice("untrusted")];
  dismissed.add("notSaved.full");
  assert.deepEqual(ids(dismissed.without(all)), ["untrusted"]);
  assert.deepEqual(ids(dismissed.without(all)), ["untrusted"]);
  assert.deepEqual(ids(dismissed.without([notice("untrusted")])), ["untrusted"]);
  assert.deepEqual(ids(dismissed.without(all)), ["notSaved.full", "untrusted"]);
});

test("a damaged file that was dismissed is never told again, another one is", () => {
  const dismissed = createDismissed();
  dismissed.add("damaged.one");
  assert.deepEqual(ids(dismissed.without([notice("damaged.one")])), []);
  assert.deepEqual(ids(dismissed.without([])), []);
  assert.deepEqual(ids(dismissed.without([notice("damaged.one"), notice("damaged.two")])), ["damaged.two"]);
});
