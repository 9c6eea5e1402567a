// What Qwen can, in the real workbench, against the stand-in under the name of the real host: a thinking budget that is refused,
// a search with its sources, the cache with its clock, the sums. In both languages.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Frame } from "playwright-core";
import { answerEvents, eventStream, failure, sse } from "../dashscope/answers.ts";
import { createCache } from "../dashscope/cache.ts";
import { type Recorded, type StandIn, startStandIn } from "../dashscope/standIn.ts";
import { openTunnel, type Tunnel } from "../dashscope/tunnel.ts";
import { until } from "../until.ts";
import { wordsOf } from "./words.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const key = "sk-test-0123456789abcdef";
/** As one that somebody has left in a file. */
const secret = `sk-${"0123456789abcdef".repeat(2)}`;
const limit = 38_912;
const refusedSearch = "What is new in it?";
const thought = "They ask about a release line. ".repeat(4);
const expensive = "And in all that was ever written?";

const places = {
  en: {
    host: "dashscope-intl.aliyuncs.com",
    endpoint: "singapore",
    model: "qwen3.7-plus",
    thinkingOff: "Thinking: off",
    slider: "Largest number of tokens to think",
    automatic: "Automatic: as long as the model likes",
    searchOff: "Web search: off",
    searchOn: "Web search: on",
    billed: "web search, billed by the call",
    cached: /K of [\d.]+K cached, saved \$0\.0\d+/,
    written: /[\d.]+K written to the cache/,
    clock: "cache: 4 min left",
    inspector: "What will be sent",
    mayBeSecret: "may hold a key or password: line 2",
    sendAll: "Send it all the same",
    showSent: "Show what was sent",
    about: "What are these for? ",
    showUsage: "Show Usage",
    session: /This session · \$0\.0/,
    question: "How long is Node 24 supported?",
    long: "What is exported here, and what for?",
    next: "And which of these are used?",
    found: "Node.js 24 is the LTS line [1] and is kept until April 2028 [2].",
    plain: "computed from its row",
    explained: "A table of **values**, each computed from its row.",
  },
  "zh-cn": {
    host: "dashscope.aliyuncs.com",
    endpoint: "beijing",
    model: "qwen3.5-plus",
    thinkingOff: "思考：关",
    slider: "思考 token 数上限",
    automatic: "自动：由模型决定",
    searchOff: "联网搜索：关",
    searchOn: "联网搜索：开",
    billed: "联网搜索，按次计费",
    cached: /[\d.]+万? 中缓存 [\d.]+万?，节省 ¥0\.0\d+/,
    written: /写入缓存 [\d.]+万?/,
    clock: "缓存：还剩 4 分钟",
    inspector: "将要发送的内容",
    mayBeSecret: "可能含有密钥或密码：第 2 行",
    sendAll: "仍然发送",
    showSent: "查看已发送的内容",
    about: "这些是做什么用的？ ",
    showUsage: "显示用量",
    session: /本次会话 · ¥0\.0/,
    question: "Node 24 支持到什么时候？",
    long: "这里导出了什么？有什么用？",
    next: "其中哪些被用到了？",
    found: "Node.js 24 是 LTS 版本 [1]，支持到 2028 年 4 月 [2]。",
    plain: "每个值由所在的行算出",
    explained: "一张**数值**表，每个值由所在的行算出。",
  },
} as const;

const pages = [
  {
    index: 1,
    title: "Node.js — Releases",
    url: "https://nodejs.org/en/about/previous-releases",
    site_name: "nodejs.org",
  },
  { index: 2, title: "Node.js Release Working Group", url: "https://github.com/nodejs/Release", site_name: "GitHub" },
];

