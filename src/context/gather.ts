// From an editor -> the code a question is about. Reads from VS Code; what is meant is decided in the plain files beside this.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { CodeReference } from "../reference.ts";
import { blockAt } from "./block.ts";
import { type Excerpt, excerptOf, isBinary, type Lines, type Span } from "./excerpt.ts";
import { type Folder, labelOf, placeOf } from "./place.ts";
import { type CodeSymbol, enclosingHeaders, symbolAt } from "./symbols.ts";

/** A language server that is still starting may take a minute; the user has asked now. */
const symbolLimit = 1500;

export type Gathered =
  | { readonly ok: true; readonly value: CodeReference; readonly isCut: boolean }
  | { readonly ok: false; readonly reason: "empty" | "binary" };

export type Source = Pick<vscode.TextEditor, "document" | "selection" | "selections">;

/** The selected code, or undefined when nothing is selected. */
export async function gatherSelection(editor: Source): Promise<Gathered | undefined> {
  const excerpt = excerptOf(linesOf(editor.document), editor.selections);
  return excerpt && reference(editor.document, excerpt, await symbolsOf(editor.document));
}

/** The selected code, or the symbol, block or line under the cursor. */
export async function gatherCode(editor: Source): Promise<Gathered> {
  const selected = await gatherSelection(editor);
  if (selected) return selected;
  const { document, selection } = editor;
  const lines = linesOf(document);
  const symbols = await symbolsOf(document);
  const symbol = symbolAt(symbols, selection.active.line);
  const [first, last] = symbol
    ? [symbol.span.start.line, Math.min(symbol.span.end.line, document.lineCount - 1)]
    : blockAt(lines, selection.active.line);
  const span: Span = {
    start: { line: first, character: 0 },
    end: { line: last, character: document.lineAt(last).text.length },
  };
  const excerpt = excerptOf(lines, [span]);
  return excerpt ? reference(document, excerpt, symbols) : { ok: false, reason: "empty" };
}

/** Lines of a document, counted from 1, both inclusive; all of it without. */
export async function gatherLines(
  document: vscode.TextDocument,
  first = 1,
  last = document.lineCount,
): Promise<Gathered> {
  const end = Math.min(last, document.lineCount) - 1;
  const start = Math.min(first - 1, end);
  const span: Span = {
    start: { line: start, character: 0 },
    end: { line: end, character: document.lineAt(end).text.length },
  };
  const excerpt = excerptOf(linesOf(document), [span]);
  if (!excerpt) return { ok: false, reason: "empty" };
  const isWhole = start === 0 && end === document.lineCount - 1;
  return reference(document, excerpt, isWhole ? [] : await symbolsOf(document));
}

function reference(document: vscode.TextDocument, excerpt: Excerpt, symbols: readonly CodeSymbol[]): Gathered {
  const { startLine, endLine, code, omittedLines, omittedCharacters } = excerpt;
  if (code.trim() === "") return { ok: false, reason: "empty" };
  if (isBinary(code)) return { ok: false, reason: "binary" };
  const path = placeOf({ scheme: document.uri.scheme, path: document.uri.path, cell: cellOf(document) }, foldersHere());
  const value: CodeReference = {
    type: "reference",
    kind: "code",
    id: randomUUID(),
    label: labelOf(path, startLine + 1, endLine + 1),
    path,
    uri: document.uri.toString(),
    startLine: startLine + 1,
    endLine: endLine + 1,
    language: document.languageId,
    enclosing: enclosingHeaders(symbols, startLine, endLine, linesOf(document)),
    code,
    ...(omittedLines > 0 && { omittedLines }),
    ...(omittedCharacters > 0 && { omittedCharacters }),
  };
  return { ok: true, value, isCut: omittedCharacters > 0 || omittedLines > 0 };
}

function linesOf(document: vscode.TextDocument): Lines {
  return { lineCount: document.lineCount, line: (index) => document.lineAt(index).text };
}

/** Where a file is, for the model: what VS Code calls a file outside of the workspace is its whole path. */
export const placeHere = ({ scheme, path }: vscode.Uri): string => placeOf({ scheme, path }, foldersHere());

export const foldersHere = (): readonly Folder[] =>
  (vscode.workspace.workspaceFolders ?? []).map((folder) => ({ name: folder.name, path: folder.uri.path }));

function cellOf(document: vscode.TextDocument): number | undefined {
  for (const notebook of vscode.workspace.notebookDocuments) {
    const index = notebook.getCells().findIndex((cell) => cell.document === document);
    if (index >= 0) return index + 1;
  }
  return undefined;
}

/** All symbols of a document in one list; none when there is no provider, it fails, or it takes too long. */
async function symbolsOf(document: vscode.TextDocument): Promise<readonly CodeSymbol[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), symbolLimit)));
  try {
    const asked = vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    return ((await Promise.race([asked, tooLate])) ?? []).flatMap(flatten);
  } catch {
    // Another extension's provider failed. The question can do without symbols.
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function flatten(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): CodeSymbol[] {
  const kind = (vscode.SymbolKind[symbol.kind] ?? "").toLowerCase();
  if (!("children" in symbol)) {
    const span = symbol.location.range;
    return [{ name: symbol.name, kind, span, nameLine: span.start.line }];
  }
  const own = { name: symbol.name, kind, span: symbol.range, nameLine: symbol.selectionRange.start.line };
  return [own, ...symbol.children.flatMap(flatten)];
}
