// Long work in short slices, between which the page takes keys and draws.

const SLICE_MS = 8;

export interface Slices {
  /** There is, or may be, something to do. */
  wake(): void;
  stop(): void;
}

/** `work` does a little and says whether more is left; `onSlice` is called after each slice. */
export function createSlices(work: () => boolean, onSlice: () => void): Slices {
  let isAwake = false;
  let isStopped = false;

  const slice = (): void => {
    if (isStopped) return;
    const end = performance.now() + SLICE_MS;
    let isLeft = true;
    while (isLeft && performance.now() < end) isLeft = work();
    isAwake = isLeft;
    onSlice();
    if (isLeft) later(slice);
  };
  return {
    wake() {
      if (isAwake || isStopped) return;
      isAwake = true;
      later(slice);
    },
    stop() {
      isStopped = true;
    },
  };
}

/** Browsers without it wait some milliseconds longer. */
const { scheduler } = globalThis as unknown as {
  readonly scheduler?: { postTask(task: () => void, options: { readonly priority: "background" }): Promise<void> };
};

function later(task: () => void): void {
  if (scheduler) void scheduler.postTask(task, { priority: "background" });
  else setTimeout(task);
}
