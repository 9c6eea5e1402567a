// The best matches of a query among very many paths, in slices: what is best so far comes early, and nothing waits for the rest.
import { type Prepared, prepare, single } from "fuzzysort";

export interface Candidate {
  /** With slashes; what people see and type. */
  readonly path: string;
  /** Made when it is first looked at. */
  prepared?: Prepared;
}

export interface RankOptions<One extends Candidate = Candidate> {
  readonly limit: number;
  /** A slice of work takes about so long; then others have their turn. */
  readonly sliceMs?: number;
  /** The first matches are told after this time, found or not. */
  readonly firstMs?: number;
  /** Told of each candidate that has the query in it, however badly it ranks. */
  onMatch?(one: One): void;
  /** Lets others have their turn. */
  pause?(): Promise<void>;
  now?(): number;
}

/** Candidates in front win over equal ones behind. Ends early, and silently, when `signal` aborts. */
export async function* bestMatches<One extends Candidate>(
  query: string,
  candidates: Iterable<One>,
  signal: AbortSignal,
  options: RankOptions<One>,
): AsyncGenerator<{ readonly found: readonly One[]; readonly isComplete: boolean }> {
  const { limit, sliceMs = 8, firstMs = 25, onMatch, pause = nextTurn, now = () => performance.now() } = options;
  const best: { readonly one: One; readonly score: number }[] = [];
  const began = now();
  let sliceBegan = began;
  let isTold = false;
  let count = 0;
  const found = () => best.map(({ one }) => one);
  for (const one of candidates) {
    const score = scoreOf(query, one);
    if (score !== undefined) onMatch?.(one);
    if (score !== undefined && score > 0) insert(best, { one, score }, limit);
    // Asking for the time takes longer than a look at a candidate.
    if (++count % 64 !== 0 || now() - sliceBegan < sliceMs) continue;
    if (!isTold && now() - began >= firstMs) {
      isTold = true;
      yield { found: found(), isComplete: false };
    }
    await pause();
    if (signal.aborted) return;
    sliceBegan = now();
  }
  yield { found: found(), isComplete: true };
}

/** 0 to 2, undefined where the query is not in it. What is in the file's name counts more than what is in its folders. */
function scoreOf(query: string, one: Candidate): number | undefined {
  if (query === "") return 1;
  one.prepared ??= prepare(one.path);
  const result = single(query, one.prepared);
  if (!result) return undefined;
  if (result.score < 0.2) return 0;
  const nameAt = one.path.lastIndexOf("/", one.path.length - 2) + 1;
  const isInName = Math.min(...result.indexes) >= nameAt;
  return result.score + (isInName ? 0.5 : 0) - Math.min(one.path.length, 500) / 10_000;
}

function insert<Scored extends { readonly score: number }>(best: Scored[], scored: Scored, limit: number): void {
  if (best.length === limit && best.at(-1)!.score >= scored.score) return;
  let at = best.length;
  while (at > 0 && best[at - 1]!.score < scored.score) at--;
  best.splice(at, 0, scored);
  if (best.length > limit) best.pop();
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The same for a query that grows while it is typed: what has a longer one in it had the shorter one, so only that is looked at.
 * `state` is anything that changes when other candidates are there.
 */
export function createRanking<One extends Candidate>(limit: number) {
  let last: { readonly query: string; readonly state: unknown; readonly matches: readonly One[] } | undefined;
  return async function* (query: string, state: unknown, all: () => Iterable<One>, signal: AbortSignal) {
    const isLonger = last !== undefined && last.query !== "" && query.startsWith(last.query) && last.state === state;
    const matches: One[] = [];
    const options = { limit, onMatch: (one: One) => void matches.push(one) };
    for await (const told of bestMatches(query, isLonger && last ? last.matches : all(), signal, options)) {
      if (told.isComplete) last = { query, state, matches };
      yield told;
    }
  };
}
