// What the next message will send: the meter, the list behind it, and the question about secrets, in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReferenceView, State } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import { chinese } from "./labels.ts";
import { at, box, button, pageTests } from "./pageTests.ts";
import { answer, prompt, stateWith, turns } from "./states.ts";

const inPage = pageTests();

const plain: ReferenceView = {
  id: "r1",
  kind: "code",
  label: "client.ts",
  detail: "src/client.ts:1-90",
  tokens: 880,
  secretLines: [],
  hidden: 0,
};
const secret: ReferenceView = { ...plain, id: "r2", label: "config.ts", secretLines: [3, 9], hidden: 2 };
const attached = (...references: ReferenceView[]): State =>
  stateWith([], { draft: { text: "", revision: 0, references } });

test("the meter counts instructions, attachments and what is typed, and opens the list of them with their prices", () =>
  inPage(attached(plain), async (panel, page) => {
    const meter = page.locator(".meter");
    assert.equal((await meter.textContent())?.trim(), "1k / 1M");
    await box(page).fill("x ".repeat(3000));
    await panel.until("document.querySelector('.meter').textContent.includes('2.4k')");
    await meter.click();
    const list = page.getByRole("region", { name: "What will be sent" });
    assert.deepEqual(await list.locator("li .inspector-figures").allTextContents(), [
      "120$0.000048",
      "880$0.00035",
      "1,429$0.00057",
    ]);
    assert.match(
      (await list.locator(".inspector-total").textContent()) ?? "",
      /About 2,429 of 1,000,000 tokens.*about \$0\.00097/,
    );
    await list.getByRole("button", { name: "Remove client.ts" }).click();
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "r1" }]);
    await list.getByRole("button", { name: "Show the exact request" }).click();
    const posted = await panel.posted();
    assert.equal(posted.at(-1)?.type, "showRequest");
    assert.ok(posted.some(({ type }) => type === "draft"));
    await list.getByRole("button", { name: "Close" }).click();
    assert.equal(await at(page, ".composer textarea", "element === document.activeElement"), true);
  }));

test("H16 H13 an attachment that looks like it holds a secret is asked about before it goes; Enter is not a yes", () =>
  inPage(attached(plain, secret), async (panel, page) => {
    await box(page).fill("why?");
    await box(page).press("Enter");
    const bar = page.getByRole("alertdialog");
    assert.match((await bar.textContent()) ?? "", /config\.ts: may hold a key or password: line 3, 9/);
    assert.deepEqual(await panel.posted("send"), []);
    await page.keyboard.press("Escape");
    assert.equal(await bar.count(), 0);
    assert.equal(await box(page).inputValue(), "why?");
    await box(page).press("Enter");
    await button(page, "Send it all the same").click();
    assert.equal((await panel.posted("send")).length, 1);
    await panel.state(attached(secret));
    await box(page).fill("again");
    await box(page).press("Enter");
    await page.keyboard.press("Enter");
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "r2" }]);
    assert.equal((await panel.posted("send")).length, 1);
    assert.equal(await box(page).inputValue(), "again");
    await page.locator(".meter").click();
    assert.match((await page.locator(".inspector").textContent()) ?? "", /line 3, 9 · 2 hidden characters/);
  }));

test("H16 the question about secrets of one conversation says nothing of another's draft, and is gone when that is shown", () =>
  inPage(attached(secret), async (panel, page) => {
    await box(page).fill("Is it safe?");
    await box(page).press("Enter");
    await page.getByRole("alertdialog").waitFor();
    const draft = { text: "half written", revision: 1, references: [] };
    await panel.state(stateWith([], { conversation: { id: "c2", title: "" }, draft }));
    assert.equal(await page.getByRole("alertdialog").count(), 0);
    assert.deepEqual(await panel.posted("send"), []);
  }));

test("H16 two models at once are asked about secrets as one is, and get the message after the same answer", () =>
  inPage(attached(secret), async (panel, page) => {
    await box(page).fill("why?");
    await button(page, "Ask two models at once…").click();
    assert.deepEqual([...(await panel.posted("send")), ...(await panel.posted("sendCompared"))], []);
    await page.getByRole("alertdialog").getByRole("button", { name: "Send it all the same" }).click();
    assert.deepEqual(await panel.posted("send"), []);
    assert.deepEqual(
      (await panel.posted("sendCompared")).map(({ text }) => text),
      ["why?"],
    );
  }));

