import assert from "node:assert/strict";
import { it, mock } from "node:test";
import { createPosts } from "../../../src/chat/posts.ts";
import type { State, ToPage } from "../../../src/protocol.ts";

function setUp() {
  mock.timers.enable({ apis: ["setTimeout"] });
  const posted: ToPage[] = [];
  const state = { messages: [] } as unknown as State; // Only its identity matters here.
  return {
    posted,
    posts: createPosts(
      () => state,
      (message) => posted.push(message),
    ),
    done: () => mock.timers.reset(),
  };
}

it("merges the growth of one part into one message a frame", () => {
  const { posted, posts, done } = setUp();
  posts.grew("m", 0, 0, "ab");
  posts.grew("m", 0, 2, "cd");
  mock.timers.tick(16);
  posts.grew("m", 0, 4, "e");
  mock.timers.tick(16);
  assert.deepEqual(posted, [
    { type: "delta", messageId: "m", part: 0, at: 0, text: "abcd" },
    { type: "delta", messageId: "m", part: 0, at: 4, text: "e" },
  ]);
  done();
});

it("a state swallows growth that waits, and growth of two parts becomes a state", () => {
  const { posted, posts, done } = setUp();
  posts.grew("m", 0, 0, "ab");
  posts.changed();
  posts.grew("m", 0, 2, "c");
  mock.timers.tick(16);
  assert.deepEqual(
    posted.map((message) => message.type),
    ["state"],
  );
  posts.grew("m", 0, 3, "x");
  posts.grew("m", 1, 0, "y");
  mock.timers.tick(16);
  assert.deepEqual(
    posted.map((message) => message.type),
    ["state", "state"],
  );
  done();
});

it("nothing is posted after the page is gone", () => {
  const { posted, posts, done } = setUp();
  posts.changed();
  posts.clear();
  mock.timers.tick(100);
  assert.deepEqual(posted, []);
  done();
});
