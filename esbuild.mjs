// Builds the extension (CommonJS, openai apart) and the page (ES modules) into dist/. Flags: --production, --watch.
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

/** Four fifths of the code are openai: a file of its own, which is read at the first request and costs activation nothing. */
const openaiApart = {
  name: "openai-apart",
  setup(build) {
    build.onResolve({ filter: /^openai$/ }, () => ({ path: "./openai.cjs", external: true }));
  },
};

/** @type {import("esbuild").BuildOptions} */
export const openai = {
  ...shared,
  entryPoints: { openai: "openai" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  // For Node, the default export of a CommonJS file is all that it exports.
  footer: { js: "module.exports = module.exports.default;" },
  platform: "node",
  format: "cjs",
  target: "node22",
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
  plugins: [openaiApart],
  // `import()` becomes `require()`: the same module object whatever Node makes of CommonJS files.
  supported: { "dynamic-import": false },
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
    for (const options of [extension, openai, page])
      await (await esbuild.context({ ...options, logLevel: "info" })).watch();
  } else {
    await Promise.all([extension, openai, page].map((options) => esbuild.build(options)));
  }
}
