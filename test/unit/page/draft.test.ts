import assert from "node:assert/strict";
import { test } from "node:test";
import { draftAfterChange, draftAfterLoad } from "../../../media/draft.ts";

const kept = { conversation: "c", text: "typed", revision: 1, isUnsent: true };

test("after a crash the keys that never reached the host are kept", () => {
  assert.equal(draftAfterLoad(kept, "c", { text: "typ", revision: 0 }), "typed");
});

test("a text that the host has, or of another conversation, gives way to the host's", () => {
  assert.equal(draftAfterLoad({ ...kept, isUnsent: false }, "c", { text: "", revision: 0 }), "");
  assert.equal(draftAfterLoad(kept, "d", { text: "other", revision: 0 }), "other");
  assert.equal(draftAfterLoad(undefined, "c", { text: "host", revision: 3 }), "host");
});

test("an empty new conversation does not take away what is being typed", () => {
  assert.equal(draftAfterChange(kept, "d", { text: "", revision: 0 }), "typed");
  assert.equal(draftAfterChange(kept, "d", { text: "its own", revision: 1 }), "its own");
  assert.equal(draftAfterChange(kept, "c", { text: "set by the host", revision: 2 }), "set by the host");
});
