// What the stand-in does with one request, step by step, and how it is done.
import type { ServerResponse } from "node:http";

export type Step =
  | { readonly head: number; readonly headers?: Readonly<Record<string, string>> }
  /** `split`: "line" after each line feed, a number after so many bytes. Each piece is a write of its own, `everyMs` apart. */
  | { readonly send: string | Uint8Array; readonly split?: Split; readonly everyMs?: number }
  /** Past HTTP's framing, straight to the socket: for what no honest server sends. */
  | { readonly raw: string | Uint8Array }
  | { readonly waitMs: number }
  /** Waits for the test. */
  | { readonly until: Promise<unknown> }
  /** Sends the same again and again until the client has gone. */
  | { readonly repeat: string; readonly everyMs: number }
  /** Open and silent until the client has gone. */
  | { readonly stall: true }
  /** RST: the connection is torn down. */
  | { readonly reset: true }
  /** FIN in the middle: without the end that HTTP's framing asks for. */
  | { readonly cut: true };

export type Split = "whole" | "line" | "byte" | number;
export type Reply = readonly Step[];

export async function play(reply: Reply, response: ServerResponse): Promise<void> {
  const gone = new Promise<void>((resolve) => response.once("close", resolve));
  const isGone = () => response.destroyed || response.socket === null || response.socket.destroyed;
  response.socket?.setNoDelay(true);
  for (const step of reply) {
    if (isGone()) return;
    if ("head" in step) {
      response.writeHead(step.head, step.headers);
      response.flushHeaders();
    } else if ("send" in step) await send(step, response, isGone, gone);
    else if ("raw" in step) await write(response.socket!, step.raw, gone);
    else if ("waitMs" in step) await Promise.race([later(step.waitMs), gone]);
    else if ("until" in step) await Promise.race([step.until, gone]);
    else if ("repeat" in step) {
      while (!isGone()) {
        await write(response, step.repeat, gone);
        await Promise.race([later(step.everyMs), gone]);
      }
    } else if ("stall" in step) return gone;
    else if ("reset" in step) response.socket?.resetAndDestroy();
    else if ("cut" in step) response.socket?.end();
    else step satisfies never;
  }
  if (!isGone() && !reply.some((step) => "cut" in step || "reset" in step)) response.end();
}

async function send(
  { send: content, split = "whole", everyMs = 0 }: Extract<Step, { send: unknown }>,
  response: ServerResponse,
  isGone: () => boolean,
  gone: Promise<void>,
): Promise<void> {
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(content);
  const pieces = piecesOf(bytes, split);
  // Pieces keep to a timetable, so that a slow write does not slow the whole answer down.
  const start = performance.now();
  for (const [i, piece] of pieces.entries()) {
    if (isGone()) return;
    await write(response, piece, gone);
    if (i === pieces.length - 1) return;
    const wait = start + (i + 1) * everyMs - performance.now();
    if (wait > 0) await Promise.race([later(wait), gone]);
    else if (split !== "whole") await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits for the client when it does not keep up. */
async function write(
  to: { write(piece: string | Uint8Array): boolean; once(event: "drain", listener: () => void): unknown },
  piece: string | Uint8Array,
  gone: Promise<void>,
): Promise<void> {
  if (to.write(piece)) return;
  await Promise.race([new Promise<void>((resolve) => to.once("drain", resolve)), gone]);
}

export function piecesOf(bytes: Buffer, split: Split): readonly Buffer[] {
  if (split === "whole") return [bytes];
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = split === "line" ? bytes.indexOf(10, at) + 1 || bytes.length : at + (split === "byte" ? 1 : split);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
