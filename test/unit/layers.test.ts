// Who may import whom, read from what esbuild really bundles. `import type` leaves no trace there and is free.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import esbuild, { type Metafile } from "esbuild";
import { root, sources } from "./sources.ts";

// A script without types, so it is imported by a name that the compiler does not follow.
const script: string = "../../esbuild.mjs";
const { extension, page }: Record<"extension" | "page", esbuild.BuildOptions> = await import(script);

/** An area may import those in later rows, and itself; areas of one row do not know each other, but for the shared row. */
const rows: readonly (readonly string[])[] = [
  ["extension"],
  ["chat", "check", "editor", "complete", "native", "pickers"],
  ["tools"],
  ["agent"],
  ["shared"],
  ["qwen"],
  ["util", "protocol", "state", "reference"],
];

/** Files and folders at the top of `src` that several features use, or that make up one small feature. */
const areas: Readonly<Record<string, string>> = {
  apiKey: "shared",
  context: "shared",
  key: "shared",
  settings: "shared",
  settingValues: "shared",
  log: "shared",
  report: "shared",
  storedError: "shared",
  endpointName: "shared",
  endpointPicker: "pickers",
  modelPicker: "shared",
};

const bundled = async (options: esbuild.BuildOptions): Promise<Metafile> => {
  const result = await esbuild.build({
    ...options,
    absWorkingDir: root,
    write: false,
    metafile: true,
    sourcemap: false,
  });
  return result.metafile;
};
const { inputs } = await bundled(extension);
const ours = Object.keys(inputs).filter((path) => path.startsWith("src/"));
const importsOf = (path: string): readonly string[] => inputs[path]?.imports.map((one) => one.path) ?? [];

function areaOf(path: string): string {
  const name = path.slice("src/".length).split("/")[0]!.replace(/\.ts$/, "");
  return areas[name] ?? name;
}

test("every file belongs to an area", () => {
  const known = rows.flat();
  assert.ok(ours.length > 40, `only ${ours.length} files are bundled`);
  assert.deepEqual(
    ours.filter((path) => !known.includes(areaOf(path))),
    [],
  );
});

test("imports point down the list, and features do not import each other", () => {
  const rowOf = (path: string) => rows.findIndex((row) => row.includes(areaOf(path)));
  const wrong = ours.flatMap((from) =>
    importsOf(from)
      .filter((to) => to.startsWith("src/") && areaOf(to) !== areaOf(from) && rowOf(to) <= rowOf(from))
      .map((to) => `${from} imports ${to}`),
  );
  assert.deepEqual(wrong, []);
});

test("nobody imports extension.ts", () => {
  assert.deepEqual(
    ours.filter((path) => importsOf(path).includes("src/extension.ts")),
    [],
  );
});

test("no file imports itself by a detour", () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
    if (trail.includes(path) || done.has(path)) return;
    for (const next of importsOf(path)) if (next.startsWith("src/")) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of ours) visit(path, []);
  assert.deepEqual(circles, []);
});

test("plain files do not reach vscode: all of qwen and util, and whatever has a unit test of its name", () => {
  const reaches = (path: string, seen = new Set<string>()): boolean =>
    importsOf(path).some((to) => to === "vscode" || (!seen.has(to) && reaches(to, seen.add(to))));
  const isTested = (path: string) => existsSync(join(root, "test", "unit", path.slice(4).replace(/\.ts$/, ".test.ts")));
  const plain = ours.filter((path) => ["qwen", "util"].includes(areaOf(path)) || isTested(path));
  assert.ok(plain.length > 20);
  assert.deepEqual(
    plain.filter((path) => reaches(path)),
    [],
  );
});

test("only qwen knows openai, and loads it with the first request", () => {
  const users = ours.filter((path) => importsOf(path).some((to) => to.endsWith("/openai.cjs")));
  assert.ok(users.length > 0);
  assert.deepEqual(
    users.filter((path) => areaOf(path) !== "qwen"),
    [],
  );
  const atStart = new Set<string>();
  const load = (path: string): void => {
    if (atStart.has(path)) return;
    atStart.add(path);
    for (const one of inputs[path]?.imports ?? []) if (one.kind === "import-statement") load(one.path);
  };
  load("src/extension.ts");
  assert.deepEqual(
    [...atStart].filter((path) => path.includes("node_modules/")),
    [],
  );
});

test("activation reads little: features are loaded with their first use", async () => {
  const { outputs } = await bundled({ ...extension, minify: true });
  const sizeOf = (path: string): number =>
    outputs[path]!.imports.filter(({ kind, external }) => kind === "import-statement" && !external).reduce(
      (sum, { path: other }) => sum + sizeOf(other),
      outputs[path]!.bytes,
    );
  const size = sizeOf("dist/extension.cjs");
  assert.ok(size > 5_000 && size < 20_000, `${size} bytes`);
});

test("the page takes types from the protocol and nothing else from the extension", async () => {
  const page_ = await bundled(page);
  assert.deepEqual(
    Object.keys(page_.inputs).filter((path) => path.startsWith("src/")),
    [],
  );
});

test("a file is one thing: none has more than 300 lines", async () => {
  const files = await sources("src/**/*.ts", "media/**/*.{ts,tsx}");
  const long = files
    .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
    .filter(({ lines }) => lines > 300);
  assert.deepEqual(long, []);
});
