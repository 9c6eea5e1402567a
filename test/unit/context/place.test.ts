import assert from "node:assert/strict";
import { test } from "node:test";
import { labelOf, placeIn, placeOf } from "../../../src/context/place.ts";

const app = { name: "app", path: "/home/someone/work/app" };
const library = { name: "library", path: "/home/someone/work/app/library" };
const file = (path: string) => ({ scheme: "file", path });

test("K14 the path is relative to the workspace", () => {
  assert.equal(placeOf(file("/home/someone/work/app/src/a.ts"), [app]), "src/a.ts");
});

test("K14 with several folders the innermost folder's name comes first", () => {
  assert.equal(placeOf(file("/home/someone/work/app/src/a.ts"), [app, library]), "app/src/a.ts");
  assert.equal(placeOf(file("/home/someone/work/app/library/b.ts"), [app, library]), "library/b.ts");
});

test("K14 outside of the workspace only the file's name is told", () => {
  assert.equal(placeOf(file("/home/someone/secret-project/c.ts"), [app]), "c.ts");
  assert.equal(placeOf(file("/home/someone/work/app-two/c.ts"), [app]), "c.ts");
  assert.equal(placeOf(file("/home/someone/d.ts"), []), "d.ts");
});

test("K14 files of a folder from elsewhere are told from that folder on", () => {
  const elsewhere = "/home/someone/other";
  assert.equal(placeIn(elsewhere, `${elsewhere}/src/a.ts`, [app]), "other/src/a.ts");
  assert.equal(placeIn("/home/someone/work", `${app.path}/src/a.ts`, [app]), "work/app/src/a.ts");
  assert.equal(placeIn(`${app.path}/src`, `${app.path}/src/a.ts`, [app]), "src/a.ts");
  assert.equal(placeIn(app.path, `${app.path}/src/a.ts`, [app]), "src/a.ts");
  assert.equal(placeIn(app.path, `${app.path}/src/a.ts`, [app, library]), "app/src/a.ts");
});

test("D14 documents that are no files have a name too", () => {
  assert.equal(placeOf({ scheme: "untitled", path: "Untitled-1" }, [app]), "Untitled-1");
  assert.equal(placeOf({ scheme: "git", path: `${app.path}/src/a.ts` }, [app]), "src/a.ts (git)");
  assert.equal(
    placeOf({ scheme: "vscode-notebook-cell", path: `${app.path}/n.ipynb`, cell: 3 }, [app]),
    "n.ipynb (cell 3)",
  );
  assert.equal(
    placeOf({ scheme: "vscode-userdata", path: "/home/someone/.config/User/settings.json" }, [app]),
    "settings.json",
  );
  assert.equal(
    placeOf({ scheme: "output", path: "extension-output-x.y-#1-Ask Qwen" }, []),
    "extension-output-x.y-#1-Ask Qwen",
  );
  assert.equal(placeOf({ scheme: "virtual", path: "" }, []), "virtual");
});

test("a chip names the file and its lines", () => {
  assert.equal(labelOf("src/qwen/client.ts", 10, 24), "client.ts:10-24");
  assert.equal(labelOf("client.ts", 7, 7), "client.ts:7");
});
