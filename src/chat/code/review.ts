// Proposed changes of files, each beside the file in VS Code's diff editor, until somebody accepts or rejects it.
//
// Nothing is written before that, and then only if the file is still what was reviewed. Closing the diff decides nothing:
// the block of code opens it again.
import * as vscode from "vscode";
import { warn } from "./ask.ts";
import type { Combined } from "./combine.ts";
import { copyText } from "./insert.ts";
import { lineEdits } from "./lineEdits.ts";
import { encodingLoss, writeChange } from "./writeChange.ts";

export interface Review extends vscode.Disposable {
  show(document: vscode.TextDocument, proposal: Making): Promise<void>;
  /** The proposal of that diff, or of the active editor. */
  accept(of?: vscode.Uri): Promise<void>;
  reject(of?: vscode.Uri): Promise<void>;
  /** The text proposed for a file. */
  proposed(target: vscode.Uri): string | undefined;
}

export interface Making {
  /** From the text of the file as it is at that moment. */
  make(text: string): Combined;
}

interface Proposal extends Making {
  readonly target: vscode.Uri;
  readonly right: vscode.Uri;
  /** What the file was when this was made, and what it is to be; line ends are "\n". */
  base: string;
  text: string;
}

export const scheme = "ask-qwen-proposal";
/** The file changes with every key; it is looked at again in a pause. */
const PAUSE = 200;

export function createReview(): Review {
  const proposals = new Map<string, Proposal>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const listening = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ query }) => proposals.get(query)?.text ?? "",
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const proposal = proposals.get(document.uri.toString());
      if (!proposal) return;
      clearTimeout(timers.get(document.uri.toString()));
      const again = (): void => void (textOf(document) !== proposal.base && remake(proposal, document));
      timers.set(document.uri.toString(), setTimeout(again, PAUSE));
    }),
  ];
  // What VS Code restored from the session before has nothing to show any more.
  void closeTabs(({ modified }) => modified.scheme === scheme);

  return {
    async show(document, { make }) {
      const made = make(document.getText());
      if (made.kind !== "changed") return;
      const target = document.uri;
      const right = vscode.Uri.from({ scheme, path: target.path, query: target.toString() });
      const { text } = made;
      proposals.set(right.query, { target, right, make, base: textOf(document), text });
      changed.fire(right);
      const opened = await vscode.workspace.openTextDocument(right);
      if (opened.languageId !== document.languageId) {
        await vscode.languages.setTextDocumentLanguage(opened, document.languageId);
      }
      const name = target.path.split("/").at(-1) ?? "";
      const title =
        made.used > 1
          ? vscode.l10n.t("{0} (proposal, {1} blocks)", name, made.used)
          : vscode.l10n.t("{0} (proposal)", name);
      await vscode.commands.executeCommand("vscode.diff", target, right, title, {
        // Not in the place of a file that is only looked at.
        preview: false,
        viewColumn: besideAChat(),
      });
      if (made.missed > 0) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t("{0} parts have no place in {1} and are left out.", made.missed, name),
        );
      }
    },

    async accept(of) {
      const proposal = find(of);
      if (!proposal) return tellGone();
      const name = vscode.workspace.asRelativePath(proposal.target);
      const copy = { label: vscode.l10n.t("Copy code"), run: () => copyText(proposal.text) };
      const document = await stillThere(proposal.target);
      if (!document) return void warn(vscode.l10n.t("{0} is gone or has moved. Nothing was written.", name), copy);
      if (textOf(document) !== proposal.base) return again(proposal, document, name);
      if (!(await encodingLoss(document, proposal.text))) return;
      const outcome = await writeChange(document, proposal.base, proposal.text);
      switch (outcome) {
        case "written":
          proposals.delete(proposal.right.query);
          await close(proposal);
          await reveal(document, lineEdits(proposal.base.split("\n"), proposal.text.split("\n"))[0]?.start ?? 0);
          return;
        case "changed":
          return again(proposal, document, name);
        case "refused":
          return void warn(
            vscode.l10n.t("VS Code refused the change of {0}. Nothing was written.", name),
            { label: vscode.l10n.t("Try again"), run: () => this.accept(proposal.right) },
            copy,
          );
        case "mixed":
          return void warn(
            vscode.l10n.t("{0} was changed by something else at the same moment. Look at it, or undo.", name),
            {
              label: vscode.l10n.t("Undo"),
              run: async () => {
                await vscode.window.showTextDocument(document);
                await vscode.commands.executeCommand("undo");
              },
            },
          );
        default:
          outcome satisfies never;
      }
    },

    async reject(of) {
      const proposal = find(of);
      if (!proposal) return tellGone();
      proposals.delete(proposal.right.query);
      await close(proposal);
    },

    proposed: (target) => proposals.get(target.toString())?.text,

    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const one of listening) one.dispose();
    },
  };

  function find(of: vscode.Uri | undefined): Proposal | undefined {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const right = of?.scheme === scheme ? of : input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
    return right && proposals.get(right.query);
  }

  /** For the file as it is now; false when the code has no place in it any more. */
  function remake(proposal: Proposal, document: vscode.TextDocument): boolean {
    const made = proposal.make(document.getText());
    if (made.kind !== "changed") return false;
    proposal.base = textOf(document);
    proposal.text = made.text;
    changed.fire(proposal.right);
    return true;
  }

  function again(proposal: Proposal, document: vscode.TextDocument, name: string): void {
    const text = remake(proposal, document)
      ? vscode.l10n.t("{0} has changed meanwhile. The proposal was made anew for it: look at it once more.", name)
      : vscode.l10n.t("{0} has changed so much meanwhile that the code has no place in it. Nothing was written.", name);
    void warn(text);
  }

  async function close({ right }: Proposal): Promise<void> {
    await closeTabs(({ modified }) => modified.toString() === right.toString());
  }
}

/** VS Code keeps the text of a file that was deleted for a while; it must not come back by that. */
async function stillThere(target: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    if (vscode.workspace.fs.isWritableFileSystem(target.scheme) && target.scheme !== "untitled") {
      await vscode.workspace.fs.stat(target);
    }
    return await vscode.workspace.openTextDocument(target);
  } catch {
    return undefined; // For the reader it is the same why.
  }
}

const textOf = (document: vscode.TextDocument): string => document.getText().replaceAll("\r\n", "\n");

async function closeTabs(isMeant: (diff: vscode.TabInputTextDiff) => boolean): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && isMeant(input));
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
}

/** The chat stays in sight when it is a tab itself. */
function besideAChat(): vscode.ViewColumn {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isChat = input instanceof vscode.TabInputWebview && input.viewType.endsWith("askQwen.editor");
  return isChat ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

async function reveal(document: vscode.TextDocument, line: number): Promise<void> {
  const at = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(document, { selection: at, preview: false });
}

function tellGone(): void {
  void warn(vscode.l10n.t("This proposal is not at hand any more. Press Apply at the code once more."));
}
