// The project's instructions for assistants, AGENTS.md: the nearest one above a file -> what goes with the first message of a conversation.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TextReference } from "../../reference.ts";
import { isBinary } from "../excerpt.ts";
import type { Guard } from "../guard.ts";

export const INSTRUCTIONS = "AGENTS.md";

/** Characters (H13). */
const MOST = 32 * 1024;
/** Bytes: more than that is no text that somebody wrote. */
const LARGEST = 1024 ** 2;

/**
 * From the folder of `file`, or from the only workspace folder, up to the workspace folder. Nothing in a workspace that is not trusted.
 * `guard` is asked for when there is something to look at: most workspaces have nothing.
 */
export async function gatherInstructions(
  file: vscode.Uri | undefined,
  guard: () => Promise<Guard>,
): Promise<TextReference | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const root = (file && vscode.workspace.getWorkspaceFolder(file)) ?? (folders.length === 1 ? folders[0] : undefined);
  if (!root) return undefined;
  const isInside = file !== undefined && vscode.workspace.getWorkspaceFolder(file) === root;
  const start = isInside ? vscode.Uri.joinPath(file, "..") : root.uri;
  for (let folder = start; ; folder = vscode.Uri.joinPath(folder, "..")) {
    const uri = vscode.Uri.joinPath(folder, INSTRUCTIONS);
    const text = await textOf(uri);
    // The nearest one counts, also if it may not be sent: then there is none.
    if (text !== undefined) {
      const mayGo = text !== "" && (await (await guard()).refusal(uri)) === undefined;
      return mayGo ? reference(uri, text) : undefined;
    }
    if (folder.path.length <= root.uri.path.length) return undefined;
  }
}

/** Empty for a link: what goes by itself is what the project calls so, not what a link to another file makes of it. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (type & vscode.FileType.SymbolicLink) return "";
    if (!(type & vscode.FileType.File) || size > LARGEST) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.trim() === "" || isBinary(text) ? undefined : text;
  } catch {
    return undefined; // Most folders have none.
  }
}

function reference(uri: vscode.Uri, whole: string): TextReference {
  const text = whole.slice(0, MOST);
  return {
    type: "reference",
    kind: "text",
    of: "instructions",
    id: randomUUID(),
    label: INSTRUCTIONS,
    title: vscode.workspace.asRelativePath(uri),
    uri: uri.toString(),
    language: "markdown",
    text,
    ...(text.length < whole.length && { omitted: whole.length - text.length }),
  };
}
