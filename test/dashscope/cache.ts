// The service's two caches, as its documents describe them: how much of a request is read from one, and how much is written.

const TTL_MS = 5 * 60_000;
/** How many parts in front of a mark are looked at for something that is known. */
const LOOK_BACK = 20;
const LEAST = { implicit: 256, explicit: 1024 } as const;

interface Part {
  /** All that the model reads up to the end of this part. */
  readonly prefix: string;
  readonly isMarked: boolean;
}

/** Gives each request the `usage` that the service would give. A token is four characters. */
export function createCache(now: () => number = Date.now) {
  const explicit = new Map<string, number>();
  const implicit = new Map<string, number>();

  return function usage(body: unknown, output: number): Readonly<Record<string, unknown>> {
    const parts = partsOf(body);
    const input = tokens(parts.at(-1)?.prefix ?? "");
    const details = parts.some(({ isMarked }) => isMarked) ? withMarks(parts) : { cached_tokens: byItself(parts) };
    return {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: details,
    };
  };

  function withMarks(parts: readonly Part[]) {
    const marked = parts.flatMap(({ isMarked }, index) => (isMarked ? [index] : []));
    let hit = "";
    for (const mark of marked) {
      for (const { prefix } of parts.slice(Math.max(0, mark - LOOK_BACK), mark + 1)) {
        if (isFresh(explicit, prefix) && prefix.length > hit.length) hit = prefix;
      }
    }
    if (hit !== "") explicit.set(hit, now());
    let end = hit;
    for (const mark of marked) {
      const { prefix } = parts[mark]!;
      if (tokens(prefix) < LEAST.explicit || prefix.length <= hit.length) continue;
      explicit.set(prefix, now());
      end = prefix;
    }
    const written = tokens(end) - tokens(hit);
    return {
      cached_tokens: tokens(hit),
      cache_creation: { ephemeral_5m_input_tokens: written },
      cache_creation_input_tokens: written,
      cache_type: "ephemeral",
    };
  }

  /** The real one promises no hit; this one always has it. */
  function byItself(parts: readonly Part[]): number {
    const known = parts.findLast(({ prefix }) => tokens(prefix) >= LEAST.implicit && isFresh(implicit, prefix));
    for (const { prefix } of parts) implicit.set(prefix, now());
    return known ? tokens(known.prefix) : 0;
  }

  function isFresh(cache: ReadonlyMap<string, number>, prefix: string): boolean {
    const at = cache.get(prefix);
    return at !== undefined && now() - at < TTL_MS;
  }
}

const tokens = (text: string): number => Math.ceil(text.length / 4);

function partsOf(body: unknown): readonly Part[] {
  const { model, messages } = Object(body) as { readonly model?: unknown; readonly messages?: readonly unknown[] };
  let prefix = `${String(model)}\n`;
  return (messages ?? []).flatMap((message) => {
    const { role, content, reasoning_content: thinking = "" } = Object(message) as Readonly<Record<string, unknown>>;
    prefix += `<${String(role)}>${String(thinking)}`;
    const parts: readonly unknown[] = Array.isArray(content) ? content : [{ text: content }];
    return parts.map((part) => {
      const { text, cache_control: mark, image_url: image } = Object(part) as Readonly<Record<string, unknown>>;
      prefix += String(text ?? JSON.stringify(image));
      return { prefix, isMarked: mark !== undefined };
    });
  });
}
