// The list behind an @ in the composer, by keyboard and mouse, in a real browser behind the real policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MentionView } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import type { PanelPage } from "./harness.ts";
import { chinese } from "./labels.ts";
import { at, box, button, pageTests } from "./pageTests.ts";
import { prompt, stateWith } from "./states.ts";

const inPage = pageTests();

const items: readonly MentionView[] = [
  { id: "1", kind: "problems", label: "Problems", detail: "3" },
  { id: "2", kind: "file", label: "client.ts", detail: "src/chat" },
  { id: "3", kind: "folder", label: "chat/", detail: "src" },
  ...Array.from({ length: 30 }, (_, index) => ({
    id: `f${index}`,
    kind: "file" as const,
    label: `file${index}.ts`,
    detail: "src/a/very/long/way/down/into/the/tree/of/folders/of/a/large/project",
  })),
];

const offer = (panel: PanelPage, query: string, offered = items) =>
  panel.post({ type: "mentions", query, items: offered, isComplete: true });

test("an @ asks the host at each key, arrow keys choose, Enter puts the file's name into the sentence and asks for the file", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("explain @cl");
    await panel.until("underTest.posted.filter(({ type }) => type === 'mention').length === 3");
    assert.deepEqual(
      (await panel.posted("mention")).map(({ query }) => query),
      ["", "c", "cl"],
    );
    await offer(panel, "cl");
    assert.equal(await page.getByRole("option").count(), items.length + 2);
    await box(page).press("ArrowDown");
    const active = await box(page).getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    await box(page).press("Enter");
    assert.deepEqual(await panel.posted("attach"), [{ type: "attach", conversation: "c1", id: "2" }]);
    assert.deepEqual(await panel.posted("send"), []);
    assert.equal(await box(page).inputValue(), "explain @client.ts ");
    await panel.until("!document.querySelector('.mention')");
    assert.equal((await panel.posted("endMention")).length, 1);
    await page.keyboard.type("please");
    assert.equal(await box(page).inputValue(), "explain @client.ts please");
  }));

test("what has no name of its own leaves the sentence as it was; the mouse works, and the focus stays in the text", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).fill("fix ");
    await button(page, "Attach files, symbols, problems, changes… (@)").click();
    assert.equal(await box(page).inputValue(), "fix @");
    await offer(panel, "");
    await page.getByRole("option", { name: "Problems" }).click();
    assert.deepEqual(await panel.posted("attach"), [{ type: "attach", conversation: "c1", id: "1" }]);
    assert.equal(await box(page).inputValue(), "fix ");
    assert.equal(await at(page, ".composer textarea", "element === document.activeElement"), true);
    await page.keyboard.type("@");
    await offer(panel, "");
    await page.getByRole("option", { name: "Choose files…" }).click();
    assert.deepEqual(await panel.posted("attachFiles"), [{ type: "attachFiles", conversation: "c1" }]);
  }));

test("Escape closes the list and stops nothing; it stays closed for this @ and opens for the next", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("@a");
    await offer(panel, "a");
    await box(page).press("Escape");
    assert.equal(await page.locator(".mention").count(), 0);
    await page.keyboard.type("b");
    assert.equal(await page.locator(".mention").count(), 0);
    assert.deepEqual(await panel.posted("stop"), []);
    await page.keyboard.type(" @c");
    await offer(panel, "c");
    assert.equal(await page.locator(".mention").count(), 1);
  }));

test("when nothing is found Enter sends the text as it is", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("hello @nobody");
    await offer(panel, "nobody", []);
    await box(page).press("Enter");
    assert.deepEqual(
      (await panel.posted("send")).map(({ text }) => text),
      ["hello @nobody"],
    );
  }));

