// Images in the composer: paste, drop, file, clipboard; what is sent of them, what is refused, in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { readHeader } from "../../src/chat/images/header.ts";
import { takeImage } from "../../src/chat/images/take.ts";
import type { ReferenceView, State } from "../../src/protocol.ts";
import { startAxe } from "./axe.ts";
import type { PanelPage } from "./harness.ts";
import { chinese } from "./labels.ts";
import { at, box, button, pageTests } from "./pageTests.ts";
import { base64, drop, type Picture, paste } from "./pictures.ts";
import { answer, prompt, stateWith } from "./states.ts";

const inPage = pageTests();

const image: ReferenceView = {
  id: "i1",
  kind: "image",
  label: "screen.png",
  detail: "screen.png · 1200 × 800",
  tokens: 952,
  secretLines: [],
  hidden: 0,
};
const attached = (change: Partial<State> = {}): State =>
  stateWith([], { draft: { text: "", revision: 0, references: [image] }, ...change });
const posted = (type: string): string => `underTest.posted.some((message) => message.type === "${type}")`;

/** What the page made of that picture: the host's own look at it. */
async function made(panel: PanelPage) {
  await panel.until(posted("attachImage"));
  const [one] = await panel.posted("attachImage");
  const bytes = Buffer.from(one?.data ?? "", "base64");
  assert.ok(takeImage(bytes, "x", "id"), "the host takes it");
  return { ...one, bytes, header: readHeader(bytes) };
}

test("a pasted screenshot is attached as PNG, in its own size; the text stays free for its own paste", () =>
  inPage(stateWith([]), async (panel, page) => {
    await box(page).focus();
    assert.equal(await paste(page, [{ width: 900, height: 500 }]), false);
    const { name, conversation, header } = await made(panel);
    assert.deepEqual([name, conversation, header], ["", "c1", { mediaType: "image/png", width: 900, height: 500 }]);
    assert.equal(await box(page).inputValue(), "");
  }));

test("T32 a photo of 24 megapixels is made as small as the model sees it, as JPEG, below the service's limits", () =>
  inPage(stateWith([]), async (panel, page) => {
    await paste(page, [{ width: 6000, height: 4000, isNoise: true, type: "image/jpeg", name: "photo.jpg" }]);
    const { name, bytes, header } = await made(panel);
    assert.equal(name, "photo.jpg");
    assert.equal(header?.mediaType, "image/jpeg");
    const { width = 0, height = 0 } = header ?? {};
    assert.ok(width * height <= 2560 * 1024 && width * height > 0.99 * 2560 * 1024, `${width} x ${height}`);
    assert.ok(Math.abs(width / height - 1.5) < 0.01);
    assert.ok(bytes.length < 4 * 1024 ** 2, `${bytes.length} bytes`);
  }));

test("H13 a camera's picture comes upright, and without the place where it was taken", () =>
  inPage(stateWith([]), async (panel, page) => {
    await drop(page, [{ width: 400, height: 200, type: "image/jpeg", name: "IMG_1.jpg", hasExif: true }]);
    const { bytes, header } = await made(panel);
    assert.deepEqual(header, { mediaType: "image/jpeg", width: 200, height: 400 });
    assert.equal(bytes.includes("GPS"), false);
    assert.equal(bytes.includes("Exif"), false);
  }));

test("what a spreadsheet brings along as a picture of its cells is not taken; a copied file's name is no text", () =>
  inPage(stateWith([]), async (panel, page) => {
    assert.equal(await paste(page, [{ width: 50, height: 50 }], { texts: { "text/plain": "a\tb" } }), true);
    await paste(page, [{ width: 50, height: 50, name: "a.png" }], { texts: { "text/plain": "a.png" } });
    assert.equal((await made(panel)).name, "a.png");
    assert.equal((await panel.posted("attachImage")).length, 1);
  }));

const refusals: readonly (readonly [string, Picture, string])[] = [
  [
    "a GIF that moves",
    { width: 0, height: 0, name: "a.gif", bytes: `GIF89a${"!\xf9\x04\0\0\0\0\0,".repeat(2)}` },
    "animated",
  ],
  ["a HEIC photo", { width: 0, height: 0, name: "a.heic", bytes: "\0\0\0\x18ftypheic\0\0\0\0" }, "heic"],
  ["a TIFF", { width: 0, height: 0, name: "a.tiff", bytes: "II*\0" }, "format"],
  ["a damaged PNG", { width: 0, height: 0, name: "a.png", bytes: "\x89PNG\r\n\x1a\nnothing" }, "broken"],
  ["a strip", { width: 6000, height: 20, name: "strip.png" }, "tooNarrow"],
];
for (const [what, picture, why] of refusals) {
  test(`${what} is refused by name`, () =>
    inPage(stateWith([]), async (panel, page) => {
      await drop(page, [picture]);
      await panel.until(posted("imageRefused"));
      assert.deepEqual(await panel.posted("imageRefused"), [
        { type: "imageRefused", conversation: "c1", name: picture.name, why },
      ]);
      assert.deepEqual(await panel.posted("attachImage"), []);
    }));
}

