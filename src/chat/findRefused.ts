// Finds out by asking which of several things is refused, with as few questions as halving allows.

export type Found<Item> =
  | { readonly type: "items"; readonly items: readonly Item[] }
  /** Together they are refused, each alone is not. */
  | { readonly type: "together" }
  | { readonly type: "none" };

/** `isRefused` is asked one set at a time; what it throws ends the search. */
export async function findRefused<Item>(
  items: readonly Item[],
  isRefused: (some: readonly Item[]) => Promise<boolean>,
): Promise<Found<Item>> {
  if (items.length === 0 || !(await isRefused(items))) return { type: "none" };
  const found = await within(items);
  return found.length > 0 ? { type: "items", items: found } : { type: "together" };

  /** These are refused as a whole. */
  async function within(refused: readonly Item[]): Promise<readonly Item[]> {
    if (refused.length === 1) return refused;
    const middle = Math.ceil(refused.length / 2);
    const culprits: Item[] = [];
    for (const half of [refused.slice(0, middle), refused.slice(middle)]) {
      if (await isRefused(half)) culprits.push(...(await within(half)));
    }
    return culprits;
  }
}

/** The most questions that it takes, and how often each item is in one of them. */
export function mostQuestions(items: number): { readonly questions: number; readonly rounds: number } {
  if (items === 0) return { questions: 0, rounds: 0 };
  return { questions: 2 * items - 1, rounds: Math.ceil(Math.log2(items)) + 1 };
}
