import assert from "node:assert/strict";
import { test } from "node:test";
import { builtIn, builtInText, isBuiltIn, typedCommand } from "../../../../src/chat/slash/builtIn.ts";

test("a command is a slash and a word at the very beginning, the rest is its argument", () => {
  assert.deepEqual(typedCommand("/fix the loop\nand more "), { name: "fix", argument: "the loop\nand more" });
  assert.deepEqual(typedCommand("/fix"), { name: "fix", argument: "" });
  assert.deepEqual(typedCommand("/翻译 你好"), { name: "翻译", argument: "你好" });
  for (const text of ["fix", " /fix", "/", "/ fix", "/src/chat is broken", "// a comment", ""]) {
    assert.equal(typedCommand(text), undefined, text);
  }
});

test("only the words of the list are commands", () => {
  for (const name of ["explain", "fix", "tests", "docs", "review", "commit", "translate"]) assert.ok(isBuiltIn(name));
  for (const name of ["constructor", "__proto__", "Fix", "fixed", ""]) assert.ok(!isBuiltIn(name), name);
});

test("the model reads the prompt, then what was typed behind the command", () => {
  assert.equal(builtInText("fix", "the loop", "German"), `${builtIn.fix.prompt}\n\nthe loop`);
  assert.equal(builtInText("explain", "", undefined), builtIn.explain.prompt);
  assert.equal(builtInText("explain", "", "German"), `${builtIn.explain.prompt} Answer in German.`);
  assert.equal(builtInText("fix", "修复循环", undefined), `${builtIn.fix.prompt} Answer in Chinese.\n\n修复循环`);
  // What comes of these is not for the reader's eyes alone.
  assert.equal(builtInText("translate", "你好", "German"), `${builtIn.translate.prompt}\n\n你好`);
  assert.equal(builtInText("commit", "", "German"), builtIn.commit.prompt);
});