test("T32 an SVG goes as the text that it is, and nothing of it is drawn", () =>
  inPage(stateWith([]), async (panel, page) => {
    const bytes = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    await page.evaluate(
      `(() => { const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([${JSON.stringify(bytes)}], "a.svg", { type: "image/svg+xml" }));
        document.querySelector(".thread").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })); })()`,
    );
    await panel.until(posted("attachText"));
    assert.deepEqual(await panel.posted("attachText"), [
      { type: "attachText", conversation: "c1", name: "a.svg", text: bytes },
    ]);
    // Under a false name it is no image either.
    await drop(page, [{ width: 0, height: 0, name: "a.png", bytes }]);
    await panel.until(posted("imageRefused"));
    assert.equal((await panel.posted("imageRefused"))[0]?.why, "format");
  }));

test("a file that the host has read is made small, and one of 10 pixels large enough", () =>
  inPage(stateWith([]), async (panel, page) => {
    const data = await base64(page, { width: 16, height: 8 });
    await panel.post({ type: "shrinkImage", conversation: "c7", name: "icon.png", data });
    const { name, conversation, header } = await made(panel);
    assert.deepEqual(
      [name, conversation, header],
      ["icon.png", "c7", { mediaType: "image/png", width: 22, height: 11 }],
    );
  }));

test("the image that was copied stands in the list behind an @, for the keyboard", () =>
  inPage(stateWith([]), async (panel, page) => {
    await page.evaluate("void Object.defineProperty(navigator, 'clipboard', { value: { read: async () => [] } })");
    await box(page).pressSequentially("look @");
    await panel.post({ type: "mentions", query: "", items: [], isComplete: true });
    await box(page).press("ArrowUp");
    assert.equal(await page.getByRole("option", { selected: true }).textContent(), "Image from the clipboard");
    await box(page).press("Enter");
    await panel.until(posted("imageRefused"));
    assert.deepEqual(await panel.posted("imageRefused"), [
      { type: "imageRefused", conversation: "c1", name: "", why: "noneCopied" },
    ]);
    const data = await base64(page, { width: 40, height: 30 });
    await page.evaluate(
      `void (navigator.clipboard.read = async () => [{ types: ["text/html", "image/png"],
        getType: async () => new Blob([Uint8Array.from(atob("${data}"), (one) => one.charCodeAt(0))], { type: "image/png" }) }])`,
    );
    await box(page).pressSequentially("@");
    await page.getByRole("option", { name: "Image from the clipboard" }).click();
    assert.deepEqual((await made(panel)).header, { mediaType: "image/png", width: 40, height: 30 });
    assert.equal(await box(page).inputValue(), "look ");
  }));

const shown = async (panel: PanelPage, page: Page, id = "i1"): Promise<void> => {
  const data = await base64(page, { width: 300, height: 200 });
  await panel.post({ type: "image", id, mediaType: "image/png", data });
};

test("M24 a chip shows its image, which the host gives once, with what it will cost; no image comes from anywhere else", () =>
  inPage(attached(), async (panel, page) => {
    assert.deepEqual(await panel.posted("loadImage"), [{ type: "loadImage", messageId: "", id: "i1" }]);
    const before = await page.locator(".draft-references").boundingBox();
    await shown(panel, page);
    await panel.until("document.querySelector('.picture img')?.naturalWidth === 300");
    assert.match((await page.locator(".picture img").getAttribute("src")) ?? "", /^blob:/);
    assert.deepEqual(await page.locator(".draft-references").boundingBox(), before);
    assert.match((await page.locator(".draft-references").textContent()) ?? "", /screen\.png.*952 tokens/);
    await page.getByRole("button", { name: /screen\.png 952 tokens/ }).click();
    assert.deepEqual(await panel.posted("openReference"), [{ type: "openReference", messageId: "", id: "i1" }]);
    await button(page, "Remove screen.png from the message").click();
    assert.deepEqual(await panel.posted("detach"), [{ type: "detach", id: "i1" }]);
  }));

test("an image that was sent stands beside its prompt and is let go of with it", () =>
  inPage(undefined, async (panel, page) => {
    const asked = prompt("p", "What is this?", {
      parts: [
        { type: "reference", ...image },
        { type: "text", text: "What is this?" },
      ],
    });
    await panel.state(stateWith([asked, answer("a", "A screen.")]));
    assert.deepEqual(await panel.posted("loadImage"), [{ type: "loadImage", messageId: "p", id: "i1" }]);
    await shown(panel, page);
    const picture = page.getByRole("img", { name: "screen.png" });
    await picture.waitFor();
    const address = await picture.getAttribute("src");
    await page.getByRole("button", { name: "screen.png" }).click();
    assert.deepEqual(await panel.posted("openReference"), [{ type: "openReference", messageId: "p", id: "i1" }]);
    await panel.state(stateWith([]));
    // Reading it would be against the policy; an image that can be shown again would still be there.
    const isThere = await page.evaluate(
      `new Promise((known) => { const one = new Image(); one.onload = () => known(true); one.onerror = () => known(false); one.src = "${address}"; })`,
    );
    assert.equal(isThere, false);
  }));

