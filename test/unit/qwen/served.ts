// A `fetch` that answers from memory: for properties over thousands of answers, where sockets would only take time.
import type { Fetch } from "../../../src/qwen/guardedFetch.ts";

export function served(
  pieces: readonly Uint8Array[],
  headers: Record<string, string> = { "content-type": "text/event-stream" },
): Fetch {
  return () =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            for (const piece of pieces) controller.enqueue(piece);
            controller.close();
          },
        }),
        { headers },
      ),
    );
}

export const servedText = (text: string): Fetch => served([Buffer.from(text)]);

export const failing =
  (cause: Error): Fetch =>
  () =>
    Promise.reject(new TypeError("fetch failed", { cause }));

export const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });
