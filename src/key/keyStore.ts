// Keys in SecretStorage, one for each host. Nothing of a key is written anywhere else.
import { cleanKey } from "../qwen/cleanKey.ts";
import { hostOf, isAlibabaHost } from "../qwen/endpoints.ts";
import type { Endpoint } from "../qwen/types.ts";

/** The parts of `vscode.SecretStorage` and `vscode.Memento` that are used. */
export interface Secrets {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
}
export interface Flags {
  keys(): readonly string[];
  get(name: string): unknown;
  update(name: string, value: unknown): PromiseLike<void>;
}

export interface KnownKey {
  readonly value: string;
  readonly from: "stored" | "environment";
}

export interface KeyStore {
  /** The key of this very host. The environment's key is for Alibaba's hosts, when none is stored. */
  get(endpoint: Endpoint): Promise<KnownKey | undefined>;
  state(endpoint: Endpoint): Promise<"stored" | "environment" | "none needed" | "missing">;
  /** Rejects when the secret storage does not take the key; then the key is kept nowhere. */
  set(host: string, key: string): Promise<void>;
  forget(host: string): Promise<void>;
  /** Makes the key of one host the key of another as well. False if there is none. */
  copy(from: string, to: string): Promise<boolean>;
  /** Hosts that a key was saved for. */
  hosts(): readonly string[];
  /** Hosts whose key was saved once and is gone, though nobody forgot it: the keyring lost it. */
  lost(): readonly string[];
  /** Somebody else may have changed the secrets: they are asked for again. */
  changed(): void;
}

const secretPrefix = "askQwen.key:";
/** A flag only says that a key was saved, so that its loss can be told from there never having been one. */
const flagPrefix = "askQwen.keySaved:";

export function createKeyStore(secrets: Secrets, flags: Flags, environment: () => string | undefined): KeyStore {
  const lost = new Set<string>();
  /**
   * What the secret storage last said, host by host. It answers from the window's own thread, which is drawing the prompt
   * when its key is needed: each question would hold the request up for 20 ms and more.
   */
  let known = new Map<string, string | undefined>();
  const flagged = () =>
    flags
      .keys()
      .filter((name) => name.startsWith(flagPrefix) && flags.get(name) === true)
      .map((name) => name.slice(flagPrefix.length));
  // VS Code may have lost the flags: a key that is used can be forgotten all the same.
  const used = () => [...known].filter(([, value]) => value !== undefined).map(([host]) => host);

  async function stored(host: string): Promise<string | undefined> {
    if (known.has(host)) return known.get(host);
    const current = known;
    const value = (await secrets.get(secretPrefix + host)) || undefined;
    // The flag is read after the secret: another window may have forgotten the key in between.
    const isLost = value === undefined && flags.get(flagPrefix + host) === true;
    if (isLost) lost.add(host);
    else lost.delete(host);
    // A keyring that lost a key may find it again; and what was asked before a change is not what is so after it.
    if (!isLost && current === known) known.set(host, value);
    return value;
  }

  const store: KeyStore = {
    async get(endpoint) {
      const host = hostOf(endpoint);
      const own = await stored(host);
      if (own) return { value: own, from: "stored" };
      const given = isAlibabaHost(host) ? cleanKey(environment() ?? "") : undefined;
      return given?.ok ? { value: given.value, from: "environment" } : undefined;
    },
    async state(endpoint) {
      const known = await store.get(endpoint);
      if (known) return known.from;
      return endpoint.kind === "self-hosted" ? "none needed" : "missing";
    },
    async set(host, key) {
      await secrets.store(secretPrefix + host, key);
      store.changed();
      await flags.update(flagPrefix + host, true);
      lost.delete(host);
    },
    async forget(host) {
      // The flag first: a window that looks in between must not call the key lost.
      await flags.update(flagPrefix + host, undefined);
      store.changed();
      await secrets.delete(secretPrefix + host);
      store.changed();
      lost.delete(host);
    },
    async copy(from, to) {
      const key = await stored(from);
      if (!key) return false;
      await store.set(to, key);
      return true;
    },
    hosts: () => [...new Set([...flagged(), ...used()])].sort(),
    lost: () => [...lost].sort(),
    changed: () => void (known = new Map()),
  };
  return store;
}

/** The host that a changed secret belongs to, if it is one of ours. */
export function hostOfSecret(name: string): string | undefined {
  return name.startsWith(secretPrefix) ? name.slice(secretPrefix.length) : undefined;
}
