// npm run bench: every figure the extension is held to, from a real VS Code, with the floor extension in the same round.
//   --quick          two runs instead of five
//   --runs N
//   --only A,B       parts: package, panel, attachments, mentions, conversation, renderer, history, search, soak (only if asked for)
//   --minutes N      how long the soak lasts: 10
//   --vsix FILE      measures that one instead of packaging what is here
//   --readme         puts the table into the READMEs

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg, release, type as system, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { vsix as packagedVsix, root } from "../host/paths.ts";
import { run } from "../host/processes.ts";
import { measureAttachments } from "./attachments.ts";
import { measureConversation, measureKeys, openLongConversation } from "./conversation.ts";
import { answer } from "./corpus.ts";
import { type FigureId, type Row, rows, type Samples } from "./figures.ts";
import { measureHistory } from "./history.ts";
import { measureMentions } from "./mentions.ts";
import { measurePackage } from "./packaged.ts";
import { benchRenderer } from "./renderer.ts";
import { measureLateLoading, measureRound, orderOf } from "./round.ts";
import { measureSearch } from "./search.ts";
import { type Service, startService } from "./service.ts";
import { measureSoak } from "./soak.ts";
import { markdownTable, type Results, writeIntoReadmes } from "./table.ts";
import { floor, openWindow, ours } from "./window.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    runs: { type: "string" },
    only: { type: "string" },
    vsix: { type: "string" },
    minutes: { type: "string", default: "10" },
    readme: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs ?? (values.quick ? 2 : 5));
const samples = { ours: [] as Samples[], floor: [] as Samples[] };
const parts: Readonly<Record<string, (service: Service) => Promise<void>>> = {
  package: packaged,
  panel,
  attachments,
  mentions,
  conversation,
  renderer,
  history,
  search,
  soak,
};
const usual = Object.keys(parts).filter((name) => name !== "soak");
const asked = values.only?.split(",") ?? usual;
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`No such part: ${unknown}. There are: ${Object.keys(parts).join(", ")}`);

if (!values.vsix) {
  console.log("Packaging the extension ...");
  await run(process.platform === "win32" ? "npm.cmd" : "npm", ["run", "--silent", "package"], { cwd: root });
}
const vsix = values.vsix ?? packagedVsix;
// Leaving by `exit` also ends what was started.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const loadBefore = Math.round(loadavg()[0]! * 10) / 10;
const service = await startService();
try {
  for (const name of asked) {
    // What has been measured is shown all the same.
    await parts[name]?.(service).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  }
} finally {
  await service.stop();
}

const measured = rows(samples.ours, samples.floor);
const isSoak = ({ id }: Row): boolean => id.startsWith("soak");
const circumstances = {
  date: new Date().toISOString().slice(0, 10),
  machine: {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${system()} ${release().split(".").slice(0, 2).join(".")}`,
    loadBefore,
  },
  runs,
};
console.log(`\n${markdownTable({ ...circumstances, rows: measured }, "en")}\n`);
const missed = measured.filter(({ ok }) => ok === false);
console.log(missed.length === 0 ? "All budgets are met." : `${missed.length} budgets are MISSED:`);
for (const { name, ours: value, unit, ratio } of missed) console.log(`  ${name}: ${value} ${unit} (${ratio ?? "-"}x)`);
if (process.exitCode) console.error("Not everything could be measured: nothing is written.");
else await save();

/** All usual parts make the file; a whole soak has its own place in it, with its own date. */
async function save(): Promise<void> {
  const isWhole = usual.every((name) => asked.includes(name));
  const isWholeSoak = asked.includes("soak") && Number(values.minutes) >= 10;
  if (values.readme && !isWhole) throw new Error("--readme wants all parts");
  if (!isWhole && !isWholeSoak) return;
  const file = join(root, "docs", "bench.json");
  await mkdir(join(root, "docs"), { recursive: true });
  const before: Results = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
  const { soak: oldSoak, ...old } = before;
  const newest = isWhole ? { ...circumstances, rows: measured.filter((row) => !isSoak(row)) } : old;
  const soaked = isWholeSoak ? { ...circumstances, rows: measured.filter(isSoak) } : oldSoak;
  const results = { ...newest, ...(soaked && { soak: soaked }) };
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log("Written to docs/bench.json");
  if (values.readme) await writeIntoReadmes(results);
}

async function packaged(): Promise<void> {
  samples.ours.push(await measurePackage(vsix));
}

async function panel(service: Service): Promise<void> {
  const window = await openWindow(service, [floor, ours], { vsix });
  const texts = { kb10: answer(10_000, 1), kb100: answer(100_000, 1) };
  try {
    for (let i = 0; i < runs; i++) {
      for (const contender of orderOf(i)) {
        console.log(`Run ${i + 1} of ${runs}: ${contender.name} ...`);
        samples[contender.name].push(await measureRound(window, contender, service, texts));
      }
    }
    samples.ours.push(await measureLateLoading(window, service));
  } finally {
    await window.close();
  }
}

async function attachments(service: Service): Promise<void> {
  const window = await openWindow(service, [floor, ours], { vsix });
  try {
    for (let i = 0; i < runs; i++) {
      for (const contender of orderOf(i)) {
        console.log(`Run ${i + 1} of ${runs}: 30 attachments, ${contender.name} ...`);
        samples[contender.name].push(await measureAttachments(window, contender, service));
        await window.hide();
      }
    }
  } finally {
    await window.close();
  }
}

async function mentions(service: Service): Promise<void> {
  console.log("The list behind an @ in 100,000 files ...");
  samples.ours.push(...(await measureMentions(vsix, service, runs)));
}

async function soak(): Promise<void> {
  console.log(`A soak of ${values.minutes} minutes ...`);
  samples.ours.push(await measureSoak(vsix, Number(values.minutes)));
}

async function renderer(): Promise<void> {
  console.log("The renderer alone ...");
  for (const { kilobytes, ours: own, floor: base } of await benchRenderer(runs)) {
    const id = `render${kilobytes}` as FigureId; // 10, 100 and 500 have their figures
    samples.ours.push({ [id]: own });
    samples.floor.push({ [id]: base });
  }
}

async function search(): Promise<void> {
  console.log("Search in 10,000 conversations ...");
  samples.ours.push(await measureSearch());
}

async function history(): Promise<void> {
  console.log("The history alone ...");
  samples.ours.push(...(await measureHistory(runs)));
}

async function conversation(service: Service): Promise<void> {
  const window = await openLongConversation(service, vsix);
  try {
    for (let i = 0; i < runs; i++) {
      console.log(`Run ${i + 1} of ${runs}: a conversation of 1,000 messages ...`);
      samples.ours.push(await measureConversation(window));
    }
    for (let i = 0; i < Math.min(runs, 3); i++) {
      for (const contender of orderOf(i)) {
        console.log(`Run ${i + 1}: typing, ${contender.name} ...`);
        samples[contender.name].push(await measureKeys(window, contender, service));
      }
    }
  } finally {
    await window.close();
  }
}
