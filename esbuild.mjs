// Builds the extension (CommonJS, openai and the threads apart) and the page (ES modules) into dist/. Flags: --production, --watch.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
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

/** The SDK is as large as all our code: a file of its own, which is read at the first request and costs activation nothing. */
const openaiApart = {
  name: "openai-apart",
  setup(build) {
    build.onResolve({ filter: /^openai$/ }, () => ({ path: "./openai.cjs", external: true }));
  },
};

/**
 * Of the APIs that the SDK has a class for, only that of chat completions is called here. The others keep their names, which
 * the client wants to see, and lose their code: three quarters of the whole. A release that lays its files out otherwise fails
 * the build, as esbuild then misses an export.
 */
const chatOnly = {
  name: "chat-only",
  setup(build) {
    build.onLoad({ filter: /openai[\\/]resources[\\/].*\.mjs$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const classes = [...code.matchAll(/^export class (\w+) /gm)].map(([, name]) => `export class ${name} {}`);
      if (/resources[\\/]chat[\\/]/.test(path) || classes.length === 0) return undefined;
      return { contents: classes.join("\n"), loader: "js" };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
export const openai = {
  ...shared,
  // The client without those of other clouds, which the package's own entry brings along.
  entryPoints: { openai: "openai/client.mjs" },
  plugins: [chatOnly],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  // For Node, the default export of a CommonJS file is all that it exports.
  footer: { js: "module.exports = module.exports.OpenAI;" },
  platform: "node",
  format: "cjs",
  target: "node22",
};

/**
 * Each `import()` is a file of its own, loaded with the first use, and what several files need is in shared ones. esbuild
 * splits ES modules only, so that is what it makes; then they become CommonJS, which VS Code loads fastest.
 */
const asCommonJs = {
  name: "as-common-js",
  setup(build) {
    build.onEnd(async ({ outputFiles = [], metafile }) => {
      const files = new Map();
      for (const { path, text } of outputFiles) {
        const { code } = await esbuild.transform(direct(text), {
          format: "cjs",
          target: "node22",
          // `import()` becomes `require()`: the same module object whatever Node makes of CommonJS files.
          supported: { "dynamic-import": false },
          minify: production,
          sourcemap: production ? false : "inline",
        });
        files.set(basename(path), code);
      }
      const made = production ? withOpeningPacked(files, metafile.outputs) : files;
      await mkdir("dist", { recursive: true });
      for (const [name, code] of made) await writeFile(`dist/${name}`, code);
    });
  },
};

/** What is loaded whenever the chat opens. */
const OPENING = ["src/chat/chats.ts", "src/apiKey.ts", "src/chat/labels.ts"];

/**
 * Puts all that the opening of the chat loads into one file, which the others ask for what they share with it. 30 small files, each
 * with the same helpers of CommonJS, would make the package 15 KB larger, and all have to be found.
 */
function withOpeningPacked(files, outputs) {
  const inside = new Set();
  const add = (output) => {
    if (inside.has(basename(output))) return;
    inside.add(basename(output));
    for (const { path, kind, external } of outputs[output].imports)
      if (kind === "import-statement" && !external) add(path);
  };
  for (const entry of OPENING) add(Object.keys(outputs).find((output) => outputs[output].entryPoint === entry));
  const asking = (code, how) =>
    code.replace(/require\("\.\/([\w.-]+)"\)/g, (all, name) => (inside.has(name) ? how(name) : all));
  const members = [...inside].map((name) => {
    const code = asking(files.get(name), (other) => `load("${other}")`);
    // In parentheses: compiled at once, as it is about to run.
    return `"${name}":(function(module,exports){${code}})`;
  });
  const opening = `const done={},files={${members}},load=(name)=>{
    if(!done[name])files[name](done[name]={exports:{}},done[name].exports);
    return done[name].exports};module.exports=load;`;
  const others = [...files].filter(([name]) => !inside.has(name));
  return new Map([
    ["opening.cjs", opening],
    ...others.map(([name, code]) => [name, asking(code, (other) => `require("./opening.cjs")("${other}")`)]),
  ]);
}

/**
 * esbuild would copy the whole of VS Code's API, property by property, for each source file that imports it, and have a file
 * read of which nothing is used. No file of ours does anything while it is loaded.
 */
const direct = (text) => {
  let api;
  return text
    .replace(/^import "\.\/chunk-\w+\.cjs";$/gm, "")
    .replace(/^import \* as ([\w$]+) from "vscode";$/gm, (_, name) => {
      const value = api ?? 'require("vscode")';
      api ??= name;
      return `const ${name} = ${value};`;
    })
    .replace(
      /^import \{([^}]*)\} from "vscode";$/gm,
      (_, names) => `const {${names.replaceAll(" as ", ": ")}} = require("vscode");`,
    );
};

/** @type {import("esbuild").BuildOptions} */
export const extension = {
  ...shared,
  entryPoints: ["src/extension.ts"],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  chunkNames: "[name]-[hash]",
  platform: "node",
  format: "esm",
  splitting: true,
  target: "node22",
  external: ["vscode"],
  minify: false,
  sourcemap: production ? false : "inline",
  write: false,
  plugins: [openaiApart],
};

/** Threads: each a file of its own, loaded when somebody searches, or when a damaged history is read. */
/** @type {import("esbuild").BuildOptions} */
export const threads = {
  ...shared,
  entryPoints: { search: "src/chat/search/worker.ts", salvage: "src/chat/history/salvageWorker.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  platform: "node",
  format: "cjs",
  target: "node22",
};

/**
 * The page's script is written into its HTML, so nothing else has to be fetched before it is on the screen: its style is in
 * it as text, and what it loads later are files of their own, which the HTML's import map finds.
 */
const pageInOne = {
  name: "page-in-one",
  setup(build) {
    build.onResolve({ filter: /^(\.\/languages\.ts|katex)$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: `./${basename(path, ".ts")}.js`, external: true } : undefined,
    );
    build.onLoad({ filter: /page\.css$/ }, async ({ path }) => {
      const { minify, target } = build.initialOptions;
      const css = await esbuild.build({
        entryPoints: [path],
        bundle: true,
        minify,
        target,
        write: false,
        metafile: true,
      });
      const watchFiles = Object.keys(css.metafile.inputs).map((file) => resolve(file));
      return { contents: css.outputFiles[0].text, loader: "text", watchFiles };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
export const page = {
  ...shared,
  entryPoints: { main: "media/main.tsx", languages: "media/markdown/languages.ts", katex: "katex" },
  outdir: "dist/page",
  platform: "browser",
  format: "esm",
  target: "es2023",
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [pageInOne],
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
  const commonJs = { ...extension, plugins: [...extension.plugins, asCommonJs] };
  const all = [commonJs, openai, threads, page];
  if (process.argv.includes("--watch")) {
    for (const options of all) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
  } else {
    await Promise.all(all.map((options) => esbuild.build(options)));
  }
}