for (const locale of ["en", "zh-cn"] as const) {
  const words = places[locale];
  describe(`what Qwen can, ${locale}`, () => {
    let service: StandIn;
    let tunnel: Tunnel;
    let workspace: string;
    let workbench: Workbench;
    before(async () => {
      const usage = createCache();
      service = await startStandIn({ key, respond: (request) => reply(request, usage) });
      tunnel = await openTunnel(words.host, service.port);
      workspace = await mkdtemp(join(tmpdir(), "ask-qwen-powers-"));
      const lines = Array.from(
        { length: 300 },
        (_, row) => `export const value${row} = compute(${row}, "row ${row}");`,
      );
      await writeFile(join(workspace, "values.ts"), `${lines.join("\n")}\n`);
      await writeFile(join(workspace, "config.ts"), `export const port = 80;\nexport const apiKey = "${secret}";\n`);
      workbench = await openWorkbench({
        locale,
        workspace,
        width: 1280,
        env: { ...tunnel.env, DASHSCOPE_API_KEY: key },
        settings: {
          "askQwen.endpoint": words.endpoint,
          "askQwen.model": words.model,
          // More than all of the tests but the last one take.
          "askQwen.monthlyBudget": 1,
          "askQwen.preserveThinking": "on",
          "http.proxy": tunnel.proxy,
          "http.proxySupport": "override",
          // With it, VS Code would put the machine's certificates in the place of those that Node has been given.
          "http.systemCertificates": false,
          "editor.minimap.enabled": false,
        },
      });
    });
    after(async () => {
      await workbench?.close();
      tunnel?.close();
      await service?.close();
      await rm(workspace, { recursive: true, force: true });
    });

    /** The real service refuses a budget that is over its limit; which that is, it says only then. */
    function reply({ json }: Recorded, usage: ReturnType<typeof createCache>) {
      const {
        thinking_budget: budget,
        enable_thinking: isThinking,
        enable_search: isSearch,
      } = json as Readonly<Record<string, unknown>>;
      if (typeof budget === "number" && budget > limit) {
        const message = `<400> InternalError.Algo.InvalidParameter: The thinking_budget parameter must be a positive integer and not greater than ${limit}`;
        return failure(400, "invalid_parameter_error", message);
      }
      const { messages } = json as { readonly messages: readonly { readonly content: unknown }[] };
      const isAsked = (question: string): boolean => JSON.stringify(messages.at(-1)?.content).includes(question);
      if (isSearch && isAsked(refusedSearch)) {
        const message = `<400> InternalError.Algo.InvalidParameter: The model ${words.model} does not support enable_search.`;
        return failure(400, "invalid_parameter_error", message);
      }
      const thinking = isThinking ? thought : "";
      const events = answerEvents(isSearch ? words.found : words.explained, {
        thinking,
        model: words.model,
        usage: {
          ...usage(json, 60),
          ...(isAsked(expensive) && { prompt_tokens: 20_000_000, prompt_tokens_details: {} }),
          ...(thinking && { completion_tokens_details: { reasoning_tokens: 31 } }),
        },
      });
      const found = isSearch ? sse({ search_info: { search_results: pages }, choices: [] }) : "";
      return [{ head: 200, headers: eventStream }, { send: found + events.join("") }];
    }

    const bodies = (from: number) =>
      service.requests.slice(from).map(({ json }) => json as Readonly<Record<string, unknown>>);
    const last = (panel: Frame) => panel.locator(".message.from-qwen").last();
    async function ask(question: string): Promise<Frame> {
      const panel = await workbench.openPanel();
      await panel.locator(".composer textarea").fill(question);
      await panel.locator(".composer textarea").press("Enter");
      return panel;
    }

    test("a thinking budget is chosen with the keyboard; one that the model refuses is cut to its limit and asked again; what was thought goes back where that is wished", async (t) => {
      workbench.watch(t);
      const panel = await workbench.openPanel();
      await workbench.sideBarWidth(520);
      await panel.getByRole("button", { name: words.thinkingOff }).press("Enter");
      await panel.getByRole("slider", { name: words.slider }).focus();
      await workbench.page.keyboard.press("End");
      await panel.locator(".thinking-option input:checked").last().waitFor();
      await until(
        async () =>
          /262,144/.test((await panel.locator(".thinking-option").last().textContent()) ?? "") ||
          /81,920/.test((await panel.locator(".thinking-option").last().textContent()) ?? ""),
        "the slider is at its end",
      );
      await workbench.screenshot(`thinking-${locale}`);
      await workbench.page.keyboard.press("Escape");
      await until(
        async () => (await panel.locator(".thinking-choice > button").getAttribute("aria-pressed")) === "true",
        "thinking is on",
      );
      const from = service.requests.length;
      await ask(words.question);
      await last(panel).getByText(words.plain).waitFor();
      await last(panel).locator("details.thinking summary").waitFor();
      const budgets = bodies(from).map(({ thinking_budget: budget }) => budget);
      assert.equal(budgets.length, 2);
      assert.ok(Number(budgets[0]) > limit);
      assert.equal(budgets[1], limit);
      const next = service.requests.length;
      await ask(words.next);
      const { preserve_thinking: isPreserved, messages } = JSON.parse((await service.request(next)).body);
      const { content, reasoning_content: thinking } = messages.at(-2);
      assert.equal(content, words.explained);
      // Only some models know the field; the others are not given what they thought.
      assert.deepEqual([isPreserved, thinking], locale === "en" ? [true, thought] : [undefined, undefined]);
      await until(async () => (await panel.locator("button.stop").count()) === 0, "the answer is complete");
      await panel.locator(".thinking-choice > button").click();
      await panel.locator(".thinking-option").last().getByText("38,912").waitFor();
      await panel.getByRole("radio").first().check();
      await workbench.page.keyboard.press("Escape");
      await panel.getByRole("button", { name: words.thinkingOff }).waitFor();
    });

    test("a search goes out with the question, its sources are chips, and a click opens one after VS Code's own question", async (t) => {
      workbench.watch(t);
      const panel = await workbench.openPanel();
      await panel.getByRole("button", { name: words.searchOff }).click();
      await panel.getByRole("button", { name: words.searchOn }).waitFor();
      const from = service.requests.length;
      await ask(words.question);
      await last(panel).locator(".sources .chip").nth(1).waitFor();
      await last(panel).getByText(words.billed).waitFor();
      assert.deepEqual(await last(panel).locator(".citation").allTextContents(), ["[1]", "[2]"]);
      assert.equal(bodies(from)[0]?.["enable_search"], true);
      await workbench.screenshot(`web-search-${locale}`);
      await last(panel).locator(".citation").first().click();
      const dialog = workbench.page.locator(".monaco-dialog-box");
      await dialog.getByText("https://nodejs.org/en/about/previous-releases").waitFor();
      await workbench.page.keyboard.press("Escape");
      await panel.getByRole("button", { name: words.searchOn }).click();
      await panel.getByRole("button", { name: words.searchOff }).waitFor();
    });

    test("a long context is written to the cache, read at the next question, and the line says what that saved and for how long", async (t) => {
      workbench.watch(t);
      await workbench.openFile("values.ts");
      await workbench.page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
      await workbench.page.keyboard.press("ControlOrMeta+A");
      await workbench.runCommand(
        locale === "en" ? "Ask Qwen: Add Selection to Chat" : "Ask Qwen: 将所选内容添加到聊天",
      );
      const panel = await workbench.panel();
      await panel.locator(".draft-references .chip").waitFor();
      await ask(words.long);
      await last(panel).locator(".usage").getByText(words.written).waitFor();
      await ask(words.next);
      await last(panel).locator(".usage").getByText(words.cached).waitFor();
      await last(panel).getByText(words.clock).waitFor();
      assert.equal(await panel.locator(".cache-clock").count(), 1);
      await workbench.screenshot(`cache-${locale}`);
    });

    test("the sums of the session are shown by model", async (t) => {
      workbench.watch(t);
      await workbench.runCommand(`Ask Qwen: ${words.showUsage}`);
      const list = workbench.page.locator(".quick-input-list");
      await list.getByText(words.session).waitFor();
      await workbench.screenshot(`usage-${locale}`);
      await workbench.page.keyboard.press("Escape");
    });

    test("a search that the model refuses is a card that asks again without one", async (t) => {
      workbench.watch(t);
      const panel = await workbench.openPanel();
      await panel.getByRole("button", { name: words.searchOff }).click();
      const from = service.requests.length;
      await ask(refusedSearch);
      const all = await wordsOf(locale);
      await last(panel)
        .locator(".error-card")
        .getByRole("button", { name: all("Ask without a search") })
        .click();
      await last(panel).getByText(words.plain).waitFor();
      assert.deepEqual(
        bodies(from).map(({ enable_search: isSearch }) => isSearch === true),
        [true, false],
      );
      // What was learned of the model holds: the switch says why it can not be had.
      assert.equal(await panel.getByRole("button", { name: words.searchOn }).count(), 0);
    });

    test("K13 H16 files named with @ are seen with tokens and price before they go, what may be a secret is asked about, and what went can be seen", async (t) => {
      workbench.watch(t);
      const { page } = workbench;
      const panel = await workbench.openPanel();
      const box = panel.locator(".composer textarea");
      await box.focus();
      await page.keyboard.type(`${words.about}@val`);
      const first = panel.getByRole("option").first();
      await first.getByText("values.ts").first().waitFor();
      await page.keyboard.press("Enter");
      await panel.locator(".draft-references .chip").filter({ hasText: "values.ts" }).waitFor();
      await page.keyboard.type(" @");
      await panel.getByRole("option").nth(3).waitFor();
      await workbench.screenshot(`mentions-${locale}`);
      await page.keyboard.type("config");
      // The list of the query before may have it too, further down.
      await first.getByText("config.ts").first().waitFor();
      await page.keyboard.press("Enter");
      await panel.locator(".draft-references .chip").filter({ hasText: "config.ts" }).waitFor();
      await panel.locator(".meter").click();
      const list = panel.getByRole("region", { name: words.inspector });
      await list.getByText(words.mayBeSecret).waitFor();
      assert.match((await list.locator("li").filter({ hasText: "values.ts" }).textContent()) ?? "", /[$¥]0\.0/);
      await workbench.screenshot(`inspector-${locale}`);
      await panel.locator(".meter").click();
      const from = service.requests.length;
      const answers = await panel.locator(".message.from-qwen").count();
      await box.press("Enter");
      await panel.getByRole("alertdialog").getByRole("button", { name: words.sendAll }).click();
      const { body } = await service.request(from);
      await panel.locator(".message.from-qwen").nth(answers).locator(".usage").waitFor();
      await until(async () => (await panel.locator("button.stop").count()) === 0, "the answer is complete");
      assert.ok(body.includes(secret) && body.includes("value299"));
      await last(panel).hover();
      await last(panel).getByRole("button", { name: words.showSent }).click();
      await page.locator(".part.editor .view-line").filter({ hasText: '"model"' }).first().click();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.press("ControlOrMeta+C");
      let shown = "";
      await until(async () => {
        shown = await page.evaluate<string>("navigator.clipboard.readText()");
        return shown.includes("{");
      }, "the copied request");
      assert.deepEqual(JSON.parse(shown.slice(shown.indexOf("{"))), JSON.parse(body));
      assert.ok(!shown.includes(key));
    });

    test("a month's budget that is spent is told, and nothing is blocked", async (t) => {
      workbench.watch(t);
      const panel = await workbench.openPanel();
      const all = await wordsOf(locale);
      const [told = ""] = all("This month's budget is spent: {0} of {1} (estimate). Nothing is blocked.").split("{0}");
      const notice = panel.locator(".notice").filter({ hasText: told });
      assert.equal(await notice.count(), 0);
      const answers = await panel.locator(".message.from-qwen").count();
      await ask(expensive);
      await notice.waitFor();
      await panel.locator(".message.from-qwen").nth(answers).locator(".usage").waitFor();
      await ask(words.next);
      await panel
        .locator(".message.from-qwen")
        .nth(answers + 1)
        .locator(".usage")
        .waitFor();
    });
  });
}
