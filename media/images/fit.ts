// How large an image is sent. `src/chat/images/take.ts` says the same of what it lets in; a test keeps the two alike.

/** What the service would scale down to anyway: more costs time, and shows the model nothing. */
const MOST_PIXELS = 2560 * 1024;
/** A side of 10 it refuses. */
const SHORTEST = 11;
const MOST_RATIO = 200;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Undefined if no scaling can help. */
export function fit({ width, height }: Size): Size | undefined {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  if (short < 1 || long > short * MOST_RATIO) return undefined;
  if (short < SHORTEST) return sized(width < height, SHORTEST, Math.ceil((long * SHORTEST) / short));
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return sized(width < height, Math.floor(short * scale), Math.floor(long * scale));
}

/** Rounding must not make it narrower than is allowed. */
function sized(isTall: boolean, short: number, wanted: number): Size {
  const long = Math.min(wanted, short * MOST_RATIO);
  return isTall ? { width: short, height: long } : { width: long, height: short };
}
