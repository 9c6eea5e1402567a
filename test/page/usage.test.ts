// What an answer took, and what a search found, on the page: in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MessageView, UsageView } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import { chinese } from "./labels.ts";
import { delta, pageTests, streaming } from "./pageTests.ts";
import { answer, prompt, stateWith } from "./states.ts";

const inPage = pageTests();
const used = (usage: UsageView, change: Partial<MessageView> = {}) =>
  stateWith([prompt("p", "Question"), answer("a", "Answer.", { usage, ...change })]);
const usage = { input: 43_210, cached: 41_000, cacheWritten: 0, output: 350, money: "¥0.05", saved: "¥0.12" };

test("the usage line says how much of the input was cached and what that saved", () =>
  inPage(used(usage), async (panel, page) => {
    const line = page.locator(".usage");
    await line.getByText("41K of 43.2K cached, saved ¥0.12").waitFor();
    const { saved: _, ...nothingSaved } = { ...usage, cached: 0, cacheWritten: 41_000 };
    await panel.state(used(nothingSaved));
    await line.getByText("41K written to the cache").waitFor();
    assert.doesNotMatch((await line.textContent()) ?? "", /saved|cached,/);
    await panel.state(used({ input: 43_210, cached: 41_000, output: 1 }));
    await line.getByText("41K of 43.2K cached").waitFor();
    await panel.state(used({ input: 10, output: 1 }, { search: true }));
    await line.getByText("web search, billed by the call").waitFor();
  }));

test("the same in Chinese", () =>
  inPage(
    used({ ...usage, cacheUntil: Date.now() + 299_000 }, { search: true }),
    async (_, page) => {
      const line = page.locator(".usage");
      for (const text of ["4.3万 中缓存 4.1万，节省 ¥0.12", "缓存：还剩 4 分钟", "联网搜索，按次计费"]) {
        await line.getByText(text).waitFor();
      }
    },
    { labels: chinese, locale: "zh-cn" },
  ));

test("the cache's clock counts minutes, goes when its time is over, and rests while the page is hidden", () =>
  inPage(undefined, async (panel, page) => {
    await page.clock.install({ time: 1_800_000_000_000 });
    await panel.state(used({ ...usage, cacheUntil: 1_800_000_000_000 + 270_000 }));
    const clock = page.locator(".cache-clock");
    await clock.getByText("cache: 4 min left").waitFor();
    assert.match((await clock.getAttribute("title")) ?? "", /until .*:.* reads the marked part/);
    await page.clock.runFor(31_000);
    await clock.getByText("cache: 3 min left").waitFor();
    await page.evaluate(`{
      Object.defineProperty(document, "visibilityState", { get: () => globalThis.shown ?? "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }`);
    await page.clock.runFor(130_000);
    assert.equal(await clock.textContent(), "cache: 3 min left");
    await page.evaluate(`{ shown = "visible"; document.dispatchEvent(new Event("visibilitychange")); }`);
    await clock.getByText("cache: 1 min left").waitFor();
    await page.clock.runFor(60_000);
    await clock.getByText("cache: less than a minute left").waitFor();
    await page.clock.runFor(60_000);
    await clock.waitFor({ state: "detached" });
  }));

const sources = [
  { number: 1, title: "Node.js Releases <b>now</b>", place: "nodejs.org" },
  { number: 2, title: "Other \u202epage", place: "example.com" },
];

test("sources are numbered chips and numbers in the text; a click names the source, not an address", () =>
  inPage(
    stateWith([prompt("p", "Q"), answer("a", "Node 24 is LTS [1], as **[2]** says, not [3].", { sources })]),
    async (panel, page) => {
      const chips = page.locator(".sources .chip");
      assert.deepEqual(await chips.allTextContents(), ["1nodejs.org", "2example.com"]);
      assert.equal(await chips.first().getAttribute("title"), "Source 1: Node.js Releases <b>now</b> (nodejs.org)");
      assert.match((await chips.last().getAttribute("title")) ?? "", /\\u\{202e\}/);
      await chips.last().click();
      const cited = page.locator(".markdown .citation");
      assert.deepEqual(await cited.allTextContents(), ["[1]", "[2]"]);
      await cited.first().click();
      await cited.last().focus();
      await page.keyboard.press("Enter");
      assert.deepEqual(
        (await panel.posted("openSource")).map(({ messageId, number }) => [messageId, number]),
        [
          ["a", 2],
          ["a", 1],
          ["a", 2],
        ],
      );
      assert.deepEqual(await panel.posted("open"), []);
      assert.deepEqual(await (await startAxe(page))(), []);
    },
  ));

test("sources that come while the answer grows make links of the numbers that are there and that follow", () =>
  inPage(streaming("As [1] says"), async (panel, page) => {
    await page.getByText("As [1] says").waitFor();
    assert.equal(await page.locator(".citation").count(), 0);
    await panel.state(streaming("As [1] says", { sources }));
    assert.equal(await page.locator(".citation").count(), 1);
    await panel.post(delta(11, ", and [2"), delta(19, "] too"));
    await page.locator(".citation").nth(1).waitFor();
    assert.equal(await page.locator(".markdown").textContent(), "As [1] says, and [2] too");
  }));
