// The list of conversations in the panel's page, in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startAxe } from "./axe.ts";
import { closed, focused, found, historyOf, open, row, rows, searchBox } from "./histories.ts";
import { at, box, button, pageTests, scrollOf, still, wheelUp } from "./pageTests.ts";
import { stateWith, turns } from "./states.ts";

const inPage = pageTests();

test("the list covers the conversation, takes the cursor, and gives it back; the thread stays where it was", () =>
  inPage(stateWith(turns(20)), async (panel, page) => {
    await box(page).fill("half a thought");
    await wheelUp(panel, 700);
    await button(page, "New below").waitFor();
    const before = await scrollOf(page);
    await panel.post(open(historyOf(rows(3))));
    assert.equal(await focused(page), "Search all messages and titles");
    assert.equal(await page.locator(".thread:visible, .composer:visible").count(), 0);
    await page.keyboard.press("Escape");
    await button(page, "Back to the chat").click();
    assert.equal((await panel.posted("closeHistory")).length, 2);
    await panel.post(closed);
    assert.equal(await page.locator(".history").count(), 0);
    assert.equal(await focused(page), "Message to Qwen");
    assert.equal(await box(page).inputValue(), "half a thought");
    assert.deepEqual(await scrollOf(page), before);
  }));

test("without a query: pinned ones, today, yesterday, then a heading a day", () =>
  inPage(stateWith([]), async (panel, page) => {
    const day = 24 * 60 * 60 * 1000;
    const noon = new Date().setHours(12, 0, 0, 0);
    await panel.post(
      open(
        historyOf([
          row("p", "Pinned one", { isPinned: true, updatedAt: noon - 9 * day }),
          row("a", "New", { updatedAt: noon, messages: 1, isOpen: true }),
          row("b", "", { updatedAt: noon - day, isRunning: true }),
          row("c", "Old", { updatedAt: new Date(2020, 1, 29, 12).getTime() }),
        ]),
      ),
    );
    assert.deepEqual(await page.locator(".history h2").allTextContents(), [
      "Pinned",
      "Today",
      "Yesterday",
      "Saturday, February 29, 2020",
    ]);
    assert.deepEqual(await page.locator(".row-title").allTextContents(), ["Pinned one", "New", "Untitled", "Old"]);
    const facts = await page.locator(".row-facts").allTextContents();
    assert.match(facts[1] ?? "", /^Open now12:00.PM1 messageweb-shop$/);
    assert.match(facts[2] ?? "", /^Answering12:00.PM12 messagesweb-shop$/);
    await button(page, "Old").click();
    assert.deepEqual(await panel.posted("openConversation"), [{ type: "openConversation", id: "c" }]);
  }));

test("what is typed is searched a moment later; scope and archive are asked for at once, with the query", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf(rows(2))));
    await page.keyboard.type("lo");
    await panel.until("underTest.posted.some(({ type, query }) => type === 'history' && query === 'lo')");
    await page.keyboard.type("op");
    await button(page, "This workspace").click();
    await button(page, "Archived").click();
    assert.deepEqual((await panel.posted("history")).slice(-2), [
      { type: "history", query: "loop", scope: "workspace", archived: false, count: 100 },
      { type: "history", query: "loop", scope: "all", archived: true, count: 100 },
    ]);
    await panel.post(open(historyOf([], { query: "lo" })));
    assert.equal(await page.locator(searchBox).inputValue(), "loop", "an older answer does not change what is typed");
    await panel.post(open(historyOf([], { query: "loop", workspace: "" })));
    assert.equal(await button(page, "This workspace").count(), 0);
    await panel.post(open(historyOf(rows(2))));
    assert.equal(await page.locator(searchBox).inputValue(), "", "the host has begun anew");
    await button(page, "Import…").click();
    assert.deepEqual(await panel.posted("run"), [{ type: "run", action: "import" }]);
  }));

test("an input method's letters are searched only when it has made words of them", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf(rows(2))));
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "shijian", selectionStart: 7, selectionEnd: 7 });
    await session.send("Input.insertText", { text: "事件" });
    await panel.until("underTest.posted.some(({ type }) => type === 'history')");
    assert.deepEqual(
      (await panel.posted("history")).map(({ query }) => query),
      ["事件"],
    );
  }));

test("hits are shown in context and open at their message; names and hits are text, never markup", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(found));
    assert.deepEqual(await page.locator(".hit mark").allTextContents(), ["event loop", "Event Loop"]);
    assert.equal(await page.locator(".hit").first().textContent(), "Qwen so the event loop is <b>cut</b>");
    await page.getByText("3 more in this conversation").waitFor();
    await page.locator(".hit").nth(1).click();
    assert.deepEqual(await panel.posted("openHit"), [{ type: "openHit", id: "a", messageId: "m2" }]);
    assert.equal(await page.locator(".history h2").count(), 0);
  }));