test("an Enter that comes before the list of what was typed takes from that list, not from the one in sight; with nothing in it, the text is sent", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("@");
    await offer(panel, "");
    await page.keyboard.type("cl");
    await box(page).press("Enter");
    assert.deepEqual([...(await panel.posted("attach")), ...(await panel.posted("send"))], []);
    await offer(panel, "c", items.slice(2));
    await panel.post({ type: "mentions", query: "cl", items: [], isComplete: false });
    assert.deepEqual(await panel.posted("attach"), []);
    await offer(panel, "cl", items.slice(1));
    assert.deepEqual(await panel.posted("attach"), [{ type: "attach", conversation: "c1", id: "2" }]);
    assert.equal(await box(page).inputValue(), "@client.ts ");
    await page.keyboard.type("@cx");
    await box(page).press("Enter");
    await page.keyboard.type("y");
    await offer(panel, "cx", items.slice(1));
    assert.equal((await panel.posted("attach")).length, 1, "what was typed on is not that choice any more");
    await box(page).press("Enter");
    await panel.state(stateWith([], { attaching: { done: 1, refused: 0 } }));
    await offer(panel, "cxy", []);
    assert.deepEqual(
      (await panel.posted("send")).map(({ text }) => text),
      ["@client.ts @cxy"],
    );
    await page.keyboard.type("/");
    await offer(panel, "/", commands);
    await page.keyboard.type("fix");
    await box(page).press("Enter");
    await offer(panel, "/fix", commands.slice(1, 2));
    assert.deepEqual((await panel.posted("send")).at(-1)?.text, "/fix", "typed whole");
    await page.keyboard.type("/");
    await offer(panel, "/", commands);
    await page.keyboard.type("fi");
    await box(page).press("Tab");
    await offer(panel, "/fi", commands.slice(1, 2));
    assert.equal(await box(page).inputValue(), "/fix ");
  }));

test("M34 what is dropped is named or read, never opened by the page", () =>
  inPage(stateWith([]), async (panel, page) => {
    const drop = (fill: string) =>
      page.evaluate(`{
        const data = new DataTransfer();
        ${fill}
        document.querySelector(".thread").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
      }`);
    await drop('data.setData("text/uri-list", "# two files\\r\\nfile:///w/a.ts\\r\\nfile:///w/b%20c.ts");');
    await drop('data.items.add(new File(["print(1)"], "x.py", { type: "text/plain" }));');
    await panel.until("underTest.posted.some(({ type }) => type === 'attachText')");
    assert.deepEqual(await panel.posted("attachUris"), [
      { type: "attachUris", conversation: "c1", uris: ["file:///w/a.ts", "file:///w/b%20c.ts"] },
    ]);
    assert.deepEqual(await panel.posted("attachText"), [
      { type: "attachText", conversation: "c1", name: "x.py", text: "print(1)" },
    ]);
  }));

for (const width of [300, 800]) {
  test(`X20 the list has no fault of accessibility and fits at ${width} px, in Chinese`, () =>
    inPage(
      stateWith([]),
      async (panel, page) => {
        await box(page).pressSequentially("解释@");
        await offer(panel, "");
        const faults = await startAxe(page);
        assert.deepEqual(await faults(), []);
        assert.ok(await at(page, ".mention", "element.getBoundingClientRect().top >= 0"));
        assert.ok(await at(page, ".mention-rows", "element.scrollWidth <= element.clientWidth"));
        assert.equal(await page.getByRole("option", { name: "选择文件…" }).count(), 1);
      },
      { width, labels: chinese, locale: "zh-cn" },
    ));
}

const commands: readonly MentionView[] = [
  { id: "explain", kind: "command", label: "/explain", detail: "Explain the selected code, or what the cursor is in" },
  { id: "fix", kind: "command", label: "/fix", detail: "Find what is wrong with it and correct it" },
  { id: "api-review", kind: "command", label: "/api-review", detail: "[file] · Reviews a REST API · Qwen3 Max" },
];

test("a slash at the beginning lists the commands; Enter completes, what is typed behind is the argument, Enter sends", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("/");
    await offer(panel, "/", commands);
    assert.deepEqual(await panel.posted("commands"), [{ type: "commands", query: "" }]);
    assert.deepEqual(await panel.posted("mention"), []);
    assert.equal(await page.getByRole("listbox", { name: "Commands" }).getByRole("option").count(), 3);
    await box(page).press("ArrowUp");
    await box(page).press("ArrowUp");
    await box(page).press("Enter");
    assert.equal(await box(page).inputValue(), "/fix ");
    assert.deepEqual([...(await panel.posted("attach")), ...(await panel.posted("send"))], []);
    await panel.until("!document.querySelector('.mention')");
    await page.keyboard.type("the loop");
    await box(page).press("Enter");
    assert.deepEqual(
      (await panel.posted("send")).map(({ text }) => text),
      ["/fix the loop"],
    );
  }));

test("a command typed whole is sent by Enter; a word that is no command, and a list of files left from before, offer nothing", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("@");
    await offer(panel, "");
    await box(page).fill("");
    await box(page).pressSequentially("/nobody");
    assert.equal(await page.locator(".mention").count(), 0);
    await offer(panel, "/nobody", []);
    assert.equal(await page.locator(".mention").count(), 0);
    await box(page).press("Enter");
    await box(page).pressSequentially("/fix");
    await offer(panel, "/fix", commands.slice(1, 2));
    assert.equal(await page.getByRole("option").count(), 1);
    await box(page).press("Enter");
    assert.deepEqual(
      (await panel.posted("send")).map(({ text }) => text),
      ["/nobody", "/fix"],
    );
  }));