test("a model without eyes: the message waits and says why, and one key chooses a model that sees", () =>
  inPage(
    attached({ model: { id: "m", label: "Qwen3 Coder Plus", thinking: "never", blind: { instead: "Qwen3.7 Plus" } } }),
    async (panel, page) => {
      await box(page).fill("What is this?");
      await box(page).press("Enter");
      assert.deepEqual(await panel.posted("send"), []);
      assert.equal(await box(page).inputValue(), "What is this?");
      assert.match((await page.locator(".blind-bar").textContent()) ?? "", /Qwen3 Coder Plus can not see images/);
      assert.equal(await at(page, ".blind-bar button", "element === document.activeElement"), true);
      await page.keyboard.press("Enter");
      assert.deepEqual(await panel.posted("run"), [{ type: "run", action: "selectSeeingModel" }]);
      await panel.state(attached({ draft: { text: "What is this?", revision: 0, references: [image] } }));
      assert.equal(await page.locator(".blind-bar").count(), 0);
      await box(page).press("Enter");
      assert.deepEqual(
        (await panel.posted("send")).map(({ text }) => text),
        ["What is this?"],
      );
    },
  ));

test("several images keep their order, however long each takes; one that is refused does not stop the others", () =>
  inPage(stateWith([]), async (panel, page) => {
    await drop(page, [
      { width: 4000, height: 3000, isNoise: true, type: "image/jpeg", name: "1.jpg" },
      { width: 0, height: 0, name: "2.tiff", bytes: "II*\0" },
      { width: 20, height: 20, name: "3.png" },
    ]);
    await panel.until("underTest.posted.filter(({ type }) => type === 'attachImage').length === 2");
    const names = (await panel.posted()).flatMap((message) =>
      message.type === "attachImage" || message.type === "imageRefused" ? [message.name] : [],
    );
    assert.deepEqual(names, ["1.jpg", "2.tiff", "3.png"]);
  }));

test("Enter right after a paste waits for the image; one that is refused holds the message back", () =>
  inPage(stateWith([]), async (panel, page) => {
    const hold = (end: "go" | "fail") =>
      page.evaluate(
        `void (HTMLImageElement.prototype.decode = () => new Promise((go, fail) => { underTest.endDecoding = ${end}; }))`,
      );
    const endDecoding = async (): Promise<void> => {
      await panel.until("underTest.endDecoding");
      await page.evaluate("underTest.endDecoding(); delete underTest.endDecoding;");
    };
    await hold("go");
    await box(page).fill("What is this?");
    await paste(page, [{ width: 300, height: 200, name: "a.png" }]);
    await box(page).press("Enter");
    assert.deepEqual(await panel.posted("send"), []);
    await endDecoding();
    await made(panel);
    assert.equal(await box(page).inputValue(), "What is this?");
    const draft = { text: "What is this?", revision: 0, references: [image] };
    await panel.state(attached({ draft, attaching: { done: 1, refused: 0 } }));
    await panel.until(posted("send"));
    assert.deepEqual(
      (await panel.posted()).map(({ type }) => type).filter((type) => type === "attachImage" || type === "send"),
      ["attachImage", "send"],
    );
    await panel.state(stateWith([], { attaching: { done: 1, refused: 0 } }));
    await hold("fail");
    await box(page).fill("And this?");
    await paste(page, [{ width: 300, height: 200, name: "b.png" }]);
    await box(page).press("Enter");
    await endDecoding();
    await panel.until(posted("imageRefused"));
    const other = { text: "And this?", revision: 0, references: [image] };
    await panel.state(attached({ draft: other, attaching: { done: 2, refused: 1 } }));
    assert.equal((await panel.posted("send")).length, 1);
    assert.equal(await box(page).inputValue(), "And this?");
  }));

test("where no model is known that sees, the list of models is offered", () =>
  inPage(attached({ model: { id: "m", label: "qwen2.5", thinking: "never", blind: {} } }), async (_panel, page) => {
    await button(page, "Choose a model that sees").waitFor();
  }));

for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const) {
  test(`images are accessible in ${theme}, narrow and in Chinese`, () =>
    inPage(
      attached({
        model: { id: "m", label: "Qwen3 Coder Plus", thinking: "never", blind: { instead: "Qwen3.7 Plus" } },
      }),
      async (panel, page) => {
        await shown(panel, page);
        await page.locator(".picture img").waitFor();
        const violations = await startAxe(page);
        assert.deepEqual(await violations(), []);
        assert.equal(await at(page, "html", "element.scrollWidth <= element.clientWidth"), true);
      },
      { theme, width: 300, ...(theme === "light" && { labels: chinese, locale: "zh-cn" }) },
    ));
}
