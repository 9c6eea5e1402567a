// The `fetch` that the SDK gets: VS Code's, with nothing sent that need not be, no redirects, and bounded bodies.
import type { Limits } from "./limits.ts";

export type Fetch = typeof globalThis.fetch;

/** The SDK adds the machine's system, architecture and versions, and whatever OPENAI_CUSTOM_HEADERS says (H06). */
const allowedHeaders = ["accept", "authorization", "content-type"];

export interface Guard {
  readonly limits: Pick<Limits, "lineBytes" | "wireBytes" | "answerBytes" | "errorBytes">;
  readonly hasKey: boolean;
  /** A limit is broken: the request is to be ended. Throwing inside a body would reach the reader as a mere network error. */
  readonly tooLarge: (limit: "lineTooLarge" | "answerTooLarge") => void;
  /** The body of an answer that is an error. */
  readonly failed: (body: string) => void;
  readonly fetch?: Fetch | undefined;
  /** Told the body of a request as it goes out. */
  readonly sent?: ((body: string) => void) | undefined;
}

export function guardedFetch(guard: Guard): Fetch {
  return async (input, init) => {
    const sent = new Headers(init?.headers);
    const headers = new Headers();
    for (const name of allowedHeaders) {
      const value = sent.get(name);
      if (value !== null && (name !== "authorization" || guard.hasKey)) headers.set(name, value);
    }
    headers.set("user-agent", "ask-qwen");
    if (typeof init?.body === "string") guard.sent?.(init.body);
    // Looked up now, not when this file is loaded: VS Code puts its own in place, for proxies and certificates.
    const response = await (guard.fetch ?? globalThis.fetch)(input, { ...init, headers, redirect: "error" });
    if (!response.body) return response;
    const { status, statusText } = response;
    if (!response.ok) {
      const text = await readText(response.body, guard.limits.errorBytes);
      guard.failed(text);
      return new Response(text, { status, statusText, headers: response.headers });
    }
    const isStream = response.headers.get("content-type")?.includes("json") !== true;
    return new Response(response.body.pipeThrough(counter(guard, isStream)), {
      status,
      statusText,
      headers: response.headers,
    });
  };
}

/** The SDK would keep a line of any length until its end comes, so lines are measured before it sees them. */
function counter({ limits, tooLarge }: Guard, hasLines: boolean): TransformStream<Uint8Array, Uint8Array> {
  // One piece of JSON is read as a whole before anything of it is known, so it may not be larger than an answer.
  const most = hasLines ? limits.wireBytes : limits.answerBytes;
  let total = 0;
  let line = 0;
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.length;
      if (hasLines) line = lineAfter(chunk, line, limits.lineBytes);
      const broken = line > limits.lineBytes ? "lineTooLarge" : total > most ? "answerTooLarge" : undefined;
      if (broken === undefined) return controller.enqueue(chunk);
      tooLarge(broken);
      controller.terminate();
    },
  });
}

/** The length of the line that the chunk leaves open, or one that is over the limit. */
function lineAfter(chunk: Uint8Array, before: number, limit: number): number {
  let open = before;
  let start = 0;
  for (;;) {
    const feed = chunk.indexOf(10, start);
    // A lone CR ends a line too. Nobody sends those in earnest, so they are looked for only in a chunk without LF.
    const at = feed === -1 && start === 0 ? chunk.lastIndexOf(13) : feed;
    if (at === -1) return open + chunk.length - start;
    if (open + at - start > limit) return open + at - start;
    open = 0;
    start = at + 1;
  }
}

async function readText(body: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let left = limit;
  // Leaving the loop early cancels the body, and with it the connection.
  for await (const chunk of body) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    if (left <= 0) break;
  }
  return text + decoder.decode();
}
