// A file that is written in pieces: there as a whole or not at all, and for nobody else's eyes.
import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

/** Written under another name and renamed at the end. Returns its size. `pause` ends it by throwing. */
export async function writeFile(path: string, pieces: Iterable<string>, pause: () => Promise<void>): Promise<number> {
  const partial = `${path}.${randomBytes(4).toString("hex")}.partial`;
  let size = 0;
  try {
    const file = await open(partial, "wx", 0o600);
    try {
      let waiting = "";
      const flush = async () => {
        const bytes = Buffer.from(waiting);
        waiting = "";
        await file.writeFile(bytes); // From where it stands. `write` may take only a part, and say so without failing.
        size += bytes.length;
      };
      for (const piece of pieces) {
        waiting += piece;
        if (waiting.length >= SLICE) await flush();
        await pause();
      }
      await flush();
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return size;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

const SLICE = 256 * 1024;
