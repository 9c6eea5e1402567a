// Brings the index up to date with the history, a piece at a time: each is a transaction, so that it goes on where it stopped, whoever
// goes on with it.
import type { IndexFile, IndexState } from "./indexFile.ts";
import { type Source, searchableText } from "./source.ts";

/** Characters of text in one piece: a fifth of a second. */
export const PIECE = 1_000_000;

/** What is new, then (`withOld`) what was there when the index began, newest first. */
export function catchUp(source: Source, index: IndexFile, room: number, withOld: boolean): void {
  if (isUpToDate(source, index.state, withOld)) return;
  index.write((state) => {
    const begun = state.revision < 0 ? beginning(source) : state;
    const takenIn = takeChanges(source, index, begun, room);
    return takenIn.room > 0 && withOld ? takeOld(source, index, takenIn) : takenIn;
  });
}

export function isUpToDate(source: Source, { revision, below }: IndexState, withOld = true): boolean {
  return revision >= 0 && revision === source.lastRevision() && (below === 0 || !withOld);
}

/**
 * The history is older than the index: a backup was put back, or a power cut took its last commits. What is written from now on gets
 * revisions that the index believes to have, so the index is of no use any more.
 */
export function isAhead(source: Source, { revision }: IndexState): boolean {
  return revision > source.lastRevision();
}

/** How much of the history is in the index, from 0 to 1. */
export function progressOf({ revision, below, first }: IndexState): number {
  if (revision < 0) return 0;
  return first === 0 ? 1 : 1 - below / first;
}

/** Answers that are being written, as they are now. They change twice a second, so they are indexed only when somebody searches. */
export function indexUnsettled(source: Source, index: IndexFile): void {
  const moved = index.unsettled.all().filter(({ seq, revision }) => source.revisionOf(seq) !== revision);
  if (moved.length === 0) return;
  index.write((state) => {
    for (const { seq } of moved) {
      const revision = source.revisionOf(seq);
      const row = source.message(seq);
      index.put(seq, row && searchableText(row.body)?.text);
      index.unsettled.set(seq, revision);
    }
    return state;
  });
}

interface Taken extends IndexState {
  readonly room: number;
}

// The revision first: what is written between the two look-ups is then taken twice, not never.
function beginning(source: Source): IndexState {
  const revision = source.lastRevision();
  const below = source.lastSeq() + 1;
  return { revision, below, first: below };
}

function takeChanges(source: Source, index: IndexFile, state: IndexState, available: number): Taken {
  let { revision } = state;
  let room = available;
  for (const change of source.changes(revision)) {
    const searchable = searchableText(change.body);
    if (searchable && isBeingWritten(searchable.message)) {
      index.unsettled.add(change.seq);
    } else {
      index.put(change.seq, searchable?.text);
      index.unsettled.delete(change.seq);
    }
    revision = change.revision;
    room -= (searchable?.text.length ?? 0) + COST_OF_A_ROW;
    if (room <= 0) break;
  }
  return { ...state, revision, room };
}

function takeOld(source: Source, index: IndexFile, state: Taken): IndexState {
  let { room } = state;
  const texts: (readonly [number, string])[] = [];
  let below = 0;
  for (const { seq, body } of source.messagesBefore(state.below)) {
    const searchable = searchableText(body);
    if (searchable && isBeingWritten(searchable.message)) index.unsettled.add(seq);
    else if (searchable) texts.push([seq, searchable.text]);
    room -= (searchable?.text.length ?? 0) + COST_OF_A_ROW;
    if (room > 0) continue;
    below = seq;
    break;
  }
  // FTS5 begins a new segment whenever a row comes before the last one.
  for (const [seq, text] of texts.reverse()) index.put(seq, text);
  return { ...state, below };
}

/** A transaction of a million empty messages takes its time as well. */
const COST_OF_A_ROW = 100;

const isBeingWritten = ({ status }: { readonly status: string }): boolean =>
  status === "waiting" || status === "streaming";
