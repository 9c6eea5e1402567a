// Symbols of the workspace by name, as its language servers know them -> what goes with a prompt.
import * as vscode from "vscode";
import { gatherLines } from "../gather.ts";
import type { FileGathered } from "./files.ts";

/** A language server that is still starting answers late or never; the list does not wait for it. */
const LIMIT_MS = 1500;

export async function findSymbols(query: string, signal: AbortSignal): Promise<readonly vscode.SymbolInformation[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LIMIT_MS);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  try {
    const asked = vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
      "vscode.executeWorkspaceSymbolProvider",
      query,
    );
    const found = (await Promise.race([asked, end])) ?? [];
    return found.filter(({ location }) => vscode.workspace.getWorkspaceFolder(location.uri)).slice(0, 10);
  } catch {
    return []; // Another extension's provider failed.
  } finally {
    clearTimeout(timer);
  }
}

/** The symbol's whole code: what a provider gives is often its name only, so the document's own symbols are asked. */
export async function gatherSymbol({ location }: vscode.SymbolInformation): Promise<FileGathered> {
  try {
    const document = await vscode.workspace.openTextDocument(location.uri);
    const symbols = await vscode.commands.executeCommand<
      (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
    >("vscode.executeDocumentSymbolProvider", location.uri);
    const range = (symbols && innermost(symbols, location.range.start)) ?? location.range;
    return await gatherLines(document, range.start.line + 1, range.end.line + 1);
  } catch {
    return { ok: false, reason: "unreadable" };
  }
}

function innermost(
  symbols: readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[],
  position: vscode.Position,
): vscode.Range | undefined {
  for (const symbol of symbols) {
    const range = "children" in symbol ? symbol.range : symbol.location.range;
    if (!range.contains(position)) continue;
    return ("children" in symbol ? innermost(symbol.children, position) : undefined) ?? range;
  }
  return undefined;
}
