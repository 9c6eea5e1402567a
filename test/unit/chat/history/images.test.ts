// Images: kept as long as a message, a draft or a queue refers to them, whatever happens in between.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import type { History } from "../../../../src/chat/history/history.ts";
import { imageHash } from "../../../../src/chat/images/hash.ts";
import type { StoredImage, StoredMessage } from "../../../../src/chat/message.ts";
import type { ImageReference } from "../../../../src/reference.ts";
import { message, opened, temporaryFolder } from "./fixture.ts";

/** 300,000 bytes that are found again anywhere. */
function picture(mark: string): StoredImage {
  const data = Buffer.from(`${mark} `.repeat(300_000).slice(0, 300_000));
  return { hash: imageHash(data), mediaType: "image/png", data };
}
const reference = ({ hash }: StoredImage): ImageReference => ({
  type: "reference",
  kind: "image",
  id: `r-${hash}`,
  label: "a.png",
  mediaType: "image/png",
  width: 100,
  height: 100,
  hash,
});
const asked = (id: string, ...images: StoredImage[]): StoredMessage => ({
  ...message(id),
  parts: [...images.map(reference), { type: "text", text: '"kind":"image" is what a text may say' }],
});
const has = (history: History, { hash, data }: StoredImage): boolean => {
  const found = history.image(hash);
  if (found) assert.deepEqual(Buffer.from(found.data), Buffer.from(data));
  return found !== undefined;
};
const inFiles = (folder: string, mark: string): boolean =>
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(`${mark} ${mark}`));

function start(context: TestContext): { folder: string; history: History } {
  const folder = temporaryFolder(context);
  const history = opened(context, folder);
  history.create({ id: "c", workspace: "/w" });
  return { folder, history };
}

test("S20 an image in a draft is there after a restart; taken out of the draft it is gone, with its bytes", (context) => {
  const { folder, history } = start(context);
  const [kept, taken] = [picture("KEPT"), picture("TAKEN")];
  for (const one of [kept, taken]) history.saveImage("c", one);
  history.saveDraft("c", { text: "", references: [reference(kept), reference(taken)] });
  history.close();
  const again = opened(context, folder);
  assert.deepEqual([has(again, kept), has(again, taken)], [true, true]);
  assert.equal(again.head("c")?.draft.references.length, 2);
  again.saveDraft("c", { text: "", references: [reference(kept)] });
  assert.deepEqual([has(again, kept), has(again, taken)], [true, false]);
  again.close();
  assert.deepEqual([inFiles(folder, "KEPT"), inFiles(folder, "TAKEN")], [true, false]);
});

test("a draft that is sent, or waits in the queue and is then sent, takes its image along", (context) => {
  const { history } = start(context);
  const [one, two] = [picture("ONE"), picture("TWO")];
  history.saveImage("c", one);
  history.saveDraft("c", { text: "", references: [reference(one)] });
  history.saveMessage("c", asked("m1", one));
  history.saveDraft("c", { text: "", references: [] });
  assert.ok(has(history, one));
  history.saveImage("c", two);
  const waiting = { id: "q", text: "", references: [reference(two)] };
  history.saveDraft("c", { text: "", references: [reference(two)] });
  history.setQueued("c", waiting, true);
  history.saveDraft("c", { text: "", references: [] });
  assert.ok(has(history, two));
  history.saveMessage("c", asked("m2", one, two));
  history.setQueued("c", waiting, false);
  assert.deepEqual([has(history, one), has(history, two)], [true, true]);
  history.setQueued("c", { ...waiting, id: "q2", references: [reference(two)] }, true);
  history.setQueued("c", { ...waiting, id: "q2", references: [reference(two)] }, false);
  assert.ok(has(history, two));
});

test("S20 with a removed conversation its images go for good, but for those that another one shows; not before its ten seconds", async (context) => {
  const { folder, history } = start(context);
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const [own, shared] = [picture("OWN"), picture("SHARED")];
  for (const one of [own, shared]) history.saveImage("c", one);
  history.saveMessage("c", asked("m1", own, shared));
  history.create({ id: "d", workspace: "/w" });
  history.saveMessage("d", asked("m1", shared));
  history.hide("c");
  history.purge();
  assert.ok(has(history, own));
  history.restore("c");
  assert.ok(has(history, own));
  history.hide("c");
  context.mock.timers.setTime(Date.now() + 11_000);
  history.purge();
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  assert.deepEqual([has(history, own), has(history, shared)], [false, true]);
  history.close();
  assert.deepEqual([inFiles(folder, "OWN"), inFiles(folder, "SHARED")], [false, true]);
});

