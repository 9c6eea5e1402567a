// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of prompt files
import assert from "node:assert/strict";
import { test } from "node:test";
import { filledPrompt, isPromptFile, parsePromptFile, wantsSelection } from "../../../../src/chat/slash/promptFile.ts";

test("of the front matter what can be used is used, the rest is not in the way", () => {
  const text = `\ufeff---\r
description: "Reviews a REST API: security first"\r
agent: agent\r
mode: 'edit'\r
model: ['GPT-5', "qwen3-max"]\r
tools: ['search', 'githubRepo/*']\r
argument-hint: [file] [depth]\r
not a field\r
---\r
\r
Review \${file}.\r
---\r
The end.\r
`;
  assert.deepEqual(parsePromptFile("api-review.prompt.md", text), {
    name: "api-review",
    description: "Reviews a REST API: security first",
    argumentHint: "[file] [depth]",
    models: ["GPT-5", "qwen3-max"],
    body: "Review ${file}.\n---\nThe end.",
  });
});

test("without front matter, or with one that never ends, all of it is the prompt", () => {
  for (const text of ["Do it.", "---\ndescription: x\nDo it.", "a\n---\nb\n---\n"]) {
    assert.deepEqual(parsePromptFile("do it.prompt.md", text), {
      name: "do-it",
      description: "",
      argumentHint: "",
      models: [],
      body: text.trim(),
    });
  }
  assert.equal(parsePromptFile("a.prompt.md", "---\n---\nDo it.").body, "Do it.");
  assert.equal(parsePromptFile("a.prompt.md", "---\nname: tidy\n---\nDo it.").name, "tidy");
  assert.equal(parsePromptFile("a.prompt.md", "---\nname: two words\n---\nDo it.").name, "a");
  assert.equal(parsePromptFile("a.prompt.md", "").body, "");
});

test("prompt files are known by how they end", () => {
  assert.ok(isPromptFile("a.prompt.md") && isPromptFile("A.PROMPT.MD"));
  assert.ok(!isPromptFile("a.md") && !isPromptFile("a.prompt.md.bak") && !isPromptFile("README.md"));
});

test("variables are filled as VS Code documents them; what is not known stays as it is written", () => {
  const known = { selection: "the attached lines", file: "src/chat/view.test.ts", workspaceFolderBasename: "app" };
  const filled = (body: string, argument = "", variables = known) => filledPrompt(body, argument, variables);
  assert.equal(
    filled("${file} ${fileBasename} ${fileBasenameNoExtension}"),
    "src/chat/view.test.ts view.test.ts view.test",
  );
  assert.equal(filled("${fileDirname} ${workspaceFolder} ${workspaceFolderBasename}"), "src/chat . app");
  assert.equal(filled("${selection}|${selectedText}"), "the attached lines|the attached lines");
  assert.equal(filled("${env:HOME} ${nobody} ${constructor} $file"), "${env:HOME} ${nobody} ${constructor} $file");
  assert.equal(filledPrompt("${file} ${selection}", "", {}), "${file} ${selection}");
  assert.ok(wantsSelection("a ${selectedText}") && !wantsSelection("a $selection"));
});

test("an input is given by its name, or is the whole argument if it is the only one", () => {
  const body = "Make a form ${input:name:What is it called?} with ${input:fields}.";
  assert.equal(
    filledPrompt(body, 'name=Login fields="user, password" please', {}),
    "Make a form Login with user, password.\n\nplease",
  );
  assert.equal(filledPrompt(body, "Login", {}), `${body}\n\nLogin`);
  assert.equal(filledPrompt("Greet ${input:who}, ${input:who}.", "Ann and Bob", {}), "Greet Ann and Bob, Ann and Bob.");
  assert.equal(filledPrompt("Greet ${input:who:a name}.", "", {}), "Greet ${input:who:a name}.");
  assert.equal(filledPrompt("Check it.", "a=b quickly", {}), "Check it.\n\na=b quickly");
  // What is typed is never read as a variable, nor as a replacement pattern.
  assert.equal(filledPrompt("Greet ${input:who}.", "${file} $& $1", { file: "a.ts" }), "Greet ${file} $& $1.");
});
