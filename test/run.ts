// Runs every stage, or those named on the command line, and ends with the totals of all of them:
//   npm test | node test/run.ts check | package | unit | integration | page | e2e
import { glob, mkdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { withoutKeys } from "./host/environment.ts";
import { cache, failures, root } from "./host/paths.ts";
import { nextSignal, startGroup, stopGroup } from "./host/processes.ts";

interface Stage {
  readonly command: () => Promise<readonly string[]>;
  /** The stage writes its results there as TAP. A stage without counts as one test. */
  readonly tap?: string;
}

const results = join(cache, "results");
const stages: Readonly<Record<string, Stage>> = {
  check: { command: async () => ["npm", "run", "--silent", "check"] },
  package: { command: async () => ["npm", "run", "--silent", "package"] },
  unit: { command: () => nodeTest("unit"), tap: "unit.tap" },
  integration: { command: async () => ["node", "test/integration/run.ts"], tap: "integration.tap" },
  page: { command: () => nodeTest("page", "--test-concurrency=1", "--test-timeout=300000"), tap: "page.tap" },
  e2e: { command: () => nodeTest("e2e", "--test-concurrency=1", "--test-timeout=600000"), tap: "e2e.tap" },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in stages));
if (unknown.length > 0) throw new Error(`No such stage: ${unknown}. There are: ${Object.keys(stages).join(", ")}`);

await mkdir(results, { recursive: true });
await rm(failures, { recursive: true, force: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const times: string[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(stages)) await runStage(name, stages[name]!);

console.log(`\n${times.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runStage(name: string, stage: Stage): Promise<void> {
  console.log(`\n=== ${name}`);
  const tap = stage.tap ? join(results, stage.tap) : undefined;
  if (tap) await rm(tap, { force: true });
  const started = Date.now();
  const code = await streamed(await stage.command());
  const counts = tap ? counted(await readFile(tap, "utf8").catch(() => "")) : { passed: code === 0 ? 1 : 0, failed: 0 };
  // A runner that ends badly without naming a failed test has failed all the same.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  // So has one that ends well without having tested anything.
  if (counts.passed === 0 && counts.failed === 0) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped ?? 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  times.push(`${name.padEnd(12)} ${seconds} s   ${counts.passed} passed, ${counts.failed} failed`);
}

/** Node's own runner over every test of a folder: for people on the terminal, as TAP for us. */
async function nodeTest(folder: string, ...flags: string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(`test/${folder}/**/*.test.ts`, { cwd: root })) files.push(file);
  // Node would look for tests on its own if it were given none.
  if (files.length === 0) throw new Error(`test/${folder} has no tests`);
  const tap = relative(root, join(results, `${folder}.tap`));
  const reporters = [`--test-reporter=spec`, "--test-reporter-destination=stdout"];
  reporters.push("--test-reporter=tap", `--test-reporter-destination=${tap}`);
  return ["node", "--test", ...flags, ...reporters, ...files.sort()];
}

async function streamed([command = "", ...args]: readonly string[]): Promise<number> {
  const program = command === "node" ? process.execPath : command;
  const options = { cwd: root, env: withoutKeys(), stdio: "inherit", shell: process.platform === "win32" } as const;
  const child = startGroup(program, args, options);
  let isInterrupted = false;
  void nextSignal().then(async (exitCode) => {
    isInterrupted = true;
    // The tests have servers and browsers in groups of their own, and need a moment to end them.
    await stopGroup(child, 10_000);
    process.exit(exitCode);
  });
  const code = await new Promise<number>((resolve) => {
    child.once("error", (error) => {
      console.error(error);
      resolve(1);
    });
    // After an interruption nothing more is to be started or counted: the line above ends this process.
    child.once("exit", (status) => isInterrupted || resolve(status ?? 1));
  });
  await stopGroup(child);
  return code;
}

function counted(tap: string): { passed: number; failed: number; skipped?: number } {
  const last = (word: string) => Number([...tap.matchAll(new RegExp(`^# ${word} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  return { passed: last("pass"), failed: last("fail") + last("cancelled"), skipped: last("skipped") + last("todo") };
}
