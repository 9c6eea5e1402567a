// The project's own files, for tests that read them.
import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

export interface Source {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export async function sources(...patterns: readonly string[]): Promise<readonly Source[]> {
  const found: Source[] = [];
  for await (const name of glob([...patterns], { cwd: root })) {
    found.push({ path: name.replaceAll("\\", "/"), text: readFileSync(join(root, name), "utf8") });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export const read = (path: string): string => readFileSync(join(root, path), "utf8");
