import assert from "node:assert/strict";
import { it } from "node:test";
import { leftOutOf } from "../../../src/chat/leftOut.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import { promptFor } from "../../../src/chat/prompt.ts";
import { isSummary, summaryQuestion, summaryReference } from "../../../src/chat/summary.ts";
import { estimateTokens } from "../../../src/qwen/tokens.ts";

const message = (
  id: string,
  role: "user" | "assistant",
  text: string,
  more: Partial<StoredMessage> = {},
): StoredMessage => ({
  id,
  role,
  parts: [{ type: "text", text }],
  status: "done",
  createdAt: 0,
  ...more,
});
const summary = summaryReference("s", "Summary", "They chose Rust.");

it("the model is shown the turns in their order, and nothing of those that are left out", () => {
  const failed = message("d", "assistant", "", {
    status: "failed",
    error: { kind: "tooLong", message: "", host: "h" },
  });
  const question = summaryQuestion([
    message("a", "user", "Which language?"),
    message("b", "assistant", "Rust."),
    message("c", "user", "huge"),
    failed,
  ]);
  assert.match(
    question ?? "",
    /^Summarise the conversation below.*\n\n## User\n\nWhich language\?\n\n## Assistant\n\nRust\.$/s,
  );
  assert.equal(summaryQuestion([]), undefined);
});

it("W10 whatever the length of the conversation, the question fits into the window", () => {
  const long = Array.from({ length: 40 }, (_, at) =>
    message(String(at), at % 2 ? "assistant" : "user", `turn ${at}: ${"word ".repeat(2000)}`),
  );
  for (const window of [4000, 32_000]) {
    const question = summaryQuestion(long, window) ?? "";
    assert.ok(estimateTokens(question) < window * 0.7, String(window));
    assert.match(question, /\(Earlier turns are left out\.\)/);
    assert.match(question, /turn 39: /);
  }
  const one = summaryQuestion([message("a", "user", `begin ${"x".repeat(1_000_000)} end`)], 8000) ?? "";
  assert.match(one, /begin .*\(…\).* end$/s);
  assert.ok(estimateTokens(one) < 8000 * 0.7);
});

it("later requests have the summary in place of all before it, and the same beginning from then on", () => {
  const before = [message("a", "user", "Which language?"), message("b", "assistant", "Rust.")];
  const summed = message("c", "user", "", { parts: [summary, { type: "text", text: "And the parser?" }] });
  const branch = [...before, summed, message("d", "assistant", "By hand."), message("e", "user", "Thanks")];
  assert.deepEqual([...leftOutOf(branch)], ["a"]);
  assert.deepEqual(
    promptFor(branch, undefined)
      .slice(1)
      .map(({ content }) => content),
    [
      "Summary of the conversation before this:\n```markdown\nThey chose Rust.\n```\n\nAnd the parser?",
      "By hand.",
      "Thanks",
    ],
  );
  const then = JSON.stringify(promptFor(branch.slice(0, 3), undefined));
  assert.ok(JSON.stringify(promptFor(branch, undefined)).startsWith(then.slice(0, -1)));
  assert.ok(isSummary(summary) && !isSummary({ type: "text" }));
  // A summary of it all has the first summary in it.
  assert.match(summaryQuestion(branch) ?? "", /They chose Rust/);
});
