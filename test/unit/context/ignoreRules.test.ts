import assert from "node:assert/strict";
import { it } from "node:test";
import { ignoreRules } from "../../../src/context/ignoreRules.ts";
import { cpuTime } from "../cpuTime.ts";

it("rules hold below their folder, and a lower one has the last word", () => {
  const isIgnored = ignoreRules([
    { folder: "packages/a", text: "!keep.log\r\n/out" },
    { folder: "", text: "*.log\n/dist/\n# a comment\n" },
  ]);
  assert.deepEqual(
    ["a.log", "dist/x.js", "src/dist/x.js", "packages/a/keep.log", "packages/b/keep.log", "packages/a/out", "out"].map(
      isIgnored,
    ),
    [true, true, false, false, true, true, false],
  );
});

it("a path that is none, or leads out of the folder, is no reason to throw", () => {
  const isIgnored = ignoreRules([{ folder: "", text: "*" }]);
  assert.deepEqual(["../x", "/x", "", "./x"].map(isIgnored), [false, false, false, false]);
});

it("H14 hostile patterns take less than 50 ms a check", async () => {
  const lines = Array.from({ length: 10_000 }, (_, line) =>
    line % 3 === 0 ? `!x${line}/**` : `${"**/".repeat(20)}a${line}*/**/b*c*d*e*f*g*h*`,
  );
  const isIgnored = ignoreRules([{ folder: "", text: lines.join("\n") }]);
  for (const path of ["a/b/c/d/e/f/g.ts", `${"a1b/".repeat(60)}bcdebcde`, "aaaa".repeat(200)]) {
    assert.ok((await cpuTime(() => isIgnored(path))) < 50, path.slice(0, 20));
  }
});
