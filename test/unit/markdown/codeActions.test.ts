import assert from "node:assert/strict";
import { test } from "node:test";
import { isShell } from "../../../src/chat/code/shell.ts";

const { actionsFor } = await import("../../../media/markdown/codeActions.ts");

const all = ["apply", "copy", "create", "insert", "replace"];

for (const [language, shown] of [
  ["ts", ["apply", "copy", "insert"]],
  ["bash", ["run", "copy", "insert"]],
  ["Mermaid", ["diagram", "copy", "insert"]],
  ["diff", ["apply", "copy"]],
  ["", ["copy", "insert"]],
  ["text", ["copy", "insert"]],
] as const) {
  test(`few buttons, the rest in the menu: ${language || "no language"}`, () => {
    const actions = actionsFor(language);
    assert.deepEqual(actions.shown, shown);
    const both = [...actions.shown, ...actions.more].filter((action) => action !== "run" && action !== "diagram");
    assert.deepEqual(both.toSorted(), all);
  });
}

test("what the page takes for a shell, the host does as well", () => {
  const names =
    "bash sh shell zsh fish ksh dash powershell pwsh ps1 cmd bat batch console shell-session shellsession terminal";
  for (const name of [...names.split(" "), "ts", "dockerfile", "text", "python"]) {
    assert.equal(actionsFor(name).shown[0] === "run", isShell(name), name);
  }
});
