// The prompt files there are: those of the user, and in trusted workspaces those of the workspace.
import * as vscode from "vscode";
import type { Guard } from "../../context/guard.ts";
import { isPromptFile, type PromptFile, parsePromptFile } from "./promptFile.ts";

export interface FoundPrompt extends PromptFile {
  readonly from: "user" | "workspace";
  /** Of the file, for people. */
  readonly place: string;
}

/** Bytes. A prompt is a page or two; what is larger is no prompt. */
const LARGEST = 32 * 1024;
const MOST = 200;

/** Read anew each time: they are small, and one that was just changed is meant as it is now. */
export async function promptFiles(userFolder: vscode.Uri, guard: Guard): Promise<readonly FoundPrompt[]> {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const found = await Promise.all([
    within(userFolder, "user", undefined),
    ...folders.map(({ uri }) => within(vscode.Uri.joinPath(uri, ".github", "prompts"), "workspace", guard)),
  ]);
  return found.flat();
}

async function within(
  folder: vscode.Uri,
  from: FoundPrompt["from"],
  guard: Guard | undefined,
): Promise<readonly FoundPrompt[]> {
  const names = (await namesIn(folder)).filter(isPromptFile).sort().slice(0, MOST);
  const read = names.map(async (name) => {
    const uri = vscode.Uri.joinPath(folder, name);
    const text = (await guard?.refusal(uri)) === undefined ? await textOf(uri) : "";
    const file = parsePromptFile(name, text);
    const place = from === "user" ? name : vscode.workspace.asRelativePath(uri);
    return file.body === "" ? [] : [{ ...file, from, place }];
  });
  return (await Promise.all(read)).flat();
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return []; // Most have none.
  }
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > LARGEST) return "";
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.includes("\0") ? "" : text;
  } catch {
    return ""; // Gone meanwhile.
  }
}
