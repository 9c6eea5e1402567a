// Long work in the extension host lets the others have a turn.

/** A function to be awaited often: most times it returns at once, every `budget` milliseconds after everybody else's turn. */
export function newPauses(budget = 10, signal?: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < budget) return;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    last = performance.now();
  };
}