test("S21 deleting all deletes every image", async (context) => {
  const { folder, history } = start(context);
  const images = Array.from({ length: 9 }, (_, index) => picture(`IMAGE${index}`));
  for (const [index, one] of images.entries()) {
    history.saveImage("c", one);
    history.saveMessage("c", asked(`m${index}`, one));
  }
  history.saveImage("gone", picture("ORPHAN"));
  history.saveImage("d", picture("DRAFTED"));
  history.saveDraft("d", { text: "", references: [reference(picture("DRAFTED"))] });
  history.saveImage("half", picture("HALF"));
  history.remove("half"); // An import that was stopped before its first message.
  assert.equal(has(history, picture("HALF")), false);
  await history.deleteAll();
  assert.deepEqual(images.map((one) => has(history, one)).filter(Boolean), []);
  history.close();
  for (const mark of ["IMAGE0", "IMAGE8", "DRAFTED", "ORPHAN"]) assert.equal(inFiles(folder, mark), false, mark);
});

test("S01 an image whose message was saved survives a kill", async (context) => {
  const folder = temporaryFolder(context);
  const one = picture("SAVED");
  const writer = `
    import { openHistory } from ${JSON.stringify(join(import.meta.dirname, "fixture.ts"))};
    const history = openHistory(${JSON.stringify(folder)});
    const data = Buffer.from("SAVED ".repeat(300_000).slice(0, 300_000));
    history.create({ id: "c", workspace: "/w" });
    history.saveImage("c", { hash: ${JSON.stringify(one.hash)}, mediaType: "image/png", data });
    history.saveDraft("c", { text: "half", references: [${JSON.stringify(reference(one))}] });
    process.kill(process.pid, "SIGKILL");`;
  const [, signal] = await once(
    spawn(process.execPath, ["--input-type=module-typescript", "-e", writer], { stdio: "inherit" }),
    "close",
  );
  assert.equal(signal, "SIGKILL");
  const history = opened(context, folder);
  assert.ok(has(history, one));
  assert.deepEqual(history.head("c")?.draft, { text: "half", references: [reference(one)] });
});

test("S07 a damaged file gives back the images that its messages show, and no others", async (context) => {
  const { folder, history } = start(context);
  const [one, unused] = [picture("ONE"), picture("UNUSED")];
  history.saveImage("c", one);
  history.saveMessage("c", asked("m1", one));
  history.saveImage("c", unused);
  history.close();
  const file = join(folder, "history.sqlite");
  writeFileSync(file, readFileSync(file).fill(0, 0, 100));
  const again = opened(context, folder);
  await again.whole();
  assert.equal(again.notices[0]?.kind, "damaged");
  assert.deepEqual([has(again, one), has(again, unused)], [true, false]);
});

test("S05 while the disk takes nothing an image is kept in memory, and is shown from there", (context) => {
  const { folder, history } = start(context);
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const other = new DatabaseSync(join(folder, "history.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  const one = picture("WAITS");
  history.saveImage("c", one);
  history.saveDraft("c", { text: "", references: [reference(one)] });
  assert.equal(history.notices[0]?.kind, "notSaved");
  assert.ok(has(history, one));
  other.exec("COMMIT");
  other.close();
  history.retry();
  assert.deepEqual(history.notices, []);
  history.close();
  assert.ok(has(opened(context, folder), one));
});

test("S31 an image whose bytes are gone or are not its own is no image; its conversation opens, and attaching it again mends it", (context) => {
  const { folder, history } = start(context);
  const [gone, wrong] = [picture("GONE"), picture("WRONG")];
  for (const one of [gone, wrong]) history.saveImage("c", one);
  history.saveMessage("c", asked("m", gone, wrong));
  history.close();
  const database = new DatabaseSync(join(folder, "history.sqlite"));
  database.prepare("DELETE FROM images WHERE hash = ?").run(gone.hash);
  database.prepare("UPDATE images SET data = ? WHERE hash = ?").run(Buffer.from("not a picture"), wrong.hash);
  database.close();
  const again = opened(context, folder);
  assert.deepEqual([has(again, gone), has(again, wrong)], [false, false]);
  assert.deepEqual(again.message("c", "m"), asked("m", gone, wrong));
  for (const one of [gone, wrong]) again.saveImage("c", one);
  assert.deepEqual([has(again, gone), has(again, wrong)], [true, true]);
});
