// A secret storage and flags that live in memory, for tests of what is kept in them.
import type { Flags, Secrets } from "../../../src/key/keyStore.ts";

export interface MemorySecrets {
  readonly secrets: Secrets;
  readonly flags: Flags;
  readonly kept: Map<string, string>;
  readonly flagged: Map<string, unknown>;
}

export function memorySecrets(): MemorySecrets {
  const kept = new Map<string, string>();
  const flagged = new Map<string, unknown>();
  return {
    kept,
    flagged,
    secrets: {
      get: async (name) => kept.get(name),
      store: async (name, value) => void kept.set(name, value),
      delete: async (name) => void kept.delete(name),
    },
    flags: {
      keys: () => [...flagged.keys()],
      get: (name) => flagged.get(name),
      update: async (name, value) => void (value === undefined ? flagged.delete(name) : flagged.set(name, value)),
    },
  };
}
