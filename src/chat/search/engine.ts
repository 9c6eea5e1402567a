// The search without its thread: opens history and index, keeps them in step, answers.
import { catchUp, indexUnsettled, isAhead, isUpToDate, PIECE, progressOf } from "./catchUp.ts";
import { find } from "./find.ts";
import { deleteIndexFile, type IndexFile, isBusy, isDamage, isOfDisk, openIndexFile } from "./indexFile.ts";
import type { SearchQuery, SearchResult } from "./result.ts";
import { openSource, type Source } from "./source.ts";
import { parseTerms, type Term } from "./terms.ts";

export interface Engine {
  search(query: SearchQuery, isCancelled: () => boolean): SearchResult;
  /** Does a piece of the work on the index. */
  step(): Step;
  close(): void;
}

/** There may be more to do; there is nothing to do, or nothing that can be done; another window is at it. */
export type Step = "more" | "done" | "later";

/** Without an index every message is read, in seconds instead of milliseconds: on a read-only disk, or where SQLite has no FTS5. */
export function openEngine(folder: string): Engine {
  let source: Source | undefined;
  let index: IndexFile | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let unsettledAt = Number.NEGATIVE_INFINITY;

  function ready(): Source | undefined {
    if (source && !source.isCurrent()) close();
    source ??= openSource(folder);
    if (index && !index.isCurrent()) closeIndex();
    if (source && !index && performance.now() - failedAt >= RETRY_MS) {
      try {
        index = openIndexFile(folder, source.id);
      } catch (error) {
        if (!isOfDisk(error)) throw error;
        failedAt = performance.now(); // It goes without.
      }
    }
    return source;
  }

  /** Undefined when the index has to do without it for now. */
  function withIndex<T>(action: (index: IndexFile) => T): T | undefined {
    for (let attempt = 0; index && attempt < 2; attempt++) {
      try {
        if (!source || !isAhead(source, index.state)) return action(index);
        closeIndex();
        deleteIndexFile(folder);
        ready();
      } catch (error) {
        if (!isOfDisk(error)) throw error;
        if (isBusy(error)) return undefined;
        closeIndex();
        if (!isDamage(error)) failedAt = performance.now();
        else deleteIndexFile(folder);
        ready();
      }
    }
    if (index) {
      // Damaged again at once: the disk's fault, or the history's. Not to be tried in a circle.
      closeIndex();
      failedAt = performance.now();
    }
    return undefined;
  }

  function answer(query: SearchQuery, terms: readonly Term[], from: Source, isCancelled: () => boolean): SearchResult {
    withIndex((one) => {
      catchUp(from, one, PIECE / 10, false);
      if (performance.now() - unsettledAt < UNSETTLED_MS) return;
      indexUnsettled(from, one);
      unsettledAt = performance.now();
    });
    const found = withIndex((one) => {
      const { state } = one;
      const candidates = { seqs: one.candidates(terms), isGuess: false };
      return {
        ...find(from, query, terms, candidates, isCancelled),
        isIndexing: !isUpToDate(from, state),
        progress: progressOf(state),
      };
    });
    if (found) return found;
    const candidates = { seqs: from.seqsBefore(Number.MAX_SAFE_INTEGER), isGuess: true };
    return { ...find(from, query, terms, candidates, isCancelled), isIndexing: false, progress: 1 };
  }

  function closeIndex(): void {
    const closing = index;
    index = undefined;
    closing?.close();
  }

  function close(): void {
    closeIndex();
    source?.close();
    source = undefined;
  }

  return {
    search(query, isCancelled) {
      const terms = parseTerms(query.text);
      const from = terms.length > 0 ? ready() : undefined;
      if (!from) return { conversations: [], isCut: false, isIndexing: false, progress: 1 };
      return answer(query, terms, from, isCancelled);
    },
    step() {
      const from = ready();
      if (!from) return "done";
      const step = withIndex((one): Step => {
        if (isUpToDate(from, one.state)) return one.tidy() ? "more" : "done";
        const { revision, below } = one.state;
        catchUp(from, one, PIECE, true);
        const now = one.state;
        // If nothing could be taken in, another try would end like this one.
        return now.revision === revision && now.below === below ? "done" : "more";
      });
      return step ?? (index ? "later" : "done");
    },
    close,
  };
}

/** A disk may become writable again. */
const RETRY_MS = 30_000;
const UNSETTLED_MS = 3000;
