import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type Settings = Readonly<Record<string, unknown>>;

/** The settings.json of a folder: what an earlier VS Code with this folder was told. */
export async function readSettings(folder: string): Promise<Settings> {
  const text = await readFile(join(folder, "settings.json"), "utf8").catch(() => "{}");
  try {
    return JSON.parse(text);
  } catch {
    // Comments, or a comma too many: then we start afresh.
    return {};
  }
}

export async function writeSettings(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "settings.json"), JSON.stringify(settings, null, 2));
}
