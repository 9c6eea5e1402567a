// Numbers that look random and are the same everywhere for the same seed: a failed run can be had again.

export type Random = () => number;

/** mulberry32: small, and good enough for test data. From 0 to below 1. */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const upTo = (next: Random, limit: number): number => Math.floor(next() * limit);
export const one = <Item>(next: Random, items: readonly Item[]): Item => items[upTo(next, items.length)]!;
