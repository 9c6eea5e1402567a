import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isOfWorkspace,
  isOfWorkspaceSql,
  nameOfWorkspace,
  workspaceParameters,
  workspaceText,
} from "../../../src/chat/workspace.ts";

const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
const one = workspaceText("file:///home/me/one/app", "app");
const other = workspaceText("file:///home/me/other/app", "app");
const longer = workspaceText("file:///home/me/one/app2", "app2");
const renamed = workspaceText("file:///home/me/one/app", "应用 (Workspace)");
const quoted = workspaceText('vscode-remote://ssh+"host"/\\app', 'a "quoted" name');

test("two folders of one name are two workspaces; what has the name alone is of both", () => {
  assert.deepEqual(
    [one, other, longer, renamed, "app", "app2", ""].map((stored) => isOfWorkspace(stored, one)),
    [true, false, false, true, true, false, false],
  );
  assert.deepEqual(
    [one, "app", ""].map((stored) => isOfWorkspace(stored, "")),
    [false, false, true],
  );
  assert.deepEqual([one, "app", ""].map(nameOfWorkspace), ["app", "app", ""]);
});

test("the history's file says the same", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE conversations (workspace TEXT)");
  const all = [one, other, longer, renamed, quoted, "app", "app2", "none", ""];
  const insert = database.prepare("INSERT INTO conversations VALUES (?)");
  for (const workspace of all) insert.run(JSON.stringify(workspace));
  const wanted = database.prepare(`SELECT workspace FROM conversations WHERE ${isOfWorkspaceSql} ORDER BY rowid`);
  const found = (workspace: string | undefined): string[] =>
    wanted.all(workspaceParameters(workspace)).map((row) => JSON.parse(String(row["workspace"])));
  for (const workspace of all) {
    assert.deepEqual(
      found(workspace),
      all.filter((stored) => isOfWorkspace(stored, workspace)),
      workspace,
    );
  }
  assert.deepEqual(found(undefined), all);
  database.close();
});
