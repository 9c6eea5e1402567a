import { glob, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { cache } from "../host/paths.ts";

const output = join(cache, "integration");

/** Bundles the suite and its tests to CommonJS, the one form that every extension host loads. Returns the suite's path. */
export async function bundle(): Promise<string> {
  await rm(output, { recursive: true, force: true });
  const files: string[] = [];
  for await (const file of glob(join(import.meta.dirname, "**/*.test.ts"))) files.push(file);
  await build({
    entryPoints: [join(import.meta.dirname, "suite.ts"), ...files].map((file) => ({
      in: file,
      out: basename(file, ".ts"),
    })),
    outdir: output,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    external: ["vscode", "node:*"],
    sourcemap: "inline",
    logLevel: "warning",
    plugins: [ownPlace],
  });
  return join(output, "suite.cjs");
}

/** A bundled file must still find the files that lie beside its source. */
const ownPlace: Plugin = {
  name: "own-place",
  setup(build) {
    build.onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.filename", JSON.stringify(path));
      return { contents, loader: "ts" };
    });
  },
};