test("what could not go and came back into the draft is there once after a reload", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).fill("/commit");
    await box(page).press("Enter");
    assert.equal(await box(page).inputValue(), "");
    await panel.state(stateWith([], { draft: { text: "/commit", revision: 1, references: [] } }));
    assert.equal(await box(page).inputValue(), "/commit");
    await panel.reload();
    assert.equal(await box(page).inputValue(), "/commit");
  }));

test("a list goes with the text that it was for: another conversation is shown, or the text was sent", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("see @cl");
    await offer(panel, "cl", items.slice(1));
    const draft = { text: "The other chat's own draft", revision: 1, references: [] };
    await panel.state(stateWith([], { conversation: { id: "c2", title: "" }, draft }));
    assert.equal(await page.locator(".mention").count(), 0);
    await box(page).press("Enter");
    assert.deepEqual(await panel.posted("attach"), []);
    await box(page).pressSequentially("/fix");
    await offer(panel, "/fix", commands.slice(1, 2));
    await box(page).press("Enter");
    assert.equal(await page.locator(".mention").count(), 0);
    await box(page).pressSequentially("/fix");
    await offer(panel, "/fix", commands.slice(1, 2));
    await button(page, "Send").click();
    await box(page).pressSequentially("/");
    await offer(panel, "/", commands);
    assert.equal(await page.getByRole("option").count(), 3, "the next one has its list again");
    assert.deepEqual(
      (await panel.posted("send")).map(({ conversation, text }) => [conversation, text]),
      [
        ["c2", "The other chat's own draft"],
        ["c2", "/fix"],
        ["c2", "/fix"],
      ],
    );
  }));

test("a file from outside that takes long to be read is waited for, and one that can not be read is told to the host", () =>
  inPage(stateWith([]), async (panel, page) => {
    await page.evaluate(`{
      globalThis.readings = [];
      Blob.prototype.text = () => new Promise((done, fail) => readings.push({ done, fail }));
      const data = new DataTransfer();
      for (const name of ["slow.py", "folder"]) data.items.add(new File([""], name));
      document.querySelector(".thread").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    }`);
    await box(page).fill("What is it?");
    await box(page).press("Enter");
    assert.deepEqual(await panel.posted("send"), []);
    await page.evaluate("readings[0].done('print(1)'), readings[1].fail(new Error('a folder'))");
    await panel.until("underTest.posted.filter(({ type }) => type === 'attachText').length === 2");
    assert.deepEqual(
      (await panel.posted("attachText")).map(({ name, text }) => [name, text]),
      [
        ["slow.py", "print(1)"],
        ["folder", ""],
      ],
    );
    await panel.state(stateWith([], { attaching: { done: 2, refused: 0 } }));
    await panel.until("underTest.posted.some(({ type }) => type === 'send')");
  }));

test("a second Enter sends at once what waits for its attachment, and nothing goes by itself afterwards", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).pressSequentially("@cl");
    await offer(panel, "cl", items.slice(1));
    await box(page).press("Enter");
    await page.keyboard.type("why?");
    await box(page).press("Enter");
    assert.deepEqual(await panel.posted("send"), []);
    await box(page).press("Enter");
    assert.equal((await panel.posted("send")).length, 1);
    await panel.state(stateWith([], { attaching: { done: 1, refused: 0 } }));
    await panel.state(stateWith([prompt("p", "@client.ts why?")], { attaching: { done: 1, refused: 0 } }));
    assert.equal((await panel.posted("send")).length, 1);
  }));

for (const [width, locale] of [
  [300, "zh-cn"],
  [800, "en"],
] as const) {
  test(`X20 the list of commands has no fault of accessibility and fits at ${width} px`, () =>
    inPage(
      stateWith([]),
      async (panel, page) => {
        await box(page).pressSequentially("/");
        await offer(panel, "/", commands);
        const faults = await startAxe(page);
        assert.deepEqual(await faults(), []);
        assert.ok(await at(page, ".mention-rows", "element.scrollWidth <= element.clientWidth"));
        const name = locale === "en" ? "Commands" : "命令";
        assert.equal(await page.getByRole("listbox", { name }).count(), 1);
        if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}-${width}.png` });
      },
      { width, locale, theme: locale === "en" ? "hc-light" : "dark", ...(locale !== "en" && { labels: chinese }) },
    ));
}
