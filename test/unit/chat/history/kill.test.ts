import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { filesLike, fill, listed, loaded, message, opened, startWriter, temporaryFolder, textOf } from "./fixture.ts";

const KILLS = Number(process.env["ASK_QWEN_KILLS"] ?? 30);
const LANES = 2;

test(`S01 a message that was saved survives ${KILLS} kills at random moments`, async (context) => {
  const lane = async (kills: number) => {
    const folder = temporaryFolder(context);
    fill(folder, 3);
    const saved = new Set<string>();
    for (let kill = 0; kill < kills; kill++) {
      const writer = startWriter(folder, "c", "1000000");
      let said = "";
      writer.stdout?.setEncoding("utf8").on("data", (text: string) => {
        // From its first saved message on, so that the kill falls among writes and not into the start of the process.
        if (said === "") setTimeout(() => writer.kill("SIGKILL"), Math.random() * 20);
        said += text;
      });
      await once(writer, "close");
      for (const id of said.slice(0, said.lastIndexOf("\n")).split("\n")) saved.add(id);
      const history = opened(context, folder);
      const conversation = loaded(history, "c");
      const found = new Map(conversation?.messages.map((one) => [one.id, one]));
      const lost = [...saved].filter((id) => found.get(id)?.status !== "done");
      assert.deepEqual(lost, []);
      assert.equal(conversation?.leaf, conversation?.messages.at(-1)?.id, "the open branch ends with the last message");
      assert.deepEqual(history.notices, []);
      history.close();
      assert.deepEqual(filesLike(folder, /damaged|salvaging/), []);
    }
    return saved.size;
  };
  const sizes = await Promise.all(Array.from({ length: LANES }, () => lane(Math.ceil(KILLS / LANES))));
  context.diagnostic(`${KILLS} kills, ${sizes.reduce((sum, size) => sum + size, 0)} saved messages, none lost`);
});

// Each write is synced to the disk; a slow one makes 10,000 of them take long. All are asked for with ASK_QWEN_WRITES=10000.
const WRITES = Number(process.env["ASK_QWEN_WRITES"] ?? 2_000);

test(`S13 two windows write ${WRITES} messages at once and none is lost`, async (context) => {
  const folder = temporaryFolder(context);
  const writers = ["a", "b"].map((conversation) => startWriter(folder, conversation, String(WRITES / 2), "quiet"));
  const ends = await Promise.all(
    writers.map(async (writer) => {
      let said = "";
      writer.stdout?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      await once(writer, "close");
      return said;
    }),
  );
  assert.deepEqual(ends, ["[]\n", "[]\n"], "nothing waits in memory at the end");
  const history = opened(context, folder);
  for (const id of ["a", "b"]) {
    const numbers = loaded(history, id)?.messages.map((one) => Number(one.id.split("-")[1]));
    assert.deepEqual(numbers, [...Array(WRITES / 2).keys()]);
  }
  assert.equal(
    listed(history).reduce((sum, { messages }) => sum + messages, 0),
    WRITES,
  );
});

test("S14 two windows on one conversation make two branches, and both are kept", (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 2);
  const [one, two] = [opened(context, folder), opened(context, folder)];
  const save = (history: typeof one, id: string) =>
    history.saveMessage("c", {
      id,
      parent: "m1",
      role: "user",
      parts: [{ type: "text", text: id }],
      status: "done",
      createdAt: 1,
    });
  save(one, "first");
  save(two, "second");
  one.setLeaf("c", "first");
  for (const history of [one, two, opened(context, folder)]) {
    assert.deepEqual(textOf(history, "c").slice(2), ["first", "second"]);
    assert.deepEqual(
      loaded(history, "c")
        ?.messages.slice(2)
        .map(({ parent }) => parent),
      ["m1", "m1"],
    );
    assert.equal(loaded(history, "c")?.leaf, "first");
  }
});

test("S15 a window that was killed in the middle of a write holds up nobody", async (context) => {
  const folder = temporaryFolder(context);
  fill(folder, 1);
  const script = `
    const { DatabaseSync } = require("node:sqlite");
    const database = new DatabaseSync(${JSON.stringify(join(folder, "history.sqlite"))});
    database.exec("BEGIN IMMEDIATE; UPDATE conversations SET title = 'null'");
    process.stdout.write("holds");
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  context.after(() => holder.kill("SIGKILL"));
  await Promise.race([once(holder.stdout, "data"), once(holder, "close")]);
  const history = opened(context, folder);
  history.saveMessage("c", message("m1", "m0"));
  assert.equal(history.notices[0]?.kind, "notSaved");
  holder.kill("SIGKILL");
  await once(holder, "close");
  history.retry();
  assert.deepEqual(history.notices, []);
  assert.equal(history.head("c")?.title, "filled");
  assert.equal(textOf(opened(context, folder), "c").length, 2);
});
