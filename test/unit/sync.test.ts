// Settings Sync and profiles carry settings, and states whose names an extension hands over. Nothing that is the user's own is among them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./sources.ts";

const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "utf8") }));
const using = (what: string): string[] =>
  files
    .filter(({ text }) => text.includes(what))
    .map(({ name }) => name)
    .sort();

interface Setting {
  readonly scope?: string;
}
interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Setting>> } };
}

test("X19 nothing is handed to Settings Sync, and no setting is for a key or a conversation", () => {
  assert.ok(files.length > 100);
  assert.deepEqual(using("setKeysForSync"), []);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const settings = Object.keys(manifest.contributes.configuration.properties);
  assert.ok(settings.length > 5);
  assert.deepEqual(
    settings.filter((name) => /key|token|secret|password|conversation|history|draft|approv/i.test(name)),
    [],
  );
});

test("X19 S12 S19 conversations lie in the extension's own folder, keys in the secret storage; the states have neither", () => {
  assert.deepEqual(using("globalStorageUri"), ["chats.ts"], "the folder is what neither sync nor a profile moves");
  assert.deepEqual(using("context.secrets"), ["apiKey.ts"]);
  // What is kept there: names of hosts, no piece of a key (K01), and whether the selection goes along.
  assert.deepEqual(using("globalState"), ["apiKey.ts", "chats.ts"]);
  assert.deepEqual(using("workspaceState"), []);
  assert.deepEqual(using("storageUri"), []);
});
