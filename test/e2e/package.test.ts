// What is inside the VSIX.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, test } from "node:test";
import { vsix } from "../host/paths.ts";

const expected = [
  "[Content_Types].xml",
  "extension.vsixmanifest",
  "extension/LICENSE.txt",
  "extension/changelog.md",
  "extension/dist/extension.cjs",
  "extension/dist/openai.cjs",
  "extension/dist/opening.cjs",
  "extension/dist/page/katex.css",
  "extension/dist/page/katex.js",
  "extension/dist/page/languages.js",
  "extension/dist/page/main.js",
  "extension/dist/salvage.cjs",
  "extension/dist/search.cjs",
  "extension/l10n/bundle.l10n.zh-cn.json",
  "extension/media/icon.png",
  "extension/media/icon.svg",
  "extension/media/walkthrough/ask.md",
  "extension/media/walkthrough/ask.nls.zh-cn.md",
  "extension/media/walkthrough/explain.md",
  "extension/media/walkthrough/explain.nls.zh-cn.md",
  "extension/media/walkthrough/key.md",
  "extension/media/walkthrough/key.nls.zh-cn.md",
  "extension/media/walkthrough/model.md",
  "extension/media/walkthrough/model.nls.zh-cn.md",
  "extension/package.json",
  "extension/package.nls.json",
  "extension/package.nls.zh-cn.json",
  "extension/readme.md",
];

const folder = mkdtempSync(join(tmpdir(), "ask-qwen-vsix-"));
execFileSync("python3", ["-m", "zipfile", "-e", vsix, folder]);
after(() => rmSync(folder, { recursive: true, force: true }));

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .sort();
/** A part of the extension that is loaded with its first use; esbuild names it. */
const isPiece = (file: string): boolean => /^extension\/dist\/[a-zA-Z]+-[A-Z0-9]{8}\.cjs$/.test(file);
const isFont = (file: string): boolean => /\.woff2$/.test(file);
const text = (file: string): string => readFileSync(join(folder, file), "utf8");
const scripts = files.filter((file) => /\.c?js$/.test(file));

test("K16 the package has exactly these files", () => {
  assert.deepEqual(
    files.filter((file) => !isFont(file) && !isPiece(file)),
    expected,
  );
  assert.ok(files.filter(isFont).every((file) => /^extension\/dist\/page\/(fonts\/)?KaTeX_[\w-]+\.woff2$/.test(file)));
});

test("K17 no script of the package makes code from text, starts a process or is hidden in invisible characters", () => {
  for (const file of scripts) {
    const source = text(file);
    assert.doesNotMatch(source, /\beval\(|\bnew Function\(|child_process|\.rejectUnauthorized/, file);
    assert.doesNotMatch(source, /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u, file);
    assert.doesNotMatch(source, /\/\/# sourceMappingURL/, file);
  }
});

test("P28 the package has no node_modules, no key and no environment file", () => {
  assert.deepEqual(
    files.filter((file) => /node_modules|\.env|\.map$|test\//.test(file)),
    [],
  );
  for (const file of files.filter((name) => /\.(c?js|json|md|css)$/.test(name))) {
    assert.doesNotMatch(text(file), /\bsk-[A-Za-z0-9]{16,}/, file);
  }
});

test("the package is small", () => {
  const fonts = files.filter(isFont).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  assert.ok(statSync(vsix).size - fonts <= 500 * 1024, `${statSync(vsix).size} bytes, fonts ${fonts}`);
});
