import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { History } from "../../../../src/chat/history/history.ts";
import { draft, filesLike, fill, listed, loaded, message, opened, temporaryFolder, textOf } from "./fixture.ts";

/** A sequence of numbers that is the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Opened, and all that can be read of what was damaged has been. */
async function whole(context: TestContext, folder: string): Promise<History> {
  const history = opened(context, folder);
  await history.whole();
  return history;
}

function damagedNotice(history: History): { keptAs: string; recovered: number } {
  const notice = history.notices.find(({ kind }) => kind === "damaged");
  assert.ok(notice?.kind === "damaged", `expected a notice of damage, got ${JSON.stringify(history.notices)}`);
  return notice;
}

/** The history works, and goes on working. */
function assertWorks(context: TestContext, folder: string, history: History): void {
  history.saveMessage("new", message("n1", undefined, "written after"));
  assert.deepEqual(textOf(history, "new"), ["written after"]);
  history.close();
  const again = opened(context, folder);
  assert.deepEqual(textOf(again, "new"), ["written after"]);
  assert.deepEqual(again.notices, []);
  again.close();
}

const wholly: Readonly<Record<string, (good: Buffer) => Buffer>> = {
  "of 0 bytes": () => Buffer.alloc(0),
  "full of NUL": (good) => Buffer.alloc(good.length),
  "of random bytes": (good) => Buffer.from(good.map((_, index) => (index * 2_654_435_761) >>> 13)),
  "with nothing but a header": (good) => good.subarray(0, 100),
  "that is text with a byte order mark": () => Buffer.from('\ufeff{"messages":[]}\r\n'),
  "of invalid UTF-8": () => Buffer.from("fffe80c0".repeat(500), "hex"),
};

for (const [name, damage] of Object.entries(wholly)) {
  test(`S07 a history file ${name} is kept, and a new one begins`, async (context) => {
    const folder = temporaryFolder(context);
    fill(folder, 5);
    const file = join(folder, "history.sqlite");
    const bytes = damage(readFileSync(file));
    writeFileSync(file, bytes);
    const history = await whole(context, folder);
    const { keptAs, recovered } = damagedNotice(history);
    assert.equal(recovered, 0);
    assert.match(keptAs, /^history\.damaged-\d{8}-\d{6}(-\d+)?\.sqlite$/);
    assert.deepEqual(readFileSync(join(folder, keptAs)), bytes);
    assert.deepEqual(listed(history), []);
    assertWorks(context, folder, history);
  });
}

test("S07 an intact file with a broken header gives back every message, title and open conversation", async (context) => {
  const folder = temporaryFolder(context);
  const texts = fill(folder, 60, 2000);
  const before = opened(context, folder);
  before.setOpen("/w", "c");
  before.saveDraft("c", draft("half a thought"));
  before.close();
  const file = join(folder, "history.sqlite");
  const bytes = readFileSync(file);
  bytes.fill(0, 0, 100);
  writeFileSync(file, bytes);
  const history = await whole(context, folder);
  assert.equal(damagedNotice(history).recovered, 60);
  assert.deepEqual(textOf(history, "c"), texts);
  assert.equal(loaded(history, "c")?.leaf, "m59");
  assert.equal(loaded(history, "c")?.title, "filled");
  assert.equal(loaded(history, "c")?.draft.text, "half a thought");
  assert.equal(history.latest("/w"), "c");
  assertWorks(context, folder, history);
});

test("S07 a file cut at any page gives back what lies before the cut", async (context) => {
  const source = temporaryFolder(context);
  const texts = fill(source, 20, 1500);
  const file = join(source, "history.sqlite");
  const { size } = statSync(file);
  let mostRecovered = 0;
  for (let length = 0; length < size; length += 2 * 4096 + 1777) {
    const folder = temporaryFolder(context);
    copyFileSync(file, join(folder, "history.sqlite"));
    truncateSync(join(folder, "history.sqlite"), length);
    const history = await whole(context, folder);
    const { keptAs, recovered } = damagedNotice(history);
    assert.equal(statSync(join(folder, keptAs)).size, length);
    const found = textOf(history, "c");
    assert.equal(found.length, recovered);
    assert.ok(
      found.every((text) => texts.includes(text)),
      "what is recovered is what was written",
    );
    mostRecovered = Math.max(mostRecovered, recovered);
    assertWorks(context, folder, history);
  }
  assert.ok(mostRecovered > 12, `at most ${mostRecovered} of 20 were recovered`);
});

