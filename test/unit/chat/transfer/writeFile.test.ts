import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { writeFile } from "../../../../src/chat/transfer/writeFile.ts";

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "write-"));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

const pieces = Array.from({ length: 10 }, (_, index) => `${index} `.padEnd(100_000, "字"));

test("all pieces are there, in their order, and counted in bytes", async (context) => {
  const folder = folderFor(context);
  const size = await writeFile(join(folder, "a.json"), pieces, async () => {});
  const written = readFileSync(join(folder, "a.json"));
  assert.equal(written.toString(), pieces.join(""));
  assert.equal(size, written.length);
  assert.deepEqual(readdirSync(folder), ["a.json"]);
});

test("a disk that takes only a part is an error, and leaves no file", async (context) => {
  if (process.platform === "win32") return context.skip("no limit to set");
  const folder = folderFor(context);
  const module = join(import.meta.dirname, "../../../../src/chat/transfer/writeFile.ts");
  // All in one write, of which the limit lets a part through: that one does not fail.
  const script = `
    const { writeFile } = await import(${JSON.stringify(module)});
    const told = await writeFile(${JSON.stringify(join(folder, "a.json"))}, ["x".repeat(200_000)], async () => {}).then(
      (size) => "written: " + size,
      ({ code }) => code,
    );
    console.log(told);`;
  const limited = `ulimit -f 100; exec "$0" --no-warnings --input-type=module -e "$1"`;
  const { stdout } = await promisify(execFile)("sh", ["-c", limited, process.execPath, script]);
  assert.equal(stdout.trim(), "EFBIG");
  assert.deepEqual(readdirSync(folder), []);
});
