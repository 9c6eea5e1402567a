// What parts far from the composer may ask of it. There is one composer in the page.

export interface Reachable {
  /** Puts the cursor into it. Only after an act of the reader in this page: the focus is not ours to take. */
  focus(): void;
  /** Posts what was typed and not posted yet, so that the host does not add to an older draft. */
  flush(): void;
}

let composer: Reachable | undefined;

export const atComposer = {
  arrived(arriving: Reachable): () => void {
    composer = arriving;
    return () => {
      if (composer === arriving) composer = undefined;
    };
  },
  focus: (): void => composer?.focus(),
  flush: (): void => composer?.flush(),
};