test("S07 a page destroyed anywhere costs only what lay on it, and reading or writing never throws", async (context) => {
  const source = temporaryFolder(context);
  const texts = fill(source, 14, 1500);
  const good = readFileSync(join(source, "history.sqlite"));
  const random = dice(7);
  for (let page = 0; page < good.length / 4096; page++) {
    const folder = temporaryFolder(context);
    const bytes = Buffer.from(good);
    for (let at = page * 4096; at < (page + 1) * 4096; at++) bytes[at] = Math.floor(random() * 256);
    writeFileSync(join(folder, "history.sqlite"), bytes);
    const history = await whole(context, folder);
    listed(history);
    textOf(history, "c");
    await history.whole(); // Some damage shows only when a row is read.
    const found = textOf(history, "c");
    // A long message spreads over pages, a page holds several short ones.
    const skipped = history.notices.find(({ kind }) => kind === "skipped");
    assert.ok(found.length >= 8, `page ${page}: only ${found.length} of 14, ${JSON.stringify(history.notices)}`);
    const intact = found.filter((text) => texts.includes(text)).length;
    assert.ok(intact + (skipped ? 1 : 0) >= found.length - 1, `page ${page}: ${found.length - intact} changed`);
    history.saveMessage("new", message("n1"));
    assert.deepEqual(textOf(history, "new"), ["text of n1"]);
    history.close();
  }
});

test("S07 damage that shows only while the history is open is repaired then, with what is unsaved", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 40, 1500);
  const history = await whole(context, folder);
  const file = join(folder, "history.sqlite");
  const bytes = readFileSync(file);
  bytes.fill(0x55, 4096, bytes.length / 2);
  writeFileSync(file, bytes);
  history.saveMessage("c", message("later", undefined, "written into the damage"));
  assert.ok(textOf(history, "c").includes("written into the damage"));
  await history.whole();
  assert.ok(textOf(history, "c").includes("written into the damage"));
  damagedNotice(history);
  assertWorks(context, folder, history);
});

test("S07 another window follows to the new file when one has repaired the old", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 5);
  const [one, two] = [opened(context, folder), opened(context, folder)];
  const file = join(folder, "history.sqlite");
  const bytes = readFileSync(file);
  bytes.fill(0, 0, 100);
  writeFileSync(file, bytes);
  const repairing = await whole(context, folder);
  // All three may read it back at once; whoever is first tells, when it is done.
  await Promise.all([one.whole(), two.whole()]);
  assert.ok([repairing, one, two].some(({ notices }) => notices.some(({ kind }) => kind === "damaged")));
  one.saveMessage("c", message("one"));
  two.saveMessage("c", message("two"));
  assert.deepEqual(textOf(repairing, "c").slice(5), ["text of one", "text of two"]);
  assert.equal(filesLike(folder, /damaged-.*sqlite$/).length, 1);
});

test("S07 a repair that was cut short is taken up at the next start", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 5);
  copyFileSync(join(folder, "history.sqlite"), join(folder, "history.salvaging-20260101-000000.sqlite"));
  truncateSync(join(folder, "history.sqlite"), 0);
  const history = await whole(context, folder);
  assert.equal(textOf(history, "c").length, 5);
  assert.deepEqual(filesLike(folder, /salvaging/), []);
  assert.equal(filesLike(folder, /damaged/).length, 2);
});

/** A file and its log, as a crash leaves them: copied while the writer has them open. */
function crashed(context: TestContext, count: number): { folder: string; texts: string[] } {
  const source = temporaryFolder(context);
  fill(source, 3);
  const writer = opened(context, source);
  for (let index = 3; index < count; index++) writer.saveMessage("c", message(`m${index}`, `m${index - 1}`));
  const folder = temporaryFolder(context);
  for (const name of ["history.sqlite", "history.sqlite-wal"]) copyFileSync(join(source, name), join(folder, name));
  return { folder, texts: textOf(writer, "c") };
}

test("S02 a log cut at any length by a power cut costs only the turns behind the cut", (context) => {
  const { folder: source, texts } = crashed(context, 25);
  const log = readFileSync(join(source, "history.sqlite-wal"));
  let last = 0;
  for (let length = 0; length <= log.length; length += 7777) {
    const folder = join(temporaryFolder(context), "storage");
    mkdirSync(folder);
    copyFileSync(join(source, "history.sqlite"), join(folder, "history.sqlite"));
    writeFileSync(join(folder, "history.sqlite-wal"), log.subarray(0, length));
    const history = opened(context, folder);
    const found = textOf(history, "c");
    assert.deepEqual(found, texts.slice(0, found.length), "a prefix: nothing is missing in between");
    assert.ok(found.length >= Math.max(3, last), "what the longer log had in its front is there");
    assert.deepEqual(history.notices, []);
    last = found.length;
    history.close();
  }
  assert.ok(last >= 24);
});

