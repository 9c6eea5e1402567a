import assert from "node:assert/strict";
import { it, mock } from "node:test";
import { createPosts } from "../../../src/chat/posts.ts";
import type { HistoryRow, State, ToPage } from "../../../src/protocol.ts";
import { historyOf, row } from "../../page/histories.ts";

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

it("a message that the page has as it is comes as its id, until the page loses track", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const posted: ToPage[] = [];
  const message = (id: string, text: string) => ({ id, parts: [{ type: "text", text }] });
  let messages = [message("a", "one"), message("b", "two")];
  const posts = createPosts(
    () => ({ messages }) as unknown as State, // Only its messages matter here.
    (one) => posted.push(one),
  );
  const next = () => {
    posts.changed();
    mock.timers.tick(16);
    const last = posted.at(-1);
    return last?.type === "state"
      ? last.state.messages.map((one) => (typeof one === "string" ? one : one.parts))
      : last;
  };
  const [one, two, more] = ["one", "two", "more"].map((text) => [{ type: "text", text }]);
  assert.deepEqual(next(), [one, two]);
  messages = [message("a", "one"), message("b", "more")];
  assert.deepEqual(next(), ["a", more]);
  posts.clear();
  assert.deepEqual(next(), [one, more]);
  mock.timers.reset();
});

it("at most one message a frame: the state first, then the rest in turn, of lists only the last", () => {
  const { posted, posts, done } = setUp();
  const list = (query: string) => ({ type: "history", history: historyOf([], { query }) }) as const;
  posts.send(list("a"));
  posts.send({ type: "find" });
  posts.send(list("ab"));
  posts.changed();
  const types: string[][] = [];
  for (let frame = 0; frame < 4; frame++) {
    mock.timers.tick(16);
    types.push(posted.splice(0).map(({ type }) => type));
  }
  assert.deepEqual(types, [["state"], ["find"], ["history"], []]);
  done();
});

it("of a list the page gets what it does not have; after the list was closed, or the page was lost, all of it", () => {
  const { posted, posts, done } = setUp();
  const post = (rows: readonly HistoryRow[]) => {
    posts.send({ type: "history", history: historyOf(rows) });
    mock.timers.tick(16);
    const last = posted.at(-1);
    return last?.type === "history" && last.history && [last.history.number, last.history.rows];
  };
  const [a, b, c] = [row("a", "A"), row("b", "B"), row("c", "C")] as const;
  assert.deepEqual(post([a, b, c]), [1, [a, b, c]]);
  const renamed = { ...c, title: "Renamed" };
  assert.deepEqual(post([renamed, a, b]), [2, [renamed, { from: 0, count: 2 }]]);
  posts.send({ type: "history" });
  mock.timers.tick(16);
  assert.deepEqual(post([a]), [3, [a]]);
  posts.clear();
  assert.deepEqual(post([a]), [4, [a]]);
  done();
});

it("two answers that grow at once are two streams of growth, not whole states", () => {
  const { posted, posts, done } = setUp();
  posts.grew("left", 0, 0, "ab");
  posts.grew("right", 0, 0, "x");
  posts.grew("left", 0, 2, "c");
  posts.grew("right", 0, 1, "y");
  mock.timers.tick(16);
  mock.timers.tick(16);
  assert.deepEqual(posted, [
    { type: "delta", messageId: "left", part: 0, at: 0, text: "abc" },
    { type: "delta", messageId: "right", part: 0, at: 0, text: "xy" },
  ]);
  done();
});
