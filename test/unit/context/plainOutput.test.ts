import assert from "node:assert/strict";
import { it } from "node:test";
import { plainOutput } from "../../../src/context/plainOutput.ts";

it("M35 escape sequences and links of a terminal are not text", () => {
  const output =
    "\u001b[1m$ npm test\u001b[0m\r\n\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007 \u001b[31mfail\u001b[0m\u0000";
  assert.deepEqual(plainOutput(output), { text: "$ npm test\nclick fail", omitted: 0 });
});

it("of a line that wrote over itself the last state is kept", () => {
  assert.equal(plainOutput("$ get\r\n10%\r50%\r100%\r\ndone").text, "$ get\n100%\ndone");
});

it("of much output the command and the end are kept, in whole lines", () => {
  const lines = Array.from({ length: 1000 }, (_, line) => `line ${line}`);
  const { text, omitted } = plainOutput(["$ build", ...lines].join("\n"), 300);
  assert.match(text, /^\$ build\n…\nline \d+\n/);
  assert.match(text, /line 999$/);
  assert.ok(text.length <= 300);
  assert.ok(omitted > 8000);
});