test("S02 a last transaction of which the disk kept only some pages is as if it had never been", (context) => {
  const { folder: source, texts } = crashed(context, 25);
  const log = readFileSync(join(source, "history.sqlite-wal"));
  const frames = Math.floor((log.length - 32) / 4120);
  const isCommit = (frame: number) => log.readUInt32BE(32 + frame * 4120 + 4) !== 0;
  const lastCommit = Array.from({ length: frames - 1 }, (_, frame) => frame).findLastIndex(isCommit);
  assert.ok(lastCommit > 0);
  for (let dropped = lastCommit + 1; dropped < frames; dropped++) {
    const folder = temporaryFolder(context);
    copyFileSync(join(source, "history.sqlite"), join(folder, "history.sqlite"));
    writeFileSync(
      join(folder, "history.sqlite-wal"),
      Buffer.from(log).fill(0, 32 + dropped * 4120, 32 + (dropped + 1) * 4120),
    );
    const history = opened(context, folder);
    assert.deepEqual(textOf(history, "c"), texts.slice(0, 24));
    assert.deepEqual(history.notices, []);
    history.close();
  }
});

test("S02 a power cut before the log was synced, the disk having kept any of the newest pages: all that was synced is there", async (context) => {
  const { folder: source, texts } = crashed(context, 30);
  const log = readFileSync(join(source, "history.sqlite-wal"));
  const frames = Math.floor((log.length - 32) / 4120);
  const commits = Array.from({ length: frames }, (_, frame) => frame).filter(
    (frame) => log.readUInt32BE(32 + frame * 4120 + 4) !== 0,
  );
  const random = dice(11);
  for (let round = 0; round < 25; round++) {
    const unsynced = 1 + Math.floor(random() * 6);
    const synced = commits.at(-1 - unsynced) ?? 0;
    const folder = temporaryFolder(context);
    copyFileSync(join(source, "history.sqlite"), join(folder, "history.sqlite"));
    const kept = Buffer.from(log);
    for (let frame = synced + 1; frame < frames; frame++)
      if (random() < 0.4) kept.fill(0, 32 + frame * 4120, 32 + (frame + 1) * 4120);
    writeFileSync(join(folder, "history.sqlite-wal"), kept);
    const history = await whole(context, folder);
    const found = textOf(history, "c");
    assert.deepEqual(found.slice(0, 30 - unsynced), texts.slice(0, 30 - unsynced), `${unsynced} were not synced`);
    assert.ok(
      found.every((text) => texts.includes(text)),
      "nothing else appears",
    );
    assertWorks(context, folder, history);
  }
});

const logDamages: Readonly<Record<string, (log: Buffer) => void>> = {
  "with a flipped bit in its middle": (log) =>
    log.writeUInt8((log[32 + 20 * 4120 + 2000] ?? 0) ^ 1, 32 + 20 * 4120 + 2000),
  "with a broken salt in its middle": (log) => log.fill(7, 32 + 20 * 4120 + 8, 32 + 20 * 4120 + 16),
  "without its header": (log) => log.fill(0, 0, 32),
  "without its first pages": (log) => log.fill(0, 0, 32 + 3 * 4120),
};

for (const [name, damage] of Object.entries(logDamages)) {
  test(`S07 a log ${name} loses none of the turns behind it`, async (context) => {
    const { folder, texts } = crashed(context, 40);
    const file = join(folder, "history.sqlite-wal");
    const log = readFileSync(file);
    damage(log);
    writeFileSync(file, log);
    const history = await whole(context, folder);
    const { keptAs } = damagedNotice(history);
    assert.deepEqual(readFileSync(join(folder, `${keptAs}-wal`)), log);
    assert.deepEqual(textOf(history, "c"), texts);
    assertWorks(context, folder, history);
  });
}

test("S07 a log that is left without its file gives back its turns and does not get into the new file", async (context) => {
  const { folder, texts } = crashed(context, 12);
  rmSync(join(folder, "history.sqlite"));
  const history = await whole(context, folder);
  assert.ok(damagedNotice(history).recovered > 0);
  assert.ok(textOf(history, "c").every((text) => texts.includes(text)));
  assertWorks(context, folder, history);
});
