// The renderer in a real browser, under the policy that the panel has.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import spec from "commonmark-spec";
import esbuild from "esbuild";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../host/browser.ts";
import { samples } from "../unit/markdown/samples.ts";
import { badTargets, hostileTexts } from "./hostileMarkdown.ts";
import { pathological } from "./pathologicalMarkdown.ts";

// A script without types.
const { copyKatex } = (await import("../../esbuild.mjs" as string)) as { copyKatex(to: string): Promise<void> };

let browser: Browser;
let folder: string;
let origin: string;
let page: Page;
const requests: string[] = [];
let navigations = 0;
const nonce = randomBytes(16).toString("base64");
const server = createServer(
  (request, response) =>
    void answer(request.url ?? "/").then(
      ({ type, body, policy }) => {
        if (policy) response.setHeader("content-security-policy", policy);
        response.setHeader("content-type", type).end(body);
      },
      () => response.writeHead(404).end(),
    ),
);

interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
  readonly policy?: string;
}

async function answer(url: string): Promise<Answer> {
  if (url === "/" || url === "/control") {
    const script = url === "/" ? "markdown.js" : "control.js";
    const body = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><body><div id="root"></div><script type="module" nonce="${nonce}" src="/${script}"></script>`;
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin}; font-src ${origin}; img-src ${origin} blob:; connect-src 'none'; frame-src 'none'; worker-src 'none'; object-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
    return url === "/" ? { type: "text/html", body, policy } : { type: "text/html", body };
  }
  if (url === "/favicon.ico") return { type: "image/png", body: "" };
  const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", woff2: "font/woff2" };
  const type = types[url.split(".").at(-1) ?? ""];
  if (!type || url.includes("..")) throw new Error("unexpected");
  return { type, body: await readFile(join(folder, url)) };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "markdown-"));
  await esbuild.build({
    entryPoints: {
      markdown: "test/page/markdown.ts",
      control: "test/page/markdownControl.ts",
      page: "media/markdown/markdown.css",
    },
    outdir: folder,
    bundle: true,
    format: "esm",
    splitting: true,
    target: "es2023",
    logLevel: "warning",
  });
  await copyKatex(folder);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  browser = await launchBrowser();
  page = await open("/");
});

after(async () => {
  await browser?.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page whose every request to elsewhere is counted, and refused. */
async function open(path: string): Promise<Page> {
  const opened = await browser.newPage();
  await opened.route(/.*/, (route) => {
    const url = route.request().url();
    if (
      url.startsWith(origin) &&
      /\/(?:|control|[\w-]+\.(?:js|css)|fonts\/[\w-]+\.woff2|favicon\.ico)$/.test(url.slice(origin.length))
    ) {
      return route.continue();
    }
    requests.push(url);
    return route.abort();
  });
  opened.on("dialog", (dialog) => void dialog.dismiss());
  await opened.goto(origin + path);
  await opened.waitForFunction("globalThis.markdownTest");
  await opened.evaluate("markdownTest.ready()");
  opened.on("framenavigated", () => navigations++);
  return opened;
}

/** Calls a function of test/page/markdown.ts. */
async function ask<Result>(name: string, ...values: readonly unknown[]): Promise<Result> {
  return (await page.evaluate(`markdownTest.${name}(...${JSON.stringify(values)})`)) as Result;
}

interface Seen {
  readonly executed: number;
  readonly violations: readonly string[];
  readonly opened: readonly string[];
  readonly elements: readonly string[];
  readonly attributes: readonly string[];
}

const examples = [
  ...spec.tests.map(({ number, markdown }) => ({ name: `CommonMark ${number}`, text: markdown.replaceAll("→", "\t") })),
  ...Object.entries(samples).map(([name, text]) => ({ name, text })),
];
const allowed =
  "p h1 h2 h3 h4 h5 h6 ul ol li pre code blockquote table colgroup col thead tbody tr th td em strong del hr br button span div a".split(
    " ",
  );

test("M04 every example ends in the same DOM however it was cut, of known elements only", {
  timeout: 120_000,
}, async () => {
  assert.deepEqual(await ask("unequal", examples, [1, 2, 3, 7, 16]), []);
  const { elements } = await ask<Seen>("seen");
  assert.deepEqual(
    elements.filter((name) => !allowed.includes(name)),
    [],
  );
});

test("M01 M02 M03 M05 M06 M13 M14 M15 M20 M21 M22 M25 M26 hostile answers do nothing", {
  timeout: 240_000,
}, async () => {
  const texts = hostileTexts();
  assert.ok(texts.length > 900, `${texts.length} payloads`);
  for (const size of [1000, 3]) {
    await page.evaluate(
      `for (const text of ${JSON.stringify(texts)}) markdownTest.attack(text, ${size}); new Promise((resolve) => setTimeout(resolve, 200))`,
    );
  }
  const seen = await ask<Seen>("seen");
  assert.equal(seen.executed, 0);
  assert.deepEqual(requests, []);
  assert.equal(navigations, 0);
  assert.deepEqual(seen.violations, []);
  assert.deepEqual(
    seen.elements.filter((name) => !allowed.includes(name)),
    [],
  );
  const attributes =
    "class title role tabindex aria-level aria-label aria-haspopup aria-expanded width type start dir lang".split(" ");
  assert.deepEqual(
    seen.attributes.filter((name) => !attributes.includes(name)),
    [],
  );
  assert.deepEqual(
    seen.opened.filter((href) => !/^(?:https?:\/\/|mailto:)/i.test(href)),
    [],
  );
  assert.ok(seen.opened.includes("https://ok.example"));
});

test("M08 M09 M12 other schemes than http, https and mailto are no links", async () => {
  const before = (await ask<Seen>("seen")).opened.length;
  for (const target of badTargets)
    await ask("attack", `[x](<${target}>) [y][r] <${target}>\n\n[r]: <${target}>\n`, 1000);
  assert.deepEqual((await ask<Seen>("seen")).opened.slice(before), []);
});

test("the same payloads do much where nothing stops them", { timeout: 240_000 }, async () => {
  const control = await open("/control");
  const texts = hostileTexts().filter((text) => !/refresh|<base|form|<iframe src="?java|<link rel=d/.test(text));
  try {
    await control.evaluate(`markdownTest.attack(${JSON.stringify(texts)})`);
    const executed = (await control.evaluate("markdownTest.executed()")) as number;
    assert.ok(executed > 20, `${executed} executed`);
    assert.ok(requests.length > 20, `${requests.length} requests`);
  } finally {
    await control.close();
    requests.length = 0;
    navigations = 0;
  }
});

test("M19 maths is drawn under the policy, with its own fonts; fences stay code", async () => {
  const text =
    "Let $\\sqrt{x^2}$ be\n\n$$\n\\boxed{\\frac{1}{2}} \\pmb{x} \\begin{pmatrix}a\\\\b\\end{pmatrix} 中文\n$$\n\n$\\nosuch{$ $\\href{javascript:pwned()}{x}$\n\n```math\nx\n```\n\n```mermaid\ngraph TD\n```\n";
  const before = (await ask<Seen>("seen")).violations.length;
  const result = JSON.parse(await ask<string>("maths", text)) as { drawn: number; fonts: string[]; left: number };
  assert.equal(result.drawn, 3);
  assert.ok(result.fonts.includes("KaTeX_Main"), result.fonts.join());
  assert.deepEqual((await ask<Seen>("seen")).violations.slice(before), []);
  assert.deepEqual(requests, []);
});

test("a selection survives in settled text, in the live paragraph and in live code", async () => {
  const settled = await ask(
    "selectThenGrow",
    "One two three.\n\nNext\n\nAnd ",
    "two",
    "two",
    "more text\n\n- a\n- b\n",
  );
  assert.equal(settled, "two");
  assert.equal(
    await ask("selectThenGrow", "Live para", "ive", "par", "graph **bold** and `code`.\n\nNext\n"),
    "ive par",
  );
  const code = await ask(
    "selectThenGrow",
    "```js\nlet a = 1;\nconst live",
    "let",
    "live",
    " = 2;\n/* x */ return;\n```\nend\n",
  );
  assert.equal(code, "let a = 1;\nconst live");
  assert.equal(
    await ask("selectThenGrow", "```js\nlet a = 1;\nconst liv", "liv", "liv", "e = `2`;\nreturn;\n```\nend\n"),
    "liv",
  );
});

for (const [name, { text, size }] of Object.entries(pathological)) {
  test(`M36 ${name} is drawn in time`, { timeout: 30_000 }, async () => {
    const milliseconds = await ask<number>("time", text, size ?? text.length);
    // Twice the limit: the machine may be busy with other tests.
    assert.ok(milliseconds < 4000, `${Math.round(milliseconds)} ms`);
  });
}
