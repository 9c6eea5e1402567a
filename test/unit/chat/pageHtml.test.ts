import assert from "node:assert/strict";
import { test } from "node:test";
import esbuild, { type BuildOptions } from "esbuild";
import { pageHtml } from "../../../src/chat/pageHtml.ts";
import { root } from "../sources.ts";

// A script without types, so it is imported by a name that the compiler does not follow.
const script: string = "../../../esbuild.mjs";
const { page }: Record<"page", BuildOptions> = await import(script);

const html = pageHtml({
  nonce: "once",
  language: "zh-cn",
  source: "https://source.example",
  folder: "https://source.example/dist/page",
  script: "begin();",
});

test("M24 the policy is the one of the first design, whatever stands in the HTML", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.equal(
    policy,
    "default-src 'none'; script-src 'nonce-once'; style-src https://source.example; font-src https://source.example; img-src https://source.example blob:; connect-src 'none'; frame-src 'none'; worker-src 'none'; object-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  assert.doesNotMatch(policy ?? "", /unsafe/);
});

test("all scripts have the nonce, and what is loaded later has its address", () => {
  assert.deepEqual(
    [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag),
    ['<script type="importmap" nonce="once">', '<script type="module" nonce="once">'],
  );
  assert.ok(html.includes('"./languages.js":"https://source.example/dist/page/languages.js"'));
  assert.ok(html.includes("begin();</script>"));
});

test("the page's script can stand in HTML: it holds no tag that begins or ends a script, and needs no other file at first", async () => {
  const { outputFiles, metafile } = await esbuild.build({
    ...page,
    absWorkingDir: root,
    minify: true,
    sourcemap: false,
    metafile: true,
    write: false,
  });
  const main = outputFiles.find(({ path }) => path.endsWith("main.js"))?.text ?? "";
  assert.doesNotMatch(main, /<\/?script/i);
  const [, output] = Object.entries(metafile.outputs).find(([path]) => path.endsWith("main.js"))!;
  assert.deepEqual(output.imports.map(({ path, kind }) => `${kind} ${path}`).sort(), [
    "dynamic-import ./katex.js",
    "dynamic-import ./languages.js",
  ]);
});
