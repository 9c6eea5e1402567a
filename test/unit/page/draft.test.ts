import assert from "node:assert/strict";
import { test } from "node:test";
import {
  draftAfterChange,
  draftAfterLoad,
  leftBehind,
  stillUnheard,
  unlessAsked,
  withUnheard,
} from "../../../media/draft.ts";
import { prompt, stateWith } from "../../page/states.ts";

const kept = { conversation: "c", text: "typed", revision: 1, isUnsent: true };

test("after a crash the keys that never reached the host are kept", () => {
  assert.equal(draftAfterLoad(kept, "c", { text: "typ", revision: 0 }), "typed");
});

test("a text that the host has, or of another conversation, gives way to the host's", () => {
  assert.equal(draftAfterLoad({ ...kept, isUnsent: false }, "c", { text: "", revision: 0 }), "");
  assert.equal(draftAfterLoad(kept, "d", { text: "other", revision: 0 }), "other");
  assert.equal(draftAfterLoad(undefined, "c", { text: "host", revision: 3 }), "host");
});

test("what is being typed stays with its conversation when another one is shown", () => {
  assert.equal(draftAfterChange(kept, "d", { text: "", revision: 0 }), "");
  assert.equal(leftBehind(kept, "d", ""), kept);
  assert.equal(draftAfterChange(kept, "d", { text: "its own", revision: 1 }), "its own");
  assert.equal(
    draftAfterChange({ ...kept, isUnsent: false }, "c", { text: "set by the host", revision: 2 }),
    "set by the host",
  );
});

test("what the host adds and what is typed meanwhile are both kept", () => {
  for (const after of [draftAfterChange, draftAfterLoad]) {
    assert.equal(after(kept, "c", { text: "offered", revision: 2 }), "offered\n\ntyped");
    assert.equal(after(kept, "c", { text: "typed\n\noffered", revision: 2 }), "typed\n\noffered");
  }
});

test("a text that was changed from its beginning takes the place of what the host had, and is not set beside it", () => {
  const changed = { ...kept, before: ["old"] };
  for (const after of [draftAfterChange, draftAfterLoad]) {
    assert.equal(after(changed, "c", { text: "old", revision: 2 }), "typed");
    assert.equal(after(changed, "c", { text: "old\n\noffered", revision: 2 }), "old\n\noffered\n\ntyped");
  }
});

test("a text that was cleared stays so, unless the host has put something there since", () => {
  const cleared = { ...kept, text: "", before: ["old"] };
  assert.equal(draftAfterLoad(cleared, "c", { text: "old", revision: 2 }), "");
  assert.equal(draftAfterLoad(cleared, "c", { text: "offered", revision: 2 }), "offered");
});

test("keys that were posted to a host that died before they came are kept", () => {
  assert.equal(draftAfterLoad({ ...kept, isUnsent: false }, "c", { text: "typ", revision: 0 }), "typed");
});

test("X05 a memory from before a prompt was sent does not offer that prompt again, nor the beginning of it", () => {
  const state = stateWith([prompt("m1", "typed before"), prompt("m2", "typed and sent")]);
  const old = { ...kept, conversation: state.conversation.id, last: "m1" };
  assert.equal(unlessAsked(old, state), undefined);
  assert.equal(unlessAsked({ ...old, text: "typed and sent " }, state), undefined);
  for (const other of [
    { ...old, last: "m2" },
    { ...old, text: "typed and sent, and more" },
    { ...old, text: "typed before", last: "m1" },
    { ...old, last: "of another branch" },
    { ...old, text: "" },
    { ...old, conversation: "another" },
  ]) {
    assert.equal(unlessAsked(other, state), other);
  }
  assert.equal(unlessAsked(undefined, state), undefined);
});

test("what was typed in another conversation, and did not come along, is its draft", () => {
  assert.equal(leftBehind(kept, "d", "its own"), kept);
  assert.equal(leftBehind(kept, "d", "typed"), undefined);
  assert.equal(leftBehind({ ...kept, isUnsent: false }, "d", ""), undefined);
});

test("X04 a prompt that the host never showed comes back into the composer; one that it showed does not", () => {
  const sent = [
    { conversation: "c1", text: "heard" },
    { conversation: "c1", text: "queued" },
    { conversation: "c1", text: "unheard" },
    { conversation: "other", text: "elsewhere" },
  ];
  const state = stateWith([prompt("m1", "heard")], { queue: [{ id: "q", text: "queued", references: [] }] });
  const left = stillUnheard(sent, state);
  assert.deepEqual(
    left.map(({ text }) => text),
    ["unheard", "elsewhere"],
  );
  assert.equal(withUnheard(left, "c1", "a draft"), "unheard\n\na draft");
  assert.equal(withUnheard([], "c1", ""), "");
});
