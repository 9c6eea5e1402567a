// What was sent for each answer, to the byte, as long as this window lives and there is room. It is not kept on disk: the
// conversation is, and each request holds all of it again.

export interface SentBodies {
  /** Of a request that was made again the last one is kept. */
  keep(messageId: string, body: string): void;
  of(messageId: string): string | undefined;
}

/** UTF-16 units. */
const ROOM = 16 * 1024 ** 2;

export function createSentBodies(room = ROOM): SentBodies {
  const bodies = new Map<string, string>();
  let size = 0;
  const drop = (messageId: string): void => {
    size -= bodies.get(messageId)?.length ?? 0;
    bodies.delete(messageId);
  };
  return {
    keep(messageId, body) {
      drop(messageId);
      bodies.set(messageId, body);
      size += body.length;
      for (const oldest of bodies.keys()) {
        if (size <= room || oldest === messageId) break;
        drop(oldest);
      }
    },
    of: (messageId) => bodies.get(messageId),
  };
}
