import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { read, root, sources } from "./sources.ts";

const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const code = await sources("src/**/*.ts", "media/**/*.{ts,tsx,css,svg,md}");

test("K21 nothing wakes the extension but its own commands and view, no link and no other extension", () => {
  assert.deepEqual(manifest.activationEvents, []);
  for (const key of ["extensionPack", "extensionDependencies", "enabledApiProposals", "browser"]) {
    assert.equal(Object.hasOwn(manifest, key), false, key);
  }
  assert.doesNotMatch(JSON.stringify(manifest), /onUri|onStartupFinished|"\*"/);
});

test("K21 H10 an untrusted workspace is supported in part, and every setting is restricted there", () => {
  const { untrustedWorkspaces } = manifest.capabilities;
  assert.equal(untrustedWorkspaces.supported, "limited");
  assert.deepEqual(
    [...untrustedWorkspaces.restrictedConfigurations].sort(),
    Object.keys(contributes.configuration.properties).sort(),
  );
});

test("K21 H01 H06 H07 every setting has application scope, so that no workspace can set it", () => {
  const scopes = Object.values(contributes.configuration.properties).map(({ scope }) => scope);
  assert.ok(scopes.length > 0);
  assert.deepEqual(new Set(scopes), new Set(["application"]));
});

test("K08 no setting is for a key, a header or a certificate", () => {
  const names = Object.keys(contributes.configuration.properties);
  assert.deepEqual(
    names.filter((name) => /key|token|secret|header|certificate|tls|insecure/i.test(name)),
    [],
  );
});

test("P28 nothing is installed beside the bundle", () => {
  assert.equal(Object.hasOwn(manifest, "dependencies"), false);
});

test("the palette has Ask Qwen under exactly this title", () => {
  const ask = contributes.commands.find(({ command }) => command === "askQwen.ask");
  assert.equal(ask?.title, "Ask Qwen");
  assert.equal(ask && "category" in ask, false);
  for (const other of contributes.commands) {
    if (other.command !== "askQwen.ask") assert.equal("category" in other && other.category, "Ask Qwen", other.command);
  }
});

test("the doors are where they are expected: editor menu, editor title, view title", () => {
  const { menus } = contributes;
  assert.deepEqual(
    menus["editor/context"].map(({ command }) => command),
    ["askQwen.explainSelection", "askQwen.addSelection"],
  );
  assert.ok(menus["editor/title"].some(({ command }) => command === "askQwen.ask"));
  assert.ok(menus["view/title"].some(({ command }) => command === "askQwen.ask"));
});

test("menus and walkthrough name only commands, settings and views that exist", () => {
  const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
  assert.deepEqual(
    inMenus.filter((command) => !commands.includes(command)),
    [],
  );
  const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
  const known: Readonly<Record<string, readonly string[]>> = {
    onCommand: commands,
    onSettingChanged: Object.keys(contributes.configuration.properties),
    onView: views,
  };
  for (const { steps } of contributes.walkthroughs) {
    for (const event of steps.flatMap(({ completionEvents }) => completionEvents)) {
      const [kind = "", name = ""] = event.split(":");
      assert.ok(known[kind]?.includes(name), event);
    }
  }
});

test("every command is registered in the sources", () => {
  const text = code.map((file) => file.text).join("\n");
  assert.deepEqual(
    commands.filter((command) => !(/* registerCommand, or a shorthand of it */ text.includes(`ommand("${command}"`))),
    [],
  );
});

test("a key is bound only where the chat or its proposal has the focus, so none that VS Code or another extension uses elsewhere", () => {
  const proposal = "resourceScheme == 'ask-qwen-proposal' && editorReadonly && editorTextFocus";
  const places = ["askQwen.focus", "askQwen.focus == 'sideBar'", "askQwen.focus == 'editor'", proposal];
  assert.deepEqual(
    contributes.keybindings.filter(({ when }) => !places.includes(when)),
    [],
  );
});

test("the files that the manifest names exist", () => {
  const named = [...JSON.stringify(manifest).matchAll(/"(media\/[^"%]+\.(?:svg|png|md))"/g)].map((match) => match[1]!);
  assert.ok(named.length >= 7);
  assert.deepEqual(
    named.filter((name) => !existsSync(join(root, name))),
    [],
  );
});

test("the documents name only scripts that exist", () => {
  const scripts = Object.keys(manifest.scripts);
  const builtIn = ["ci", "install", "test", "start", "run", "audit"];
  for (const name of ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md"].filter((file) =>
    existsSync(join(root, file)),
  )) {
    const text = read(name);
    const run = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1]!);
    const plain = [...text.matchAll(/npm (?!run\b)([a-z]+)/g)].map((match) => match[1]!);
    assert.deepEqual(
      [...run.filter((script) => !scripts.includes(script)), ...plain.filter((word) => !builtIn.includes(word))],
      [],
      name,
    );
  }
});

test("K22 the page gets no command links, no trusted Markdown, no hidden life, no HTML strings", () => {
  const never =
    /enableCommandUris|isTrusted\s*[=:]\s*true|retainContextWhenHidden|innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/;
  assert.deepEqual(hits(never), []);
});

test("K17 no code is made from text, no process is started, nothing is loaded by a computed name", () => {
  assert.deepEqual(hits(/\beval\s*\(|new Function\b|child_process|\brequire\s*\(|\bimport\s*\(\s*[^"\s]/), []);
});

test("K17 the sources hold no invisible and no direction-changing characters", async () => {
  const files = [...code, ...(await sources("package*.json", "l10n/*.json", "esbuild.mjs", "*.md"))];
  const odd = files.flatMap(({ path, text }) =>
    [...text.matchAll(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu)].map(
      (match) => `${path}: U+${match[0].codePointAt(0)!.toString(16)} at ${match.index}`,
    ),
  );
  assert.deepEqual(odd, []);
});

test("P27 the extension opens no port and takes no links from outside", () => {
  assert.deepEqual(hits(/createServer|registerUriHandler|\.listen\s*\(/), []);
});

test("P4 there is no telemetry", () => {
  assert.deepEqual(hits(/createTelemetryLogger|applicationinsights|\bposthog\b|\bsentry\b/i), []);
});

function hits(pattern: RegExp): readonly string[] {
  return code.flatMap(({ path, text }) =>
    text
      .split("\n")
      .filter((line) => pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
}
