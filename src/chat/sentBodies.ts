// What was sent for each answer, to the byte, as long as this window lives and there is room. It is not kept on disk: the
// conversation is, and each request holds all of it again. For that reason only what differs from the one before is kept, compressed.
import { deflateRawSync, inflateRawSync } from "node:zlib";

export interface SentBodies {
  /** Of a request that was made again the last one is kept. */
  keep(messageId: string, body: string): void;
  of(messageId: string): string | undefined;
}

interface Kept {
  /** It begins with so many characters of that one. */
  readonly base?: { readonly id: string; readonly length: number };
  readonly rest: Packed;
}

interface Packed {
  readonly bytes: Uint8Array;
  readonly encoding: "utf16le" | "latin1";
  readonly isCompressed: boolean;
}

/** Bytes. */
const ROOM = 16 * 1024 ** 2;
/** What is shorter gains nothing; what is longer would hold up the extension host, and mostly is an image, which gains nothing either. */
const compressible = { least: 256, most: 512 * 1024 } as const;

export function createSentBodies(room = ROOM): SentBodies {
  const bodies = new Map<string, Kept>();
  let size = 0;
  let newest: { readonly id: string; readonly body: string } | undefined;

  function put(messageId: string, kept: Kept): void {
    size += kept.rest.bytes.length - (bodies.get(messageId)?.rest.bytes.length ?? 0);
    bodies.set(messageId, kept);
  }

  function of(messageId: string): string | undefined {
    const rests: string[] = [];
    let length = Number.POSITIVE_INFINITY;
    for (let id: string | undefined = messageId; id !== undefined; ) {
      const kept: Kept | undefined = bodies.get(id);
      if (!kept) return undefined;
      const begins = kept.base?.length ?? 0;
      // Of a base only the part counts that all after it have.
      if (begins < length) rests.unshift(unpacked(kept.rest).slice(0, length - begins));
      length = Math.min(length, begins);
      id = kept.base?.id;
    }
    return rests.join("");
  }

  /** What stays and began with one of those is kept whole from then on. */
  function drop(gone: ReadonlySet<string>): void {
    const orphans = [...bodies].filter(([id, { base }]) => base && gone.has(base.id) && !gone.has(id));
    const texts = orphans.map(([id]) => [id, of(id) ?? ""] as const);
    for (const id of gone) {
      size -= bodies.get(id)?.rest.bytes.length ?? 0;
      bodies.delete(id);
      if (newest?.id === id) newest = undefined;
    }
    for (const [id, text] of texts) put(id, { rest: packed(text) });
  }

  /** The oldest go, some more than must: what is made whole by that takes room again. */
  function makeRoom(): void {
    while (size > room && bodies.size > 1) {
      const gone = new Set<string>();
      let left = size;
      for (const [id, { rest }] of bodies) {
        if (left <= 0.9 * room || id === newest?.id) break;
        gone.add(id);
        left -= rest.bytes.length;
      }
      drop(gone);
    }
  }

  return {
    keep(messageId, body) {
      if (bodies.has(messageId)) drop(new Set([messageId]));
      const length = newest ? sharedLength(newest.body, body) : 0;
      put(
        messageId,
        newest && length > body.length / 2
          ? { base: { id: newest.id, length }, rest: packed(body.slice(length)) }
          : { rest: packed(body) },
      );
      newest = { id: messageId, body };
      makeRoom();
    },
    of,
  };
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** Every text comes back to the unit, half a pair at the end of a part too. It takes a byte a character where that is enough. */
function packed(text: string): Packed {
  const encoding = /[^\0-\xff]/.test(text) ? "utf16le" : "latin1";
  const bytes = Buffer.from(text, encoding);
  const isCompressed = bytes.length >= compressible.least && bytes.length <= compressible.most;
  // A copy of its own size: what Node gives is a part of something larger, all of which would stay in memory.
  return { bytes: new Uint8Array(isCompressed ? deflateRawSync(bytes, { level: 1 }) : bytes), encoding, isCompressed };
}

const unpacked = ({ bytes, encoding, isCompressed }: Packed): string =>
  (isCompressed ? inflateRawSync(bytes) : Buffer.from(bytes)).toString(encoding);
