// Import: what is in the files is said first, then written. Nothing that is in the history is changed.
import * as vscode from "vscode";
import type { History } from "../history/history.ts";
import { limits, type Tally } from "./imported.ts";
import { keepImported, NotSaved } from "./keepImported.ts";
import { newPauses } from "./pauses.ts";
import { place } from "./place.ts";
import { withProgress } from "./progress.ts";
import { type Reading, readImport } from "./readImport.ts";
import { newRedaction } from "./redaction.ts";
import type { TransferDeps } from "./transfer.ts";
import { refusalWords, skippedWords, troubleWords } from "./words.ts";

/** `given` is a list of files from a keybinding or another extension: they are imported without questions. */
export async function importConversations(deps: TransferDeps, given: unknown): Promise<void> {
  const chosen = Array.isArray(given) ? given.flatMap((one) => uriOf(one) ?? []) : undefined;
  const files = chosen ?? (await askFor());
  if (files.length === 0) return;
  const history = await deps.history();
  const { redact } = newRedaction(await deps.withoutKeys());

  const found = await withProgress(vscode.l10n.t("Reading conversations…"), (signal) =>
    look(history, files, redact, newPauses(10, signal)),
  );
  if (!found) return;
  if (found.conversations === 0) return void sayNothing(found);
  if (!chosen && !(await agree(found))) return;

  const written = await withProgress(vscode.l10n.t("Importing conversations…"), (signal, progress) =>
    write(history, files, redact, newPauses(10, signal), (count) => progress(`${count} / ${found.conversations}`)),
  );
  await deps.showHistory();
  if (written?.trouble) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        "The import was stopped: {0} {1} of {2} conversations are in the history. Import the file again when that is mended: what is there already is left out.",
        troubleWords(written.trouble),
        written.count,
        found.conversations,
      ),
    );
    return;
  }
  const said = written
    ? vscode.l10n.t("Conversations imported: {0}.", written.count)
    : vscode.l10n.t("The import was stopped. What had come is in the history.");
  void vscode.window.showInformationMessage(said);
}

/** A keybinding can only write it as text. */
function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return typeof given === "string" && given.startsWith("file:///") ? vscode.Uri.parse(given) : undefined;
}

interface Found {
  readonly conversations: number;
  readonly messages: number;
  /** In the history already. */
  readonly here: number;
  readonly skipped: readonly Tally[];
  /** A line for each file that is refused. */
  readonly refused: readonly string[];
  readonly sources: readonly string[];
}

type Redact = (text: string) => string;
type Pause = () => Promise<void>;

async function look(history: History, files: readonly vscode.Uri[], redact: Redact, pause: Pause): Promise<Found> {
  let [conversations, messages, here] = [0, 0, 0];
  const skipped: Tally[] = [];
  const refused: string[] = [];
  const sources = new Set<string>();
  for (const file of files) {
    const name = file.path.split("/").at(-1) ?? "";
    const reading = await open(file, pause);
    if (typeof reading === "string") {
      refused.push(`${name}: ${reading}`);
      continue;
    }
    sources.add(reading.source);
    for await (const conversation of reading.conversations()) {
      await pause();
      if (place(history, conversation, redact).is === "here") here++;
      else {
        conversations++;
        messages += conversation.messages.length;
      }
    }
    skipped.push(reading.skipped);
  }
  return { conversations, messages, here, skipped, refused, sources: [...sources] };
}

/** The file's conversations, or why there are none. */
async function open(file: vscode.Uri, pause: Pause): Promise<Extract<Reading, { ok: true }> | string> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(file);
    // Looked at before it is read: it may be a film.
    if (size > limits.fileBytes) return refusalWords("tooLarge");
    const reading = await readImport(await vscode.workspace.fs.readFile(file), mtime, pause);
    return reading.ok ? reading : refusalWords(reading.reason);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
    return vscode.l10n.t("It can not be read ({0}). Check that it exists and that you may read it.", error.code);
  }
}

interface Written {
  readonly count: number;
  /** Why it ended before all was written. */
  readonly trouble?: NotSaved["trouble"];
}

async function write(
  history: History,
  files: readonly vscode.Uri[],
  redact: Redact,
  pause: Pause,
  progress: (count: number) => void,
): Promise<Written> {
  let count = 0;
  for (const file of files) {
    const reading = await open(file, pause);
    if (typeof reading === "string") continue;
    for await (const conversation of reading.conversations()) {
      const placed = place(history, conversation, redact);
      if (placed.is === "here") continue;
      try {
        await keepImported(history, placed.conversation, pause);
      } catch (error) {
        if (error instanceof NotSaved) return { count, trouble: error.trouble };
        throw error;
      }
      progress(++count);
    }
  }
  return { count };
}

async function askFor(): Promise<readonly vscode.Uri[]> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t("Exports of Ask Qwen, VS Code's chat, Cline, Roo Code or Continue"),
    openLabel: vscode.l10n.t("Import"),
    filters: { [vscode.l10n.t("Conversations")]: ["json", "md"] },
  });
  return chosen ?? [];
}

async function agree(found: Found): Promise<boolean> {
  const go = vscode.l10n.t("Import");
  const question = vscode.l10n.t("Import {0} conversations with {1} messages?", found.conversations, found.messages);
  const detail = details(found);
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, go)) === go;
}

function sayNothing(found: Found): void {
  const [first] = found.refused;
  if (first === undefined && found.here > 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("All of it is in the history already."));
  } else void vscode.window.showErrorMessage(vscode.l10n.t("Nothing was imported. {0}", details(found)));
}

function details(found: Found): string {
  const left = skippedWords(found.skipped);
  return [
    ...(found.sources.length > 0 ? [vscode.l10n.t("From: {0}", found.sources.join(", "))] : []),
    ...(found.here > 0 ? [vscode.l10n.t("In the history already: {0}", found.here)] : []),
    ...(left === "" ? [] : [vscode.l10n.t("Left out: {0}", left)]),
    ...found.refused,
  ].join("\n");
}
