// Full-text search over a history as of years, in the thread and with the bundle that the extension uses.
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as later } from "node:timers/promises";
import { INDEX_NAME, type SearchQuery } from "../../src/chat/search/result.ts";
import { openSearch, type Search } from "../../src/chat/search/search.ts";
import { openSource, searchableText } from "../../src/chat/search/source.ts";
import { tokensOf } from "../../src/chat/search/tokens.ts";
import { root } from "../host/paths.ts";
import { percentile } from "./answers.ts";
import type { Samples } from "./figures.ts";
import { writeManyConversations } from "./manyConversations.ts";

const ROUNDS = 8;
const never = new AbortController().signal;

export async function measureSearch(): Promise<Samples> {
  const folder = await mkdtemp(join(tmpdir(), "ask-qwen-bench-search-"));
  writeManyConversations(folder, { conversations: 10_000, megabytes: 200 });
  const queries = mixOf(folder);
  const search = openSearch(folder, join(root, "dist", "search.cjs"));
  // This process stands for the extension host: what its event loop notices of the search.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // What was made here leaves garbage, which is not the search's.
  await later(2000);
  delay.enable();
  await later(10_000);
  console.log(
    `  the longest block in 10 s without a search, as busy as this machine is: ${Math.round(delay.max / 1e6)} ms`,
  );
  delay.reset();
  const work = watchWork();
  try {
    const build = await measureBuild(search);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, query] of Object.entries(queries)) {
        const { ms, found } = await timed(search, query);
        times.push(ms);
        if (round === 0) console.log(`  ${name}: ${Math.round(ms)} ms, ${found} conversations`);
      }
    }
    return {
      searchP50: percentile(times, 0.5),
      searchP95: percentile(times, 0.95),
      searchBuild: build / 1000,
      searchSize: (await stat(join(folder, INDEX_NAME))).size / 1e6,
      searchBlock: delay.max / 1e6,
      searchWork: work.longest(),
    };
  } finally {
    delay.disable();
    work.stop();
    await search.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Processor time between two looks of this thread: unlike the delay, it does not count that others had the processor. */
function watchWork(): { longest(): number; stop(): void } {
  let longest = 0;
  let last = spent();
  const timer = setInterval(() => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return { longest: () => longest, stop: () => clearInterval(timer) };
}

function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** From nothing to the last message of the index. */
async function measureBuild(search: Search): Promise<number> {
  const begin = performance.now();
  const complete = new Promise<void>((resolve) => search.onIndexed(resolve));
  const { ms } = await timed(search, all("first"));
  console.log(`  the first search, without an index: ${Math.round(ms)} ms`);
  await complete;
  return performance.now() - begin;
}

async function timed(search: Search, query: SearchQuery): Promise<{ ms: number; found: number }> {
  const begin = performance.now();
  const { conversations } = await search.search(query, never);
  return { ms: performance.now() - begin, found: conversations.length };
}

function mixOf(folder: string): Readonly<Record<string, SearchQuery>> {
  const { frequent, rare, phrase } = wordsOf(folder);
  return {
    "a frequent word": all(frequent),
    "the beginning of words": all(frequent.slice(0, 2)),
    "a rare word": all(rare),
    "a phrase": all(`"${phrase}"`),
    "a phrase that is nowhere": all(`"${frequent} ${rare} ${frequent}"`),
    "two frequent words": all(`${frequent} 函数`),
    "two Chinese characters": all("缓存"),
    "one Chinese character": all("函"),
    "two Chinese words": all("数据库 并发"),
    "a Chinese word that is nowhere": all("龘靐"),
    "nothing of the kind": all("zzzyxwv"),
    "a word in one workspace": { ...all("函数"), workspace: "workspace-3" },
  };
}

const all = (text: string): SearchQuery => ({ text, archived: false, limit: 50 });

function wordsOf(folder: string): { frequent: string; rare: string; phrase: string } {
  const source = openSource(folder);
  if (!source) throw new Error("There is no history to search");
  const counts = new Map<string, number>();
  let phrase = "";
  for (let seq = 1; seq < 4000; seq += 2) {
    const text = searchableText(source.message(seq)?.body)?.text ?? "";
    for (const token of tokensOf(text)) {
      if (/^[a-z]{4,}$/.test(token.text)) counts.set(token.text, (counts.get(token.text) ?? 0) + 1);
    }
    phrase ||= text.match(/\b[a-z]+ [a-z]+ [a-z]+\b/)?.[0] ?? "";
  }
  source.close();
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return { frequent: sorted[1]?.[0] ?? "", rare: sorted.at(-1)?.[0] ?? "", phrase };
}
