// Builds the extension (one CommonJS file) and the page (ES modules) into dist/. Flags: --production, --watch.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import esbuild from "esbuild";

const production = process.argv.includes("--production");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  metafile: true,
  logLevel: "warning",
  legalComments: "none",
};

/** @type {import("esbuild").BuildOptions} */
export const extension = {
  ...shared,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.cjs",
  platform: "node",
  format: "cjs",
  target: "node22",
  external: ["vscode"],
};

/** @type {import("esbuild").BuildOptions} */
export const page = {
  ...shared,
  entryPoints: { main: "media/main.tsx", page: "media/page.css" },
  outdir: "dist/page",
  platform: "browser",
  format: "esm",
  splitting: true,
  chunkNames: "[name]",
  target: "es2023",
  jsx: "automatic",
  jsxImportSource: "preact",
};

/** KaTeX's style sheet and fonts, beside the script that loads them. Of three formats only the one that all browsers read. */
export async function copyKatex(to = "dist/page") {
  const from = "node_modules/katex/dist";
  const fonts = (await readdir(`${from}/fonts`)).filter((name) => name.endsWith(".woff2"));
  await mkdir(`${to}/fonts`, { recursive: true });
  const css = await readFile(`${from}/katex.min.css`, "utf8");
  await writeFile(`${to}/katex.css`, css.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, ""));
  for (const name of fonts) await copyFile(`${from}/fonts/${name}`, `${to}/fonts/${name}`);
}

if (import.meta.filename === process.argv[1]) {
  await rm("dist", { recursive: true, force: true });
  await copyKatex();
  if (process.argv.includes("--watch")) {
    for (const options of [extension, page]) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
  } else {
    await Promise.all([esbuild.build(extension), esbuild.build(page)]);
  }
}
