// What the extension says, in the language of the workbench under test.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../host/paths.ts";

export type Say = (english: string, ...values: readonly (string | number)[]) => string;

/** Our words by their English form, from the bundle that VS Code reads. */
export async function wordsOf(locale: "en" | "zh-cn"): Promise<Say> {
  const bundle: Readonly<Record<string, string>> =
    locale === "en" ? {} : JSON.parse(await readFile(join(root, "l10n", `bundle.l10n.${locale}.json`), "utf8"));
  return (english, ...values) => {
    const words = locale === "en" ? english : bundle[english];
    assert.ok(words, `words for ${english}`);
    return values.reduce<string>((text, value, at) => text.replace(`{${at}}`, String(value)), words);
  };
}
