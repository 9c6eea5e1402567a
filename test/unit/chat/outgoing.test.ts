import assert from "node:assert/strict";
import { it } from "node:test";
import type { StoredMessage } from "../../../src/chat/message.ts";
import { draftedBranch, outgoingOf } from "../../../src/chat/outgoing.ts";
import { summaryReference } from "../../../src/chat/summary.ts";
import type { Reference } from "../../../src/reference.ts";

const message = (id: string, role: "user" | "assistant", text: string, more: Partial<StoredMessage> = {}) =>
  ({ id, role, parts: [{ type: "text", text }], status: "done", createdAt: 0, ...more }) as const;
const conversation = (...messages: StoredMessage[]) => ({
  branch: () => messages.map(({ id }) => id),
  message: (id: string) => messages.find((one) => one.id === id),
  unsent: { draft: { text: "", references: [] as Reference[] } },
});
const none = { window: undefined, inputPrice: () => undefined };

it("what the service counted is taken, without the thinking, and what came after it is estimated", () => {
  const answer = message("b", "assistant", "answer", { usage: { input: 1000, output: 250, thinking: 200 } });
  assert.deepEqual(outgoingOf(conversation(message("a", "user", "question"), answer), none), {
    before: 1050,
    isMeasured: true,
  });
  const stopped = message("d", "assistant", "half an answer", { status: "stopped", usage: { input: 9, output: 9 } });
  const after = outgoingOf(conversation(answer, message("c", "user", "more"), stopped), none);
  assert.ok(after.before > 1050 && after.before < 1070);
});

it("without a count all is estimated, with the instructions; window and price are the model's", () => {
  const outgoing = outgoingOf(conversation(), {
    window: 1000,
    inputPrice: (tokens) => ({ amount: tokens * 2, currency: "CNY" }),
  });
  assert.equal(outgoing.isMeasured, false);
  assert.ok(outgoing.before > 30 && outgoing.before < 200);
  assert.deepEqual([outgoing.window, outgoing.price], [1000, { perToken: 2, currency: "CNY" }]);
});

it("while a summary waits in the draft, what it stands for is not counted", () => {
  const long = conversation(message("a", "user", "x".repeat(100_000)));
  assert.ok(outgoingOf(long, none).before > 20_000);
  long.unsent.draft.references.push(summaryReference("s", "Summary", "In short."));
  assert.ok(outgoingOf(long, none).before < 200);
});

it("K13 the request that is shown has the draft as it would go: what a command means, and what goes along", () => {
  const reference = summaryReference("s", "Summary", "In short.");
  const one = {
    ...conversation(message("a", "user", "hello")),
    unsent: { draft: { text: "/fix it", references: [] } },
  };
  const drafted = draftedBranch(one as unknown as Parameters<typeof draftedBranch>[0], {
    sent: "Fix it.",
    references: [reference],
  });
  assert.deepEqual(drafted.at(-1)?.parts, [reference, { type: "text", text: "/fix it", sent: "Fix it." }]);
});