test("a message waits for what was chosen behind an @ before, is looked at with it, and does not go to another chat", () =>
  inPage(stateWith([]), async (panel, page) => {
    const choose = async (): Promise<void> => {
      await box(page).pressSequentially("@cl");
      const items = [{ id: "1", kind: "file" as const, label: "client.ts", detail: "src" }];
      await panel.post({ type: "mentions", query: "cl", items, isComplete: true });
      await box(page).press("Enter");
    };
    const sent = async () => (await panel.posted("send")).map(({ text }) => text);
    const draft = (text: string, ...references: ReferenceView[]) => ({ text, revision: 0, references });
    await choose();
    await page.keyboard.type("why?");
    await box(page).press("Enter");
    assert.equal(await page.locator(".refused").textContent(), "Goes as soon as what you attached has been read");
    assert.deepEqual(await sent(), []);
    await panel.state(stateWith([], { draft: draft("", plain), attaching: { done: 1, refused: 0 } }));
    assert.deepEqual(await sent(), ["@client.ts why?"]);

    await choose();
    await box(page).press("Enter");
    await panel.state(stateWith([], { draft: draft("", secret), attaching: { done: 2, refused: 0 } }));
    assert.equal(await page.getByRole("alertdialog").count(), 1, "what may be a secret is asked about");
    await page.keyboard.press("Escape");
    assert.equal((await sent()).length, 1);

    await panel.state(stateWith([], { attaching: { done: 2, refused: 0 } }));
    await box(page).fill("");
    await choose();
    await box(page).press("Enter");
    await panel.state(stateWith([], { attaching: { done: 3, refused: 1 } }));
    assert.equal((await sent()).length, 1, "what was refused holds it back");
    assert.equal(await box(page).inputValue(), "@client.ts ");

    await choose();
    await box(page).press("Enter");
    const other = { conversation: { id: "c2", title: "" }, draft: draft("half written", plain) };
    await panel.state(stateWith([], { ...other, attaching: { done: 3, refused: 1 } }));
    await panel.state(stateWith([], { ...other, attaching: { done: 4, refused: 1 } }));
    assert.equal((await sent()).length, 1, "another chat is open");
    await panel.state(stateWith([], { attaching: { done: 4, refused: 1 } }));
    await choose();
    await box(page).press("Enter");
    await box(page).press("Enter");
    assert.equal((await sent()).length, 2, "whoever asks twice does not want to wait");
  }));

test("a window that is nearly full is said in time", () =>
  inPage(stateWith([], { outgoing: { before: 27_000, isMeasured: true, window: 32_000 } }), async (panel, page) => {
    assert.match((await page.locator(".meter").getAttribute("class")) ?? "", /nearly-full/);
    await page.locator(".meter").click();
    await page.locator(".inspector").getByRole("button", { name: "New chat" }).click();
    assert.deepEqual(await panel.posted("run"), [{ type: "run", action: "newChat" }]);
    assert.ok(!(await page.locator(".inspector").textContent())?.includes("$"));
  }));

for (const width of [300, 800]) {
  test(`X20 list and question have no fault of accessibility and fit at ${width} px, in Chinese`, () =>
    inPage(
      attached(plain, { ...secret, label: "a-very-long-name-of-a-file-that-does-not-fit-anywhere.config.ts" }),
      async (_panel, page) => {
        const faults = await startAxe(page);
        await page.locator(".meter").click();
        assert.deepEqual(await faults(), []);
        await box(page).fill("为什么？");
        await box(page).press("Enter");
        assert.deepEqual(await faults(), []);
        assert.ok(await at(page, "html", "element.scrollWidth <= element.clientWidth"));
        assert.equal(await page.getByRole("button", { name: "仍然发送" }).count(), 1);
      },
      { width, labels: chinese, locale: "zh-cn" },
    ));
}

test("W10 a conversation that is nearly too long offers to sum it up, here or in a new chat", () =>
  inPage(
    stateWith(turns(1), { outgoing: { before: 850, isMeasured: true, window: 1000 } }),
    async (panel, page) => {
      await page.locator(".meter").click();
      await button(page, "Sum up what came before…").press("Enter");
      await button(page, "New chat with a summary…").press("Enter");
      assert.deepEqual(await panel.posted("summarize"), [
        { type: "summarize", conversation: "c1", to: "here" },
        { type: "summarize", conversation: "c1", to: "newChat" },
      ]);
      const faults = await startAxe(page);
      assert.deepEqual(await faults(), []);
      if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}-full.png` });
    },
    { width: 300 },
  ));

test("a prompt that went with a summary says so, and can be asked again with all that came before", () => {
  const summary = {
    type: "reference",
    id: "s",
    kind: "summary",
    label: "Summary",
    detail: "the conversation before this",
    tokens: 40,
    secretLines: [],
    hidden: 0,
  } as const;
  const asked = prompt("p", "And now?", { parts: [summary, { type: "text", text: "And now?" }] });
  const [first, second] = turns(1);
  return inPage(
    stateWith([{ ...first!, isLeftOut: true }, second!, asked, answer("a", "Now.")]),
    async (panel, page) => {
      assert.equal(await page.getByText("Earlier messages went as a summary.").count(), 1);
      await button(page, "Ask again with all of them").press("Enter");
      assert.deepEqual(await panel.posted("sendInFull"), [{ type: "sendInFull", messageId: "p" }]);
      const faults = await startAxe(page);
      assert.deepEqual(await faults(), []);
      if (process.env["LOOK"]) await page.screenshot({ path: `${process.env["LOOK"]}-summed.png` });
    },
  );
});
