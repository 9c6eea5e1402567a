import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, newRoot, written } from "./page.ts";

const { StreamedMarkdown, limits, renderOnce } = await import("../../../media/markdown/stream.ts");

/** What is on the screen after each piece. */
function shown(...pieces: readonly string[]): string[] {
  limits.milliseconds = Number.POSITIVE_INFINITY;
  const root = newRoot();
  const stream = new StreamedMarkdown(root, { labels });
  const inside = (): string => written(root.querySelector("p") ?? root);
  const all = pieces.map((piece) => {
    stream.append(piece);
    stream.flush();
    return inside();
  });
  stream.end();
  const once = newRoot();
  renderOnce(once, pieces.join(""), { labels });
  assert.equal(written(root), written(once));
  return [...all, inside()];
}

test("what is open is drawn as what it is going to be", () => {
  assert.deepEqual(shown("so **bold te", "xt, and *very ni", "ce*** then it"), [
    "so <strong>bold te</strong>",
    "so <strong>bold text, and <em>very ni</em></strong>",
    "so <strong>bold text, and <em>very nice</em></strong> then it",
    "so <strong>bold text, and <em>very nice</em></strong> then it",
  ]);
  assert.deepEqual(shown("so __bold te", "xt__ it is").slice(0, 1), ["so <strong>bold te</strong>"]);
  assert.deepEqual(shown("so **bold `code` and te", "xt** it is").slice(0, 1), [
    "so <strong>bold <code>code</code> and te</strong>",
  ]);
  assert.deepEqual(shown("run `npm ci", " now` ok").slice(0, 1), ["run <code>npm ci</code>"]);
  assert.deepEqual(shown("中文**强调", "**后").slice(0, 1), ["中文<strong>强调</strong>"]);
  assert.deepEqual(shown("- a\n- **Name", "**: b").slice(0, 1).length, 1);
});

test("what was never closed is text in the end, wherever it stood", () => {
  for (const text of [
    "a **b",
    "# a **b\n\nc\n",
    "- a **b\n- c\n",
    "> a `b\n\nc\n",
    "| a |\n|---|\n| **b |\n| c |\n\nd\n",
  ]) {
    for (let size = 1; size < 6; size++) shown(...(text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? []));
  }
  assert.equal(shown("a **b").at(-1), "a **b");
});

test("stars that multiply and underscores in names open nothing", () => {
  assert.deepEqual(
    shown("2 * 3 and 2**3 and snake_case and a*b "),
    Array(2).fill("2 * 3 and 2**3 and snake_case and a*b "),
  );
});
