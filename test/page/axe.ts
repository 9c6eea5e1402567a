// The accessibility checker, inside the page under test.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

/** Returns a way to ask what is wrong with the page as it is. */
export async function startAxe(page: Page | Frame): Promise<() => Promise<string[]>> {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(`${axe};0`);
  return () =>
    page.evaluate(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template of the page's
      "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`)))",
    );
}
