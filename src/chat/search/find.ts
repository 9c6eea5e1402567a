// From candidates, newest first, to what is shown: messages that really have the words, by conversation.
import { isOfWorkspace } from "../workspace.ts";
import { excerptOf } from "./excerpt.ts";
import { hasTokens, placesOf } from "./places.ts";
import type { FoundConversation, Hit, SearchQuery } from "./result.ts";
import { type Source, type SourceConversation, searchableText } from "./source.ts";
import type { Term } from "./terms.ts";

export interface Candidates {
  /** Rows of messages, newest first. */
  readonly seqs: Iterable<number>;
  /** They may have the words, or not: none is counted without having been read. */
  readonly isGuess: boolean;
}

export interface Found {
  readonly conversations: readonly FoundConversation[];
  readonly isCut: boolean;
}

/** `isCancelled` is asked again and again; what comes back then does not matter. */
export function find(
  source: Source,
  query: SearchQuery,
  terms: readonly Term[],
  { seqs, isGuess }: Candidates,
  isCancelled: () => boolean,
): Found {
  const conversations = source.conversations();
  const isWanted = (one: SourceConversation | undefined): one is SourceConversation =>
    one?.isArchived === query.archived &&
    (query.workspace === undefined || isOfWorkspace(one.workspace, query.workspace));
  const collected = new Map<string, Collected>();
  const rows = fewRows(source, conversations, isWanted);
  let isCut = false;
  let beyond = 0;
  for (const seq of rows?.size === 0 ? [] : seqs) {
    if (isCancelled() || beyond > LOOKED_AT_BEYOND) break;
    if (rows && !rows.has(seq)) continue;
    const id = source.conversationOf(seq);
    if (id === undefined || !isWanted(conversations.get(id))) continue;
    const known = collected.get(id);
    if (!known && collected.size >= query.limit) {
      isCut = true;
      beyond++;
      continue;
    }
    if (known && known.hits.length === MOST_HITS && !isGuess) {
      known.more++;
      continue;
    }
    const hit = hitOf(source, seq, terms);
    if (!hit) continue;
    if (!known) collected.set(id, { newest: seq, hits: [hit], more: 0 });
    else if (known.hits.length < MOST_HITS) known.hits.push(hit);
    else known.more++;
  }
  const titled: Titled[] = [];
  for (const [id, one] of conversations) if (isWanted(one) && isTitleHit(one, terms)) titled.push([id, one]);
  return merge(titled, collected, query.limit, isCut);
}

type Titled = readonly [string, SourceConversation];

interface Collected {
  readonly newest: number;
  readonly hits: Hit[];
  more: number;
}

/** Of one conversation; the others are counted. */
const MOST_HITS = 3;

/** When all conversations have been found: how many others are passed by to count further hits in these. They lie close together. */
const LOOKED_AT_BEYOND = 100;

// Asking for the conversation of each of 100,000 candidates takes half a second. The rows of few conversations are
// known sooner.
function fewRows(
  source: Source,
  conversations: ReadonlyMap<string, SourceConversation>,
  isWanted: (one: SourceConversation) => boolean,
): ReadonlySet<number> | undefined {
  const ids: string[] = [];
  let messages = 0;
  for (const [id, one] of conversations) {
    if (!isWanted(one)) continue;
    ids.push(id);
    messages += one.messages;
  }
  return messages > source.lastSeq() / 4 ? undefined : new Set(ids.flatMap((id) => [...source.seqsOf(id)]));
}

function isTitleHit({ title, bareTitle }: SourceConversation, terms: readonly Term[]): boolean {
  return hasTokens(bareTitle, terms) && placesOf(title, terms) !== undefined;
}

function hitOf(source: Source, seq: number, terms: readonly Term[]): Hit | undefined {
  const row = source.message(seq);
  const searchable = row && searchableText(row.body);
  const places = searchable && placesOf(searchable.text, terms);
  if (!places) return undefined;
  const { message, text } = searchable;
  return { messageId: row.id, role: message.role, createdAt: message.createdAt, ...excerptOf(text, places) };
}

function merge(
  titled: readonly Titled[],
  collected: ReadonlyMap<string, Collected>,
  limit: number,
  isCut: boolean,
): Found {
  const newest = new Map([...collected].map(([id, one]) => [id, one.newest]));
  for (const [id, { last }] of titled) newest.set(id, last);
  const titles = new Set(titled.map(([id]) => id));
  const inOrder = [...newest].sort((a, b) => b[1] - a[1]).slice(0, limit);
  return {
    conversations: inOrder.map(([id]) => {
      const { hits, more } = collected.get(id) ?? { hits: [], more: 0 };
      return { id, isTitleHit: titles.has(id), hits, more };
    }),
    isCut: isCut || newest.size > limit,
  };
}
