// An image in the real workbench: pasted, sent, kept over a reload, opened in VS Code's own preview.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { readHeader } from "../../src/chat/images/header.ts";
import { answer } from "../dashscope/answers.ts";
import { paste } from "../page/pictures.ts";
import { until } from "../until.ts";
import { type ChatBench, notification, openChat } from "./chat.ts";
import { historyFile } from "./stored.ts";

let chat: ChatBench;
before(async () => {
  chat = await openChat(
    { settings: { "askQwen.model": "qwen3-coder-plus" } },
    { respond: () => answer("A red square on white.") },
  );
});
after(() => chat?.close());

const lastBody = () => JSON.parse(chat.service.requests.at(-1)?.body ?? "{}");

test("T32 a pasted image waits for a model that sees, goes out before the question, survives a reload and opens large", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  let panel = await chat.workbench.openPanel();
  await chat.workbench.sideBarWidth(420);
  await panel.locator(".composer textarea").focus();
  await paste(panel, [{ width: 1200, height: 800 }]);
  await panel.locator(".draft-references .picture img").waitFor();
  await panel.locator(".composer textarea").fill("What is this?");
  await panel.locator(".composer textarea").press("Enter");
  assert.equal(chat.service.requests.length, 0);
  // The stand-in is a server of one's own here, whose models only its list tells.
  await panel.getByRole("button", { name: "Choose a model that sees" }).click();
  await page.locator(".quick-input-widget:visible input").first().fill("qwen3.7-plus");
  await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "qwen3.7-plus" }).first().click();
  await panel.locator(".blind-bar").waitFor({ state: "detached" });

  // The draft with its image is there again after the window was loaded anew.
  await chat.workbench.reload();
  panel = await chat.workbench.openPanel();
  await until(
    () => panel.evaluate<boolean>("document.querySelector('.draft-references img')?.naturalWidth === 1200"),
    "the image of the draft",
  );
  await panel.locator(".composer textarea").press("Enter");
  await panel.locator(".message.from-qwen").getByText("A red square on white.").waitFor();
  const { model, messages } = lastBody();
  const [image, text] = messages[1].content;
  assert.equal(model, "qwen3.7-plus");
  assert.match(image.image_url.url, /^data:image\/png;base64,iVBORw0KGgo/);
  assert.deepEqual(text, { type: "text", text: "Image Pasted image\n\nWhat is this?" });

  await panel.locator(".message .picture img").waitFor();
  await chat.workbench.screenshot("images-en");
  await panel.locator(".message").getByRole("button", { name: "Pasted image" }).click();
  await page.locator(".tab").filter({ hasText: "Pasted image.png" }).waitFor();
  await page.locator(".statusbar").getByText("1200x800").first().waitFor();

  await chat.ask("And now?");
  await until(() => lastBody().messages?.length === 4, "the second request");
  assert.deepEqual(lastBody().messages[1], messages[1]);
});

test("S31 an image that the disk has lost or damaged is told by its name: the conversation opens and goes on", async (t) => {
  chat.workbench.watch(t);
  const { page, server } = chat.workbench;
  const database = new DatabaseSync(historyFile(server.dataDir));
  const stored = database.prepare("UPDATE images SET data = ?").run(Buffer.from("not a picture"));
  database.close();
  assert.equal(stored.changes, 1);
  await chat.workbench.reload();
  const panel = await chat.workbench.openPanel();
  await panel.locator(".message").getByRole("button", { name: "Pasted image" }).click();
  await notification(page, "This image is no longer at hand.");
  assert.equal(await panel.locator(".message .picture img").count(), 0);
  await chat.workbench.screenshot("image-lost");
  const count = chat.service.requests.length;
  await chat.ask("And without it?");
  const { messages } = JSON.parse((await chat.service.request(count)).body);
  assert.match(messages[1].content, /Image Pasted image/);
  assert.doesNotMatch(JSON.stringify(messages), /data:image/);
});

test("a large image in the clipboard is taken from the list behind @, and made small before it goes", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  await chat.newChat();
  const panel = await chat.workbench.openPanel();
  await page.evaluate(`(async () => {
    const canvas = new OffscreenCanvas(6000, 4000);
    canvas.getContext("2d").fillRect(1000, 1000, 2000, 2000);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": await canvas.convertToBlob() })]);
  })()`);
  const box = panel.locator(".composer textarea");
  await box.pressSequentially("@");
  await panel.getByRole("option", { name: "Image from the clipboard" }).click();
  await panel.locator(".draft-references .picture img").waitFor();
  const count = chat.service.requests.length;
  await box.fill("How large is it?");
  await box.press("Enter");
  const { url } = JSON.parse((await chat.service.request(count)).body).messages[1].content[0].image_url;
  const { width, height } = readHeader(Buffer.from(url.slice(url.indexOf(",") + 1), "base64")) ?? {
    width: 0,
    height: 0,
  };
  assert.ok(width * height > 2_000_000 && width * height <= 2560 * 1024, `${width} x ${height}`);
  assert.equal(Math.round((width / height) * 100), 150);
  await panel.locator(".message.from-qwen").last().getByText("A red square").waitFor();
});

/** 16 x 16 pixels of red. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mM4w8BAEmIY1TCqYfhqAABBZ8wBpACLEwAAAABJRU5ErkJggg==";

test("files are chosen in VS Code's own dialog", async (t) => {
  chat.workbench.watch(t);
  const { page } = chat.workbench;
  const panel = await chat.workbench.openPanel();
  await panel.locator(".composer textarea").pressSequentially("@");
  await panel.getByRole("option", { name: "Choose files…" }).click();
  const dialog = page.locator(".quick-input-widget:visible");
  await dialog.getByText("Attach files to your message").waitFor();
  await dialog.locator(".monaco-list-row").filter({ hasText: "inventory.ts" }).click();
  await panel.locator(".draft-references li").filter({ hasText: "inventory.ts" }).waitFor();
});

test("an image file that is chosen by @ is read, made small and attached", async (t) => {
  chat.workbench.watch(t);
  const panel = await chat.workbench.openPanel();
  await writeFile(join(chat.workbench.workspace, "icon.png"), Buffer.from(png, "base64"));
  const box = panel.locator(".composer textarea");
  await until(async () => {
    await box.fill("");
    await box.pressSequentially("see @icon");
    return panel.getByRole("option", { name: /icon\.png/ }).isVisible();
  }, "the file in the list");
  await panel.getByRole("option", { name: /icon\.png/ }).click();
  const chip = panel.locator(".draft-references li").filter({ hasText: "icon.png" });
  await chip.locator("img").waitFor();
  assert.match((await chip.textContent()) ?? "", /icon\.png.*tokens/);
});
