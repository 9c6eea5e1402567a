// Files, open or not, and folders -> what goes with a prompt.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Reference, TextReference } from "../../reference.ts";
import { excerptLimit } from "../excerpt.ts";
import { foldersHere, type Gathered, gatherLines, placeHere } from "../gather.ts";
import type { Guard } from "../guard.ts";
import { placeIn } from "../place.ts";

/** VS Code itself opens no text file for extensions beyond 50 MB; a megabyte is more than a prompt takes anyway. */
const LARGEST = 4 * 1024 ** 2;

export type FileGathered = Gathered | { readonly ok: false; readonly reason: "tooLarge" | "unreadable" };

/** As the editor has it: with what is not saved, in the file's own encoding. */
export async function gatherFile(
  uri: vscode.Uri,
  lines?: { readonly first: number; readonly last: number },
): Promise<FileGathered> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  try {
    if (!open && (await vscode.workspace.fs.stat(uri)).size > LARGEST) return { ok: false, reason: "tooLarge" };
    const document = open ?? (await vscode.workspace.openTextDocument(uri));
    return await gatherLines(document, lines?.first, lines?.last);
  } catch {
    // VS Code refuses binary files, and files that are gone, with an error that says no more than that.
    return { ok: false, reason: (await isThere(uri)) ? "binary" : "unreadable" };
  }
}

/** The tree of a folder and, as far as the limit goes, its files. What may not be sent is in neither. */
export async function gatherFolder(folder: vscode.Uri, guard: Guard): Promise<TextReference | undefined> {
  const pattern = new vscode.RelativePattern(folder, "**/*");
  const found = await vscode.workspace.findFiles(pattern, "**/{node_modules,.git}/**", MOST_FILES + 1);
  const allowed: vscode.Uri[] = [];
  for (const uri of found.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if ((await guard.refusal(uri)) === undefined) allowed.push(uri);
  }
  if (allowed.length === 0) return undefined;
  const chosen = folder.path.replace(/\/$/, "");
  const title = placeHere(folder.with({ path: chosen }));
  const names = allowed.slice(0, MOST_FILES).map(({ path }) => placeIn(chosen, path, foldersHere()));
  let text = `${names.join("\n")}${found.length > MOST_FILES ? "\n…" : ""}\n`;
  let omitted = 0;
  for (const [index, uri] of allowed.slice(0, MOST_FILES).entries()) {
    if (text.length >= excerptLimit) {
      omitted += await sizeOf(uri);
      continue;
    }
    const gathered = await gatherFile(uri);
    if (!gathered.ok) continue;
    const block = `\n==> ${names[index]} <==\n${gathered.value.code}\n`;
    const room = excerptLimit - text.length;
    text += block.slice(0, room);
    omitted += Math.max(0, block.length - room);
  }
  return {
    type: "reference",
    kind: "text",
    of: "folder",
    id: randomUUID(),
    label: `${title.slice(title.lastIndexOf("/") + 1)}/`,
    title,
    uri: "",
    language: "",
    text,
    ...(omitted > 0 && { omitted }),
  };
}

/** One chip for each open file; what may not be sent is counted, not shown. */
export async function gatherOpen(
  uris: readonly vscode.Uri[],
  guard: Guard,
): Promise<{ readonly references: readonly Reference[]; readonly refused: number }> {
  const references: Reference[] = [];
  let refused = 0;
  for (const uri of new Map(uris.map((uri) => [uri.toString(), uri])).values()) {
    if (references.length === MOST_OPEN) break;
    if (await guard.refusal(uri)) {
      refused++;
      continue;
    }
    const gathered = await gatherFile(uri);
    if (gathered.ok) references.push(gathered.value);
  }
  return { references, refused };
}

const MOST_FILES = 300;
const MOST_OPEN = 20;

async function sizeOf(uri: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uri)).size;
  } catch {
    return 0; // Gone while we were reading its neighbours.
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false; // That is the answer.
  }
}
