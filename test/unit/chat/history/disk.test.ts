import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Worker } from "node:worker_threads";
import { putAside } from "../../../../src/chat/history/aside.ts";
import {
  afterwards,
  fill,
  listed,
  message,
  opened,
  openHistory,
  startWriter,
  temporaryFolder,
  textOf,
} from "./fixture.ts";
import { writeVersion1 } from "./version1.ts";

/** A disk of its own, so that it can really be full or read-only. Undefined, with the reason printed, where mounting is not allowed. */
function smallDisk(context: TestContext, size: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "history-disk-"));
  let isMounted = false;
  afterwards(context, () => {
    if (isMounted) execFileSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "pipe" });
  } catch {
    context.skip("a disk of its own needs root on Linux");
    return undefined;
  }
  isMounted = true;
  return folder;
}

const remount = (folder: string, how: "ro" | "rw") => execFileSync("mount", ["-o", `remount,${how}`, folder]);

test("S03 a full disk: the conversation goes on in memory, a notice says so, and all is saved when there is space", (context) => {
  const disk = smallDisk(context, "1m");
  if (!disk) return;
  const folder = join(disk, "history");
  const history = opened(context, folder);
  history.saveMessage("c", message("before"));
  writeFileSync(join(disk, "ballast"), Buffer.alloc(700_000));
  const long = "long ".repeat(20_000);
  const texts = ["text of before"];
  for (let index = 0; index < 6; index++) {
    history.saveMessage("c", message(`m${index}`, "before", `${index} ${long}`));
    texts.push(`${index} ${long}`);
  }
  assert.deepEqual(
    history.notices.map((notice) => notice.kind === "notSaved" && notice.reason),
    ["full"],
  );
  assert.deepEqual(textOf(history, "c"), texts);
  assert.deepEqual(
    listed(history).map(({ id, messages }) => [id, messages]),
    [["c", 7]],
  );
  rmSync(join(disk, "ballast"));
  execFileSync("mount", ["-o", "remount,size=8m", disk]);
  history.retry();
  assert.deepEqual(history.notices, []);
  history.close();
  assert.deepEqual(textOf(opened(context, folder), "c"), texts);
});

test("S03 a disk that is full from the start", (context) => {
  const disk = smallDisk(context, "64k");
  if (!disk) return;
  writeFileSync(join(disk, "ballast"), Buffer.alloc(60_000));
  const history = opened(context, join(disk, "history"));
  history.saveMessage("c", message("m"));
  assert.deepEqual(
    history.notices.map((notice) => notice.kind === "notSaved" && notice.reason),
    ["full"],
  );
  assert.deepEqual(textOf(history, "c"), ["text of m"]);
  execFileSync("mount", ["-o", "remount,size=8m", disk]);
  history.saveMessage("c", message("n", "m"));
  assert.deepEqual(history.notices, []);
  history.close();
  assert.deepEqual(textOf(opened(context, join(disk, "history")), "c"), ["text of m", "text of n"]);
});

test("S03 space that ends at any point of the first writes costs nothing either", (context) => {
  const disk = smallDisk(context, "1m");
  if (!disk) return;
  const ballast = join(disk, "ballast");
  const failed: number[] = [];
  for (let free = 8; free <= 400; free += 16) {
    const folder = join(disk, `history${free}`);
    writeFileSync(ballast, Buffer.alloc((1024 - free) * 1024 - 8192));
    const history = opened(context, folder);
    const texts = Array.from({ length: 8 }, (_, index) => `${index} ${"long ".repeat(1500)}`);
    for (const [index, text] of texts.entries())
      history.saveMessage("c", message(`m${index}`, index ? `m${index - 1}` : undefined, text));
    if (history.notices.length > 0) failed.push(free);
    assert.deepEqual(textOf(history, "c"), texts);
    rmSync(ballast);
    history.retry();
    assert.deepEqual(history.notices, [], `with ${free} KB`);
    history.close();
    const again = opened(context, folder);
    assert.deepEqual(textOf(again, "c"), texts, `with ${free} KB`);
    again.close();
    rmSync(folder, { recursive: true });
  }
  assert.ok(failed.length > 8, `the space ended only in ${failed.length} rounds`);
});

