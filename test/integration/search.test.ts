import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import * as vscode from "vscode";
import { openHistory } from "../../src/chat/history/history.ts";
import { openSearch } from "../../src/chat/search/search.ts";
import { until } from "../until.ts";

const extension = vscode.extensions.getExtension("ask-qwen.ask-qwen");
assert.ok(extension);
const folder = mkdtempSync(join(tmpdir(), "ask-qwen-search-"));
const history = openHistory(folder, join(extension.extensionPath, "dist", "salvage.cjs"));
const search = openSearch(folder, join(extension.extensionPath, "dist", "search.cjs"));
const never = new AbortController().signal;
after(async () => {
  await search.dispose();
  history.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the packaged thread of the search works beside the extension host, with an index", async () => {
  history.create({ id: "a", workspace: "w" });
  const parts = [{ type: "text", text: "请解释函数 getUserName" }] as const;
  history.saveMessage("a", { id: "m", role: "user", parts, status: "done", createdAt: 1 });
  const ask = (text: string) => search.search({ text, archived: false, limit: 5 }, never);
  await until(async () => !(await ask("函数")).isIndexing, "the index is complete");
  for (const [text, match] of [
    ["函数", "函数"],
    ["username", "UserName"],
  ] as const) {
    const { conversations } = await ask(text);
    assert.equal(conversations[0]?.hits[0]?.match, match);
  }
  const files = await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder));
  assert.ok(files.some(([name]) => name === "search.sqlite"));
});
