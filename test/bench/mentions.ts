// The list behind an @ in a workspace of 100,000 files: from the key to its first rows.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { percentile } from "./answers.ts";
import type { Samples } from "./figures.ts";
import type { Service } from "./service.ts";
import { openWindow, ours, until, type Window } from "./window.ts";

const FOLDERS = 500;
const FILES = 200;
const QUERIES = 20;
/** Between keys: that of a quick typist. */
const DELAY = 60;

const folderName = (folder: number): string => `module${String(folder).padStart(3, "0")}`;
const fileName = (folder: number, file: number): string => `part${folder}Widget${file}.ts`;

export async function measureMentions(vsix: string, service: Service, runs: number): Promise<Samples[]> {
  const root = await mkdtemp(join(tmpdir(), "ask-qwen-many-files-"));
  for (let folder = 0; folder < FOLDERS; folder++) {
    const path = join(root, folderName(folder));
    await mkdir(path);
    await Promise.all(Array.from({ length: FILES }, (_, file) => writeFile(join(path, fileName(folder, file)), "")));
  }
  const window = await openWindow(service, [ours], { vsix, workspace: root });
  try {
    const samples: Samples[] = [];
    for (let i = 0; i < runs; i++) samples.push(await measure(window));
    return samples;
  } finally {
    await window.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function measure(window: Window): Promise<Samples> {
  await window.reload();
  const frame = await window.open(ours);
  const { keyboard } = window.workbench.page;
  const box = frame.locator("textarea").last();
  await box.fill("");
  await box.focus();
  // Nothing is listed yet: what is known without is shown at once.
  await watch(frame, "");
  await keyboard.press("@");
  const { first: mentionFirst } = await frame.evaluate<Listed>("globalThis.listed");
  const firsts: number[] = [];
  const tops: number[] = [];
  for (let query = 0; query < QUERIES; query++) {
    const [folder, file] = [(query * 37) % FOLDERS, (query * 53) % FILES];
    const name = fileName(folder, file);
    const text = `@${name.slice(0, -3)}`;
    await box.fill("");
    await keyboard.type(text.slice(0, -1), { delay: DELAY });
    await until(frame, isSettled);
    await watch(frame, name);
    await keyboard.type(text.slice(-1));
    const { first, top } = await frame.evaluate<Listed>("globalThis.listed");
    firsts.push(first);
    tops.push(top);
  }
  await box.fill("");
  return { mentionFirst, mention: percentile(firsts, 0.95), mentionTop: percentile(tops, 0.95) };
}

const isSettled = "document.querySelectorAll('.mention-row').length > 2";

/** Milliseconds from the key. */
interface Listed {
  /** To the first change of the rows. */
  readonly first: number;
  /** To the row that is meant on top of them. */
  readonly top: number;
}

/** From the next key on. */
async function watch(frame: Frame, name: string): Promise<void> {
  await frame.evaluate(`globalThis.listed = new Promise((done, fail) => {
    const what = () => document.querySelector(".mention")?.textContent.slice(0, 300);
    setTimeout(() => fail(new Error("Not listed: " + what())), 10_000);
    let at, first;
    addEventListener("keydown", ({ timeStamp }) => (at = timeStamp), { capture: true, once: true });
    const look = (changes) => {
      const row = document.querySelector(".mention-row");
      if (at === undefined || !row || !changes.some(({ target, type }) => type === "childList" && (target.matches(".mention-rows") || target.querySelector(".mention-rows")))) return;
      first ??= performance.now() - at;
      const label = row.querySelector(".mention-label").textContent;
      if (${JSON.stringify(name)} !== "" && label !== ${JSON.stringify(name)}) return;
      watching.disconnect();
      done({ first, top: performance.now() - at });
    };
    const watching = new MutationObserver(look);
    watching.observe(document.body, { childList: true, subtree: true });
  }); undefined`);
}
