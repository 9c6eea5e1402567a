// Export and copy: everything is redacted, and shown before it goes anywhere.
import { homedir } from "node:os";
import * as vscode from "vscode";
import { type DocumentWords, type Facts, jsonDocument, markdownDocument, otherBranches } from "./documents.ts";
import { safeFileName } from "./fileName.ts";
import { newPauses } from "./pauses.ts";
import { openPreview } from "./preview.ts";
import { withProgress } from "./progress.ts";
import { newRedaction } from "./redaction.ts";
import type { TransferDeps } from "./transfer.ts";
import { dateWords, documentWords, findings, markdownWords, sizeWords } from "./words.ts";
import { writeFile } from "./writeFile.ts";

type Format = "markdown" | "markdownWithoutThinking" | "markdownAllBranches" | "json";

/** Larger documents are not shown in an editor, but saved at once: VS Code keeps no text over 50 MB for extensions. */
const PREVIEW_LENGTH = 20_000_000;

export async function exportConversation(deps: TransferDeps, wanted: unknown, given: unknown): Promise<void> {
  const id = await conversationFor(deps, wanted);
  if (id === undefined) return;
  const history = await deps.history();
  const head = history.head(id);
  if (!head) return nothingToExport();
  const format = formatIn(given) ?? (await pickFormat(otherBranches(head)));
  if (!format) return;
  const made = await survey(deps, [id], format, PREVIEW_LENGTH);
  if (!made) return;
  const name = safeFileName(made.title, ending(format));
  if (made.text === undefined) return save(deps, [id], format, made, undefined, name);
  await openPreview(made.text, name, made.said);
}

export async function copyConversation(deps: TransferDeps, wanted: unknown): Promise<void> {
  const id = await conversationFor(deps, wanted);
  const made = id === undefined ? undefined : await survey(deps, [id], "markdownWithoutThinking", PREVIEW_LENGTH);
  if (!made) return;
  if (made.text === undefined) {
    return void vscode.window.showWarningMessage(
      vscode.l10n.t("This conversation is too large for the clipboard ({0}). Export it instead.", sizeWords(made.size)),
    );
  }
  const copy = vscode.l10n.t("Copy");
  const look = vscode.l10n.t("Look at it first");
  const question = vscode.l10n.t("Copy this conversation as Markdown ({0})?", sizeWords(made.size));
  const detail = made.said.join("\n");
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, copy, look);
  if (answer === copy) await vscode.env.clipboard.writeText(made.text);
  if (answer === look) await openPreview(made.text, safeFileName(made.title, "md"), made.said);
}

/** `target` is for a keybinding or another extension: without it, the user is asked. */
export async function exportAll(deps: TransferDeps, target: unknown, given: unknown): Promise<void> {
  const history = await deps.history();
  const ids = history.ids();
  if (ids.length === 0) return nothingToExport();
  const format = formatIn(given) ?? (await pickFormat(0));
  if (!format) return;
  const made = await survey(deps, ids, format, 0);
  if (!made) return;
  const day = new Date().toISOString().slice(0, 10);
  await save(
    deps,
    ids,
    format,
    made,
    target instanceof vscode.Uri ? target : undefined,
    `ask-qwen-${day}.${ending(format)}`,
  );
}

interface Survey extends Pick<Facts, "redacted" | "hidden"> {
  readonly title: string;
  readonly messages: number;
  readonly size: number;
  /** The document itself, if it is not longer than was asked for. */
  readonly text?: string;
  readonly said: readonly string[];
}

/** Makes the document once to see what is in it: its head tells what was redacted. */
async function survey(
  deps: TransferDeps,
  ids: readonly string[],
  format: Format,
  keep: number,
): Promise<Survey | undefined> {
  const history = await deps.history();
  const known = await deps.withoutKeys();
  const redaction = newRedaction(known);
  const nothing: Facts = { exportedAt: Date.now(), redacted: 0, hidden: new Map() };
  const surveyed = await withProgress(vscode.l10n.t("Reading conversations…"), async (signal, progress) => {
    const pause = newPauses(10, signal);
    let size = 0;
    let hasImages = false;
    for (const piece of pieces(history, ids, format, nothing, redaction)) {
      size += Buffer.byteLength(piece);
      hasImages ||= format === "json" && piece.includes('"kind":"image"');
      await pause();
      if (ids.length > 1) progress(sizeWords(size));
    }
    let messages = 0;
    for (const id of ids) {
      messages += history.summary(id)?.messages ?? 0;
      await pause();
    }
    return { size, messages, hasImages };
  });
  if (!surveyed) return undefined;
  const { count: redacted, hidden } = redaction;
  const title = history.summary(ids[0] ?? "")?.title ?? "";
  const found = {
    title: newRedaction(known).redact(title),
    messages: surveyed.messages,
    size: surveyed.size,
    redacted,
    hidden,
    said: [
      ...findings({ redacted, hidden }),
      ...(surveyed.hasImages ? [vscode.l10n.t("Images go along as they are, with all that can be read in them.")] : []),
    ],
  };
  if (surveyed.size > keep) return found;
  const pause = newPauses();
  let text = "";
  for (const piece of pieces(history, ids, format, { ...nothing, redacted, hidden }, newRedaction(known))) {
    text += piece;
    await pause();
  }
  return { ...found, text };
}