test("S03 X13 a copy of an old version that does not fit on the disk stops nobody", (context) => {
  const disk = smallDisk(context, "2m");
  if (!disk) return;
  writeVersion1(disk, "x".repeat(40_000)).close();
  writeFileSync(join(disk, "ballast"), Buffer.alloc(1_400_000));
  const history = opened(context, disk);
  assert.deepEqual(history.notices, []);
  assert.equal(textOf(history, "c").length, 10);
  assert.deepEqual(
    readdirSync(disk).filter((name) => name.includes("version1")),
    [],
  );
});

test("S04 S27 a read-only disk: what is there can be read, what is new waits, the notice comes once", (context) => {
  const disk = smallDisk(context, "8m");
  if (!disk) return;
  const folder = join(disk, "history");
  const texts = fill(folder, 3);
  remount(disk, "ro");
  const history = opened(context, folder);
  let told = 0;
  history.onNotices(() => told++);
  assert.deepEqual(
    history.notices.map((notice) => notice.kind === "notSaved" && notice.reason),
    ["readOnly"],
  );
  assert.deepEqual(textOf(history, "c"), texts);
  history.saveMessage("c", message("new", "m2"));
  history.saveMessage("c", message("newer", "new"));
  assert.equal(told, 0);
  assert.deepEqual(textOf(history, "c").slice(3), ["text of new", "text of newer"]);
  remount(disk, "rw");
  history.retry();
  assert.deepEqual(history.notices, []);
  assert.equal(told, 1);
  history.close();
  assert.equal(textOf(opened(context, folder), "c").length, 5);
});

test("S04 a folder that may not be written", (context) => {
  if (process.getuid?.() === 0 || process.platform === "win32") {
    // Root may write everywhere; the case is then a disk that is read-only for root as well, above.
    context.skip("permissions do not bind root or Windows");
    return;
  }
  const folder = temporaryFolder(context);
  fill(folder, 3);
  chmodSync(folder, 0o500);
  const history = opened(context, folder);
  history.saveMessage("c", message("new", "m2"));
  assert.deepEqual(
    history.notices.map((notice) => notice.kind === "notSaved" && notice.reason),
    ["denied"],
  );
  assert.equal(textOf(history, "c").length, 4);
  chmodSync(folder, 0o700);
  history.retry();
  assert.deepEqual(history.notices, []);
});

test("S05 a rename that a virus scanner refuses four times succeeds, one that is refused for ever is told", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 3);
  const { ino } = statSync(join(folder, "history.sqlite"), { bigint: true });
  let refusals = 0;
  const refuse =
    (times: number): typeof renameSync =>
    (from, to) => {
      if (refusals++ < times) throw Object.assign(new Error("EPERM"), { code: "EPERM" });
      renameSync(from, to);
    };
  assert.throws(() => putAside(folder, ino, () => {}, refuse(Number.POSITIVE_INFINITY)), { code: "EPERM" });
  assert.ok(readdirSync(folder).includes("history.sqlite"), "left where it was");
  refusals = 0;
  putAside(folder, ino, () => {}, refuse(4));
  assert.ok(!readdirSync(folder).includes("history.sqlite"));
  const history = opened(context, folder);
  await history.whole();
  assert.equal(textOf(history, "c").length, 3);
});

