// Runs inside the extension host: every test file of this folder, bundled beside this one, through node:test.
import { createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { run as runTests } from "node:test";
import { spec, type TestEvent, tap } from "node:test/reporters";

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const names = (await readdir(__dirname)).filter((name) => name.endsWith(".test.cjs")).sort();
  const results = process.env["ASK_QWEN_RESULTS"] ?? __dirname;
  const events = new PassThrough({ objectMode: true });
  const outputs = [
    events.compose(new spec()).pipe(createWriteStream(join(results, "integration.txt"))),
    events.compose(tap).pipe(createWriteStream(join(results, "integration.tap"))),
  ];
  const { failed } = await allTests(
    names.map((name) => join(__dirname, name)),
    events,
  );
  await Promise.all(outputs.map((output) => finished(output)));
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

/**
 * In one process, for `vscode` exists only in this one. There `run` sums up when the event loop runs dry, which it never
 * does in an extension host: so the end is when as many tests at the top have completed as were announced.
 */
async function allTests(files: readonly string[], events: PassThrough): Promise<{ failed: number }> {
  const counts = { tests: 0, pass: 0, fail: 0, skipped: 0, todo: 0 };
  let open = 0;
  const stream = runTests({ files, isolation: "none", concurrency: false });
  for await (const event of stream as AsyncIterable<TestEvent>) {
    events.write(event);
    if (event.type === "test:enqueue" && event.data.nesting === 0) open++;
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    if (event.data.details.type !== "suite") {
      counts.tests++;
      if (event.data.skip !== undefined) counts.skipped++;
      else if (event.data.todo !== undefined) counts.todo++;
      else counts[event.type === "test:pass" ? "pass" : "fail"]++;
    }
    if (event.data.nesting === 0 && --open === 0) break;
  }
  for (const [name, count] of Object.entries(counts)) {
    events.write({ type: "test:diagnostic", data: { nesting: 0, message: `${name} ${count}`, level: "info" } });
  }
  events.end();
  return { failed: counts.fail };
}
