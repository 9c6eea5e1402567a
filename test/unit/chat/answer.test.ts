import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { startAnswer } from "../../../src/chat/answer.ts";
import type { Event } from "../../../src/qwen/types.ts";

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test("S29 an answer that streams is written at most twice a second and is never more than half a second behind", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  let tell: (event: Event) => void = () => {};
  async function* ask(): AsyncGenerator<Event> {
    for (;;) yield await new Promise<Event>((resolve) => (tell = resolve));
  }
  let now = 0;
  const saves: { at: number; text: string }[] = [];
  const came: { at: number; text: string }[] = [];
  const answer = startAnswer({
    message: { id: "a", role: "assistant", parts: [], status: "waiting", createdAt: 0 },
    ask,
    toStoredError: (thrown) => ({ kind: "server", message: String(thrown), host: "h" }),
    save: ({ parts }) => saves.push({ at: now, text: parts.map((part) => ("text" in part ? part.text : "")).join("") }),
    changed: () => {},
    grew: () => {},
    ended: () => {},
  });
  await turns();
  // Ten seconds: a piece every 10 ms, with pauses in between.
  for (let text = ""; now < 10_000; now += 10) {
    if (now % 3000 < 2000) {
      tell({ type: "text", text: `${now} ` });
      text += `${now} `;
      came.push({ at: now, text });
      await turns();
    }
    mock.timers.tick(10);
    const due = came.findLast(({ at }) => at <= now - 500)?.text ?? "";
    assert.ok((saves.at(-1)?.text ?? "").length >= due.length, `behind at ${now} ms`);
  }
  for (const { at } of saves) {
    const within = saves.filter((save) => save.at >= at && save.at < at + 1000).length;
    // The row is made at once when the answer is asked for.
    assert.ok(within <= (at === 0 ? 3 : 2), `${within} writes in the second from ${at} ms`);
  }
  assert.ok(saves.length > 10);
  answer.stop("stopped");
  assert.equal(saves.at(-1)?.text, came.at(-1)?.text);
});