test("S05 another window that holds the file: the change waits in memory and is saved afterwards", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  const history = opened(context, folder);
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const other = new DatabaseSync(join(folder, "history.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  history.saveMessage("c", message("m1", "m0"));
  assert.deepEqual(
    history.notices.map((notice) => notice.kind === "notSaved" && notice.reason),
    ["busy"],
  );
  assert.equal(textOf(history, "c").length, 2);
  other.exec("ROLLBACK");
  other.close();
  // Tried again by itself: no change has to come.
  await new Promise<void>((resolve) => history.onNotices(() => history.notices.length === 0 && resolve()));
  assert.equal(textOf(opened(context, folder), "c").length, 2);
});

test("S05 another window that holds the file while this one closes: what waits is saved when it lets go", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  const history = opened(context, folder);
  const holder = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
    const file = new (require("node:sqlite").DatabaseSync)(workerData);
    file.exec("BEGIN IMMEDIATE");
    parentPort.postMessage("held");
    parentPort.once("message", () => setTimeout(() => (file.exec("ROLLBACK"), file.close()), 300));`,
    { eval: true, workerData: join(folder, "history.sqlite") },
  );
  const ended = once(holder, "exit");
  await once(holder, "message");
  history.saveMessage("c", message("m1", "m0"));
  assert.equal(history.notices.length, 1);
  holder.postMessage("let go");
  history.close();
  await ended;
  assert.equal(textOf(opened(context, folder), "c").length, 2);
});

test("S06 a folder that is missing is made, a file or a link in its place is refused and left alone", (context) => {
  const base = temporaryFolder(context);
  const missing = join(base, "a", "b", "c");
  opened(context, missing).saveMessage("c", message("m"));
  assert.ok(statSync(join(missing, "history.sqlite")).size > 0);

  const file = join(base, "file");
  writeFileSync(file, "mine");
  const elsewhere = join(base, "elsewhere");
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(base, "link"));
  const inside = join(base, "inside");
  mkdirSync(inside);
  symlinkSync(join(elsewhere, "target.sqlite"), join(inside, "history.sqlite"));
  for (const folder of [file, join(base, "link"), inside]) {
    const history = openHistory(folder);
    history.saveMessage("c", message("m"));
    assert.deepEqual(
      history.notices.map(({ kind }) => kind),
      ["notSaved"],
      folder,
    );
    assert.deepEqual(textOf(history, "c"), ["text of m"]);
    history.close();
  }
  assert.equal(readFileSync(file, "utf8"), "mine");
  assert.deepEqual(readdirSync(elsewhere), []);
});

test("S16 the index of the log, which holds the locks, can not be used: what is there can be read, what is new waits", (context) => {
  const folder = temporaryFolder(context);
  const texts = fill(folder, 3);
  mkdirSync(join(folder, "history.sqlite-shm"));
  const history = opened(context, folder);
  assert.deepEqual(textOf(history, "c"), texts);
  history.saveMessage("c", message("new", "m2"));
  assert.deepEqual(
    history.notices.map(({ kind }) => kind),
    ["notSaved"],
  );
  assert.equal(textOf(history, "c").length, 4);
  rmSync(join(folder, "history.sqlite-shm"), { recursive: true });
  history.retry();
  assert.deepEqual(history.notices, []);
  assert.equal(textOf(opened(context, folder), "c").length, 4);
});

test("S32 the folder is 0700 and the file, its log and its index are 0600", async (context) => {
  if (process.platform === "win32") return context.skip("no such permissions on Windows");
  const folder = join(temporaryFolder(context), "history");
  mkdirSync(folder, { mode: 0o755 });
  const history = opened(context, folder);
  history.saveMessage("c", message("m"));
  const modes = readdirSync(folder).map((name) => [name, lstatSync(join(folder, name)).mode & 0o777]);
  assert.deepEqual(modes, [
    ["history.sqlite", 0o600],
    ["history.sqlite-shm", 0o600],
    ["history.sqlite-wal", 0o600],
  ]);
  assert.equal(lstatSync(folder).mode & 0o777, 0o700);
});

test("two windows that start at once on an empty folder share one file", async (context) => {
  const folder = temporaryFolder(context);
  const writers = ["a", "b", "c"].map((id) => startWriter(folder, id, "5", "quiet"));
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.once("close", resolve))));
  const history = opened(context, folder);
  assert.deepEqual(
    listed(history)
      .map(({ id, messages }) => `${id}${messages}`)
      .sort(),
    ["a5", "b5", "c5"],
  );
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes("new")),
    [],
  );
});
