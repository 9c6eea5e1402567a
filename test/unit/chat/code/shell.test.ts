import assert from "node:assert/strict";
import { test } from "node:test";
import { commandsOf, isShell } from "../../../../src/chat/code/shell.ts";

test("which languages are for a terminal", () => {
  for (const language of ["bash", "sh", "zsh", "console", "powershell", "cmd"]) assert.ok(isShell(language), language);
  for (const language of ["", "ts", "text", "dockerfile", "makefile"]) assert.ok(!isShell(language), language);
});

test("T28 the text runs as it is: nothing is quoted, split or tidied up inside", () => {
  const nasty =
    "a='x; rm'\necho \"$a\" \\\n  | cat && `id` $(id) # not 'this'\ncat <<'EOF'\n  $HOME\n  EOF\nEOF\n\u00a0x";
  assert.equal(commandsOf(nasty, "bash"), nasty);
  assert.equal(commandsOf("\n\nls\n\n", "bash"), "ls");
});

test("of the record of a session only what stands behind its prompts", () => {
  assert.equal(commandsOf("$ npm ci\nadded 3 packages\n$ npm test\nok", "console"), "npm ci\nnpm test");
  assert.equal(commandsOf("$ npm ci\n$ npm test", "bash"), "npm ci\nnpm test");
  assert.equal(commandsOf("npm ci\necho $ x", "bash"), "npm ci\necho $ x");
});