test("while a search runs, what was there stays and nothing jumps; the result is told once", () =>
  inPage(stateWith([]), async (panel, page) => {
    const told = (): Promise<string> => at(page, ".history [role=status]", "element.textContent");
    const top = (): Promise<number> => at(page, ".history-list", "element.getBoundingClientRect().top");
    await panel.post(open(historyOf(rows(3))));
    assert.equal(await told(), "");
    const before = await top();
    await panel.post(open(historyOf([], { query: "event loop", isSearching: true })));
    assert.equal(await page.locator(".row").count(), 3);
    assert.equal(await page.getByRole("progressbar", { name: "Searching…" }).count(), 1);
    assert.equal(await told(), "");
    await panel.post(open({ ...found, indexed: 40 }));
    assert.equal(await told(), "Conversations: 2");
    await page.getByText("Older messages are still being read for the search: 40%").waitFor();
    assert.equal(await top(), before);
    await panel.post(open(historyOf([], { query: "nowhere" })));
    assert.equal(await told(), "Nothing was found");
    assert.equal(await page.locator(".history-nothing").textContent(), "Nothing was found");
    await panel.post(open(historyOf([])));
    assert.equal(await page.locator(".history-nothing").textContent(), "No conversations yet");
    await panel.post(open(historyOf([], { archived: true })));
    assert.equal(await page.locator(".history-nothing").textContent(), "No conversations here");
  }));

test("pin, archive and export post what they say", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf([row("a", "One", { isPinned: true, isArchived: true }), row("b", "Two")])));
    for (const [index, names] of [
      [0, ["Unpin", "Take out of the archive", "Export…"]],
      [1, ["Pin", "Archive"]],
    ] as const) {
      const one = page.locator(".row").nth(index);
      await one.hover();
      for (const name of names) await button(one, name).click();
    }
    assert.deepEqual((await panel.posted()).slice(1), [
      { type: "pin", id: "a", on: false },
      { type: "archive", id: "a", on: false },
      { type: "export", id: "a" },
      { type: "pin", id: "b", on: true },
      { type: "archive", id: "b", on: true },
    ]);
  }));

test("of ten thousand rows only those near are drawn; more are asked for on approach, and a refresh does not scroll", () =>
  inPage(stateWith([]), async (panel, page) => {
    await panel.post(open(historyOf(rows(100), { more: 9900 })));
    assert.deepEqual(await panel.posted("history"), []);
    await page.mouse.move(200, 400);
    for (let round = 0; round < 40 && (await panel.posted("history")).length === 0; round++) {
      await page.mouse.wheel(0, 600);
      await panel.post();
    }
    assert.deepEqual(await panel.posted("history"), [
      { type: "history", query: "", scope: "all", archived: false, count: 200 },
    ]);
    const top = (): Promise<number> => at(page, ".history-list", "element.scrollTop");
    // The last wheel may still be on its way.
    await still(panel, ".history-list");
    const before = await top();
    await panel.post(open(historyOf(rows(200), { more: 9800 })));
    assert.equal(await top(), before);

    await panel.post(open(historyOf(rows(10_000))));
    assert.ok((await page.locator(".row").count()) < 200, `${await page.locator(".row").count()} rows are drawn`);
    await page.evaluate("document.querySelector('.history-list').scrollTop = 1e9");
    await page.getByText("Conversation 9999").waitFor();
    assert.ok((await page.locator(".row").count()) < 200, `${await page.locator(".row").count()} rows are drawn`);
    const place = (): Promise<number> =>
      page.evaluate("[...document.querySelectorAll('.row')].at(-1).getBoundingClientRect().top");
    await still(panel, ".history-list");
    const end = await place();
    await panel.post(open(historyOf([row("new", "New"), ...rows(10_000)])));
    assert.ok(Math.abs((await place()) - end) <= 1, "a new row above does not move what is being read");
  }));

for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
  test(`axe finds nothing wrong with the list in the ${theme} theme`, () =>
    inPage(
      stateWith(turns(1)),
      async (panel, page) => {
        const wrong = await startAxe(page);
        const all = [
          row("p", "كيف أكتب اختبارًا؟", { isPinned: true }),
          row("o", "事件循环", { isOpen: true }),
          ...rows(60),
        ];
        const marked = [...all.slice(0, 3), row("r", "Gone", { isRemoved: true }), row("q", "", { isRunning: true })];
        await panel.post(open(historyOf([...marked, ...all.slice(3)], { more: 900 })));
        assert.deepEqual(await wrong(), []);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("F2");
        assert.deepEqual(await wrong(), []);
        await panel.post(open({ ...found, isSearching: true, indexed: 3 }));
        await page.locator(".row").first().hover();
        assert.deepEqual(await wrong(), []);
        await panel.post(open(historyOf([], { query: "x" })));
        assert.deepEqual(await wrong(), []);
      },
      { theme, width: 300 },
    ));
}

test("at 250 pixels nothing of the list is wider than the panel", () =>
  inPage(
    stateWith([]),
    async (panel, page) => {
      const long = "AVeryLongIdentifierWithoutAnySpaceInIt".repeat(4);
      for (const view of [historyOf([row("a", long, { workspace: long }), row("b", "很长的标题".repeat(30))]), found]) {
        await panel.post(open(view));
        await page.locator(".row").first().hover();
        const wide: string[] = await page.evaluate(
          "[...document.querySelectorAll('.history *')].filter((element) => element.getBoundingClientRect().right > 250 && !element.closest('.cut')).map(({ className }) => className)",
        );
        assert.deepEqual(wide, []);
      }
    },
    { width: 250 },
  ));
