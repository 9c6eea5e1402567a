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
  for (const count of [1000, 10_000]) {
    const isIgnored = ignoreRules([{ folder: "", text: lines.slice(0, count).join("\n") }]);
    for (const path of ["a/b/c/d/e/f/g.ts", `${"a1b/".repeat(60)}bcdebcde`, "aaaa".repeat(200)]) {
      assert.ok((await cpuTime(() => isIgnored(path))) < 50, path.slice(0, 20));
    }
  }
});

const isIgnoredBy = (rules: readonly string[], path: string): boolean =>
  ignoreRules([{ folder: "", text: rules.join("\n") }])(path);

it("comments and blank lines are no rules, however many there are", () => {
  const long = [...Array.from({ length: 5000 }, (_, line) => (line % 2 ? `# ${line}` : "")), "customers/"];
  assert.equal(isIgnoredBy(long, "customers/a.csv"), true);
  assert.equal(isIgnoredBy(long, "src/a.ts"), false);
  const many = [...Array.from({ length: 1500 }, (_, line) => `*.x${line}`), "customers/"];
  assert.equal(isIgnoredBy(many, "customers/a.csv"), true);
  assert.equal(isIgnoredBy(many, "src/a.ts"), false);
});

it("what is too much to match leaves out more, never less", () => {
  const tooMany = [...Array.from({ length: 3000 }, (_, line) => `*.x${line}`), "customers/"];
  assert.equal(isIgnoredBy(tooMany, "customers/a.csv"), true);
  assert.equal(isIgnoredBy(["a/**/b/**/c/**/d"], "a/1/b/2/c/3/d"), true);
  assert.equal(isIgnoredBy(["a/**/b/**/c/**/d"], "other/d"), false);
  assert.equal(isIgnoredBy(["*.ts", "!a/**/b/**/c/**/d.ts"], "a/d.ts"), true);
  assert.equal(isIgnoredBy([`/${"a".repeat(1500)}`], "b"), true);
  assert.equal(isIgnoredBy(["*.csv"], `${"a/".repeat(50)}b.ts`), true);
  assert.equal(ignoreRules([])(`${"a/".repeat(50)}b.ts`), false);
});
