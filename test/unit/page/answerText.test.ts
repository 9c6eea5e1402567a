import assert from "node:assert/strict";
import { test } from "node:test";
import { labels } from "../markdown/page.ts";
import { samples } from "../markdown/samples.ts";

const { answerText } = await import("../../../media/find/answerText.ts");
const { markdownText } = await import("../../../media/markdown/plainText.ts");

test("the text made in steps is the text made at once", () => {
  const source = Object.values(samples).join("\n\n").repeat(2);
  const steps = answerText(source, labels);
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) count++;
  assert.equal(step.value, markdownText(source, { labels }));
  assert.ok(count > 0, `${count} steps`);
});

test("what is drawn only when asked for is found as well", () => {
  assert.equal(markdownText("- item\n".repeat(2001), { labels }).match(/item/g)?.length, 2001);
});
