// The pages that a search found, as they come beside an answer. What comes is data from the web: anything odd is left out.
import { isRecord } from "./errorBody.ts";
import type { Source } from "./types.ts";

const MOST = 50;
const LONGEST_TITLE = 300;
const LONGEST_URL = 2048;

/**
 * `search_info.search_results` belongs to the service's own protocol; in the compatible one it was not seen so far, but gateways
 * pass it on: at the top of a chunk, or beside the text in its `delta`.
 */
export function sourcesIn(
  chunk: Readonly<Record<string, unknown>>,
  delta: Readonly<Record<string, unknown>>,
): readonly Source[] {
  const info = [chunk["search_info"], delta["search_info"]].find(isRecord);
  const results = info?.["search_results"];
  if (!Array.isArray(results)) return [];
  return results.slice(0, MOST).flatMap((result, index) => sourceOf(result, index + 1) ?? []);
}

export function sourceOf(result: unknown, position: number): Source | undefined {
  if (!isRecord(result)) return undefined;
  const { title, url } = result;
  if (typeof url !== "string" || url.length > LONGEST_URL) return undefined;
  const parsed = URL.parse(url);
  if (!parsed || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return undefined;
  const number = result["index"] ?? result["number"];
  return {
    number: typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : position,
    title: (typeof title === "string" && plain(title)) || parsed.host,
    url: parsed.href,
  };
}

const plain = (title: string): string =>
  title
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .trim()
    .slice(0, LONGEST_TITLE);
