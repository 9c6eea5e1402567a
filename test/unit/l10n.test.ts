import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { read, root, sources } from "./sources.ts";

type Words = Readonly<Record<string, string>>;

const manifest = read("package.json");
const english: Words = JSON.parse(read("package.nls.json"));
const chinese: Words = JSON.parse(read("package.nls.zh-cn.json"));
const bundle: Words = JSON.parse(read("l10n/bundle.l10n.zh-cn.json"));
const files = await sources("src/**/*.ts");
const calls = files.flatMap(({ path, text }) =>
  [...text.matchAll(/\bl10n\.t\(\s*/g)].map((match) => ({ path, rest: text.slice(match.index + match[0].length) })),
);
const literals = calls.flatMap(({ rest }) => {
  const literal = rest.match(/^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/)?.[0];
  return literal === undefined ? [] : [unquoted(literal)];
});
const placeholders = (text: string): string => [...new Set(text.match(/\{\d+\}/g))].sort().join();

test("words are given to l10n.t as plain literals, which VS Code can look up", () => {
  const others = calls
    .filter(({ rest }) => !/^["']/.test(rest))
    .map(({ path, rest }) => `${path}: ${rest.slice(0, 60)}`);
  assert.deepEqual(others, []);
  assert.ok(literals.length > 100, `only ${literals.length} were found`);
});

test("every word of the extension has its Chinese, and no Chinese is left over", () => {
  assert.deepEqual(
    [...new Set(literals)].filter((text) => !Object.hasOwn(bundle, text)),
    [],
    "not translated",
  );
  assert.deepEqual(
    Object.keys(bundle).filter((text) => !literals.includes(text)),
    [],
    "not used any more",
  );
});

test("a translation has the same placeholders", () => {
  const pairs = [...Object.entries(bundle), ...Object.keys(english).map((key) => [english[key]!, chinese[key] ?? ""])];
  const odd = pairs.filter(([from = "", to = ""]) => placeholders(from) !== placeholders(to));
  assert.deepEqual(odd, []);
});

test("no Chinese is empty, and the bundle is sorted", () => {
  assert.deepEqual(
    [...Object.entries(bundle), ...Object.entries(chinese)].filter(([, text]) => text.trim() === ""),
    [],
  );
  const keys = Object.keys(bundle);
  assert.deepEqual(keys, [...keys].sort());
});

test("the manifest's words are in both languages, none missing and none left over", () => {
  const used = [...new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]!))].sort();
  assert.deepEqual(Object.keys(english).sort(), used);
  assert.deepEqual(Object.keys(chinese).sort(), used);
});

test("commands in the manifest's words exist", () => {
  const known = JSON.parse(manifest).contributes.commands.map(({ command }: { command: string }) => command);
  const linked = [...JSON.stringify([english, chinese]).matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1]!);
  assert.ok(linked.length > 0);
  assert.deepEqual(
    linked.filter((command) => !known.includes(command)),
    [],
  );
});

test("each step of the walkthrough has a page in both languages", () => {
  const pages = [...manifest.matchAll(/"(media\/walkthrough\/[^"]+\.md)"/g)].map((match) => match[1]!);
  assert.equal(pages.length, 4);
  for (const page of pages) {
    assert.ok(existsSync(join(root, page)), page);
    const translated = page.replace(/\.md$/, ".nls.zh-cn.md");
    assert.match(read(translated), /[\u4e00-\u9fff]/, translated);
  }
});

test("the menu's English words end like VS Code's own: an ellipsis when something is asked first", () => {
  for (const words of [english, chinese]) {
    const asking = Object.entries(words).filter(([key]) => /^command\.(set|forget|select|history)/.test(key));
    assert.ok(asking.every(([, text]) => text.endsWith("…")));
  }
});

function unquoted(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal);
  return literal.slice(1, -1).replaceAll("\\'", "'");
}
