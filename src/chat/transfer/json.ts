// Narrows what was parsed from a file that anybody may have written. Fields are read by name, only own ones, and nothing is
// merged: a "__proto__" in a file stays an unread field.

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldOf(from: unknown, ...path: readonly string[]): unknown {
  let at = from;
  for (const key of path) {
    if (!isFields(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A time in milliseconds that a calendar has, else undefined. Some write it as text. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof time === "number" && time > 0 && time < 8.64e15 ? Math.trunc(time) : undefined;
}

/** Tokens: a whole number that is not negative. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function parsed(json: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    return { ok: false }; // Broken JSON is an answer here, not a fault.
  }
}

/** Empty for what is nested deeper than the stack: nobody but an attacker writes that. */
export function stringified(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
