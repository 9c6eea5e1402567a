// Export and import by clicking, in the language of the workbench: each dialog says what it does in that language.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { root } from "../host/paths.ts";
import { until } from "../until.ts";
import { type ChatBench, notification } from "./chat.ts";
import type { Say } from "./words.ts";

export async function exportByHand(chat: ChatBench, row: Locator, say: Say): Promise<void> {
  const { page } = chat.workbench;
  await row.hover();
  await row.getByRole("button", { name: say("Export…") }).click();
  const formats = page.locator(".quick-input-widget:visible");
  const question = say("As what? API keys and other secrets are taken out.");
  await formats.locator(`input[placeholder="${question}"]`).waitFor();
  for (const kind of ["the open branch, with thinking", "without thinking", "complete; can be imported again"]) {
    await formats.locator(".monaco-list-row").getByText(say(kind), { exact: true }).waitFor();
  }
  await chat.workbench.screenshot(`export-format-${say("Import")}`);
  await formats
    .locator(".monaco-list-row")
    .filter({ hasText: say("without thinking") })
    .first()
    .click();
  await page.locator(".tab.active").filter({ hasText: ".md" }).waitFor();
  await page
    .locator(".monaco-editor .view-line")
    .filter({ hasText: say("You") })
    .first()
    .waitFor();
  const offer = await notification(page, say("This is the export; nothing is saved yet."));
  await offer.getByRole("button", { name: say("Save As…") }).waitFor();
  await chat.workbench.screenshot(`export-preview-${say("Import")}`);
}

/** Returns the path of the file. */
export async function exportAllByHand(chat: ChatBench, command: string, count: number, say: Say): Promise<string> {
  const { page } = chat.workbench;
  await chat.workbench.runCommand(command);
  const formats = page.locator(".quick-input-widget:visible .monaco-list-row");
  await formats.filter({ hasText: say("complete; can be imported again") }).click();
  const dialog = page.locator(".monaco-dialog-box");
  const [question = ""] = say("Export {0} conversations with {1} messages ({2})?", count).split("{1}");
  await dialog.getByText(question).waitFor();
  await dialog.getByText(say("No secrets were found in them.")).waitFor();
  await chat.workbench.screenshot(`export-all-${say("Import")}`);
  await dialog.getByRole("button", { name: say("Choose a file…") }).click();
  const file = join(chat.workbench.workspace, "exported.json");
  await chooseFile(chat, file);
  const [done = ""] = say("Exported {0}: {1}.").split("{0}");
  const told = await notification(page, done);
  await told.getByRole("button", { name: say("Show in folder") }).waitFor();
  return file;
}

/** By the button in the list of conversations, which is open. */
export async function importByHand(chat: ChatBench, list: Locator, say: Say): Promise<void> {
  const { page } = chat.workbench;
  const file = join(chat.workbench.workspace, "from-vscode.json");
  await copyFile(join(root, "test/unit/chat/transfer/samples/vscode.json"), file);
  await list.getByRole("button", { name: say("Import…") }).click();
  const title = say("Exports of Ask Qwen, VS Code's chat, Cline, Roo Code or Continue");
  await page.locator(".quick-input-widget:visible .quick-input-title").getByText(title).waitFor();
  await chat.workbench.screenshot(`import-file-${say("Import")}`);
  await chooseFile(chat, file);
  const dialog = page.locator(".monaco-dialog-box");
  const [question = ""] = say("Import {0} conversations with {1} messages?", 1).split("{1}");
  await dialog.getByText(question).waitFor();
  const [from = ""] = say("From: {0}").split("{0}");
  await dialog.getByText(from).waitFor();
  await chat.workbench.screenshot(`import-${say("Import")}`);
  await dialog.getByRole("button", { name: say("Import"), exact: true }).click();
  await notification(page, say("Conversations imported: {0}.", 1));
}

/** In the dialog that VS Code shows for files of another machine: a box for the path. */
async function chooseFile(chat: ChatBench, path: string): Promise<void> {
  const dialog = chat.workbench.page.locator(".quick-input-widget:visible");
  // The files of a folder are listed once the dialog takes a path.
  const box = dialog.locator("input").first();
  await dialog.locator(".monaco-list-row").first().waitFor();
  // Until then it may put the name that it suggests over what is typed.
  let kept = 0;
  await until(async () => {
    const isThere = (await box.inputValue()) === path;
    kept = isThere ? kept + 1 : 0;
    if (!isThere) await box.fill(path);
    return kept > 6;
  }, `the path ${path} in the dialog`);
  await chat.workbench.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
}