function pieces(
  history: Awaited<ReturnType<TransferDeps["history"]>>,
  ids: readonly string[],
  format: Format,
  facts: Facts,
  redaction: ReturnType<typeof newRedaction>,
): Iterable<string> {
  if (format === "json") return jsonDocument(history, ids, facts, redaction);
  const options = {
    words: markdownWords(),
    branches: format === "markdownAllBranches" ? ("all" as const) : ("open" as const),
    thinking: format !== "markdownWithoutThinking",
    date: dateWords,
  };
  const words: DocumentWords = documentWords();
  return markdownDocument(history, ids, facts, redaction, options, words);
}

async function save(
  deps: TransferDeps,
  ids: readonly string[],
  format: Format,
  found: Survey,
  given: vscode.Uri | undefined,
  name: string,
): Promise<void> {
  const target = given ?? (await askWhere(ids.length, found, name, format));
  if (!target) return;
  const history = await deps.history();
  const redaction = newRedaction(await deps.withoutKeys());
  const { redacted, hidden } = found;
  const document = pieces(history, ids, format, { exportedAt: Date.now(), redacted, hidden }, redaction);
  try {
    const size = await withProgress(vscode.l10n.t("Exporting conversations…"), (signal) =>
      writeFile(target.fsPath, document, newPauses(10, signal)),
    );
    if (size !== undefined) void offerToOpen(target, size, given !== undefined);
  } catch (error) {
    // The disk, or the folder's rights: nothing of the file is left behind.
    const cause = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t("The file could not be written: {0}. Choose another folder and export again.", cause),
    );
  }
}

async function askWhere(count: number, found: Survey, name: string, format: Format): Promise<vscode.Uri | undefined> {
  const choose = vscode.l10n.t("Choose a file…");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("Export {0} conversations with {1} messages ({2})?", count, found.messages, sizeWords(found.size)),
    { modal: true, detail: found.said.join("\n") || vscode.l10n.t("No secrets were found in them.") },
    choose,
  );
  if (answer !== choose) return undefined;
  const filters: Record<string, string[]> = format === "json" ? { JSON: ["json"] } : { Markdown: ["md"] };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const start = folder?.scheme === "file" ? folder : vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({ filters, defaultUri: vscode.Uri.joinPath(start, name) });
  if (!target || target.scheme === "file") return target;
  void vscode.window.showErrorMessage(
    vscode.l10n.t("Conversations can be saved only on the machine that Ask Qwen runs on. Choose a local folder."),
  );
  return undefined;
}

async function offerToOpen(target: vscode.Uri, size: number, isQuiet: boolean): Promise<void> {
  if (isQuiet) return;
  const open = vscode.l10n.t("Open");
  const reveal = vscode.l10n.t("Show in folder");
  const done = vscode.l10n.t("Exported {0}: {1}.", sizeWords(size), target.fsPath);
  const answer = await vscode.window.showInformationMessage(done, open, reveal);
  if (answer === open) await vscode.commands.executeCommand("vscode.open", target);
  if (answer === reveal) await vscode.commands.executeCommand("revealFileInOS", target);
}

async function conversationFor(deps: TransferDeps, wanted: unknown): Promise<string | undefined> {
  // A menu passes things of its own.
  const id = typeof wanted === "string" ? wanted : await deps.openId();
  if (id === undefined) nothingToExport();
  return id;
}

function nothingToExport(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("There is no conversation to export yet."));
}

async function pickFormat(branches: number): Promise<Format | undefined> {
  const items: (vscode.QuickPickItem & { readonly format: Format })[] = [
    { format: "markdown", label: "Markdown", description: vscode.l10n.t("the open branch, with thinking") },
    { format: "markdownWithoutThinking", label: "Markdown", description: vscode.l10n.t("without thinking") },
    { format: "json", label: "JSON", description: vscode.l10n.t("complete; can be imported again") },
  ];
  if (branches > 0) {
    const description = vscode.l10n.t("all branches one after the other");
    items.splice(2, 0, { format: "markdownAllBranches", label: "Markdown", description });
  }
  const placeHolder = vscode.l10n.t("As what? API keys and other secrets are taken out.");
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.format;
}

function formatIn(given: unknown): Format | undefined {
  return (["markdown", "markdownWithoutThinking", "markdownAllBranches", "json"] as const).find((one) => one === given);
}

const ending = (format: Format): "md" | "json" => (format === "json" ? "json" : "md");
