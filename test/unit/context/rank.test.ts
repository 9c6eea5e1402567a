import assert from "node:assert/strict";
import { it } from "node:test";
import { bestMatches, type Candidate, createRanking } from "../../../src/context/rank.ts";
import { one, random as seeded, upTo } from "../../random.ts";

const candidates = (...paths: string[]): Candidate[] => paths.map((path) => ({ path }));
const going = new AbortController().signal;

async function ranked(query: string, from: readonly Candidate[], limit = 10): Promise<readonly string[]> {
  let last: readonly Candidate[] = [];
  for await (const { found } of bestMatches(query, from, going, { limit })) last = found;
  return last.map(({ path }) => path);
}

it("a match in the file's name comes before one in its folders, and equal ones keep their order", async () => {
  const found = await ranked("cli", candidates("client/index.ts", "src/client.ts", "cli/readme.md", "src/zzz.ts"));
  assert.deepEqual(found[0], "src/client.ts");
  assert.ok(!found.includes("src/zzz.ts"));
  assert.deepEqual(await ranked("", candidates("b", "a", "c"), 2), ["b", "a"]);
});

it("Chinese names, parts of words and a path with slashes are found", async () => {
  const all = candidates("src/排序/快速.ts", "src/chat/chatView.ts", "src/editor/view.ts");
  assert.deepEqual(await ranked("排序", all), ["src/排序/快速.ts"]);
  assert.equal((await ranked("chtvw", all))[0], "src/chat/chatView.ts");
  assert.equal((await ranked("editor/vi", all))[0], "src/editor/view.ts");
});

it("tells what it has early, lets others have their turn, and stops when it is overtaken", async () => {
  let time = 0;
  let turns = 0;
  const abort = new AbortController();
  const many = Array.from({ length: 10_000 }, (_, index) => ({ path: `src/file${index}.ts` }));
  const steps: boolean[] = [];
  const options = {
    limit: 5,
    now: () => (time += 4),
    pause: async () => {
      if (++turns === 40) abort.abort();
    },
  };
  for await (const { found, isComplete } of bestMatches("file1", many, abort.signal, options)) {
    assert.equal(found.length, 5);
    steps.push(isComplete);
  }
  assert.deepEqual([steps, turns], [[false], 40]);
});

it("a query that grows looks only at what had the shorter one in it, and finds what a new one finds", async () => {
  const next = seeded(7);
  const files: Candidate[] = Array.from({ length: 5000 }, (_, index) => ({
    path: `src/${one(next, [..."abcdefgh"])}${upTo(next, 900)}/part${index}Widget.ts`,
  }));
  const rank = createRanking<Candidate>(40);
  let looked = 0;
  function* all(): Iterable<Candidate> {
    for (const file of files) {
      looked++;
      yield file;
    }
  }
  const { signal } = new AbortController();
  const last = async (told: AsyncIterable<{ readonly found: readonly Candidate[] }>) => {
    let found: readonly Candidate[] = [];
    for await (const part of told) found = part.found;
    return found.map(({ path }) => path);
  };
  for (const query of ["a", "a1", "a1w", "a1wi", "a1wid", "c", "c2t", "c2"]) {
    assert.deepEqual(
      await last(rank(query, "same", all, signal)),
      await last(bestMatches(query, files, signal, { limit: 40 })),
      query,
    );
  }
  assert.equal(looked, 3 * files.length, "for a, c and the shorter c2");
  files.unshift({ path: "src/c2.ts" });
  assert.equal((await last(rank("c2.", "another", all, signal)))[0], "src/c2.ts", "other files are looked at anew");
});
