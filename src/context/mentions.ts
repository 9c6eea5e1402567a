// The list behind an @: what it offers for what was typed, and what a choice adds to the prompt.
import * as vscode from "vscode";
import type { MentionView } from "../state.ts";
import { createFileIndex, type FileCandidate, openUris } from "./fileIndex.ts";
import { gatherSelection } from "./gather.ts";
import { type Gathering, gatherGuarded, gathering, imageGathering, nameOf, one, restriction } from "./gathering.ts";
import { createGuard, type Guard } from "./guard.ts";
import { parseMentionQuery } from "./mentionQuery.ts";
import { createRanking } from "./rank.ts";
import { gatherFile, gatherFolder, gatherOpen } from "./sources/files.ts";
import { countChanges, gatherChanges, gatherCommit, recentCommits } from "./sources/git.ts";
import { gatherImage, isImagePath } from "./sources/images.ts";
import { countProblems, gatherProblems } from "./sources/problems.ts";
import { findSymbols, gatherSymbol } from "./sources/symbols.ts";
import { gatherTerminal } from "./sources/terminal.ts";

const { l10n } = vscode;

export interface Mentions extends vscode.Disposable {
  readonly guard: Guard;
  /** Tells the list for a query, again and again as more of it is known, until it is whole or `signal` aborts. */
  suggest(
    query: string,
    signal: AbortSignal,
    tell: (items: readonly MentionView[], isComplete: boolean) => void,
  ): Promise<void>;
  /** `id` is of an item that was told. `isForced`: the user has seen why not, and wants it all the same. */
  gather(id: string, isForced: boolean): Promise<Gathering>;
  /** Files and folders that were dropped or chosen. */
  gatherUri(uri: vscode.Uri, isForced: boolean): Promise<Gathering>;
}

interface Item {
  readonly view: Omit<MentionView, "id">;
  gather(isForced: boolean): Promise<Gathering>;
}

const FILES = 40;
/** Items of past lists that can still be chosen. */
const REMEMBERED = 2000;
const FOLDERS = 5;

export function createMentions(): Mentions {
  const index = createFileIndex();
  const guard = createGuard();
  const rankFiles = createRanking<FileCandidate>(FILES);
  const rankFolders = createRanking<FileCandidate>(FOLDERS);
  /** Also of lists before the present one: a choice may be made in the moment in which the next one comes. */
  const told = new Map<string, Item>();
  let count = 0;

  async function suggest(query: string, signal: AbortSignal, tell: Parameters<Mentions["suggest"]>[2]): Promise<void> {
    const { text, lines } = parseMentionQuery(query);
    const ids = new Map<Item, string>();
    const show = (items: readonly Item[], isComplete: boolean): void => {
      if (signal.aborted) return;
      for (const item of items) {
        if (ids.has(item)) continue;
        ids.set(item, String(++count));
        told.set(String(count), item);
      }
      for (const id of told.keys()) {
        if (told.size <= REMEMBERED) break;
        told.delete(id);
      }
      tell(
        items.map((item) => ({ id: ids.get(item)!, ...item.view })),
        isComplete,
      );
    };
    const others = await otherItems(text);
    if (signal.aborted) return;
    const listed = index.complete();
    const symbols = text.length >= 2 ? findSymbols(text, signal) : Promise.resolve([]);
    const commits = /^(commit|提交)/i.test(text) || /^[0-9a-f]{4,}$/.test(text) ? recentCommits() : Promise.resolve([]);
    // What is known before all files are listed is better than waiting for them.
    for (const isWhole of index.isComplete ? [true] : [false, true]) {
      if (isWhole) await listed;
      const state = index.state();
      let folders: readonly Item[] = [];
      if (text !== "") {
        for await (const { found } of rankFolders(text, state, index.folders, signal)) {
          folders = found.map(({ uri, path }) => folderItem(uri, path));
        }
      }
      let files: readonly Item[] = [];
      for await (const { found } of rankFiles(text, state, index.now, signal)) {
        files = found.map(({ uri, path }) => fileItem(uri, path, lines));
        show([...others, ...files.slice(0, 8), ...folders, ...files.slice(8)], false);
      }
      if (signal.aborted) return;
      if (!isWhole) continue;
      const named = (await symbols).map(symbolItem);
      const made = (await commits).map(commitItem);
      show([...others, ...made, ...files.slice(0, 8), ...named, ...folders, ...files.slice(8)], true);
    }
  }

  const fileItem = (
    uri: vscode.Uri,
    path: string,
    lines: { readonly first: number; readonly last: number } | undefined,
  ): Item => {
    const at = path.lastIndexOf("/") + 1;
    const suffix = lines ? `:${lines.first}${lines.last > lines.first ? `-${lines.last}` : ""}` : "";
    return {
      view: { kind: "file", label: path.slice(at) + suffix, detail: path.slice(0, Math.max(0, at - 1)) },
      gather: (isForced) => guarded(uri, isForced, () => fileGathering(uri, lines)),
    };
  };
  const folderItem = (uri: vscode.Uri, path: string): Item => {
    const name = path.slice(path.lastIndexOf("/", path.length - 2) + 1);
    return {
      view: { kind: "folder", label: name, detail: path.slice(0, -name.length - 1) },
      gather: (isForced) => guarded(uri, isForced, () => folderGathering(uri)),
    };
  };
  const symbolItem = (symbol: vscode.SymbolInformation): Item => ({
    view: { kind: "symbol", label: symbol.name, detail: vscode.workspace.asRelativePath(symbol.location.uri) },
    gather: (isForced) => guarded(symbol.location.uri, isForced, async () => gathering(await gatherSymbol(symbol))),
  });
  const commitItem = ({ hash, message }: { readonly hash: string; readonly message: string }): Item => ({
    view: { kind: "commit", label: message.split("\n", 1)[0] ?? "", detail: hash.slice(0, 8) },
    gather: async () => one(await gatherCommit(hash, guard), l10n.t("This commit is not there any more.")),
  });

  /** What is not a file, as far as it is there; with a text, what is called like it. */
  async function otherItems(text: string): Promise<readonly Item[]> {
    const editor = vscode.window.activeTextEditor;
    const changes = await countChanges();
    const problems = countProblems();
    const items: Item[] = [];
    const add = (
      when: boolean,
      kind: MentionView["kind"],
      label: string,
      detail: string,
      gather: Item["gather"],
    ): void => {
      if (when && matches(text, label, kind)) items.push({ view: { kind, label, detail }, gather });
    };
    const selected = editor && !editor.selection.isEmpty ? editor : undefined;
    add(
      selected !== undefined,
      "selection",
      l10n.t("Selection"),
      selected ? nameOf(selected.document.uri) : "",
      async (isForced) =>
        selected
          ? guarded(selected.document.uri, isForced, async () =>
              gathering((await gatherSelection(selected)) ?? { ok: false, reason: "empty" }),
            )
          : { ok: false, reason: l10n.t("Nothing is selected.") },
    );
    const open = openUris();
    add(open.length > 0, "editors", l10n.t("Open editors"), String(new Set(open.map(String)).size), async () => {
      const { references, refused } = await gatherOpen(openUris(), guard);
      if (references.length === 0) return { ok: false, reason: l10n.t("None of the open files can be sent.") };
      return {
        ok: true,
        references,
        ...(refused > 0 && {
          note: l10n.t("{0} open files were left out: they hold secrets or are ignored.", refused),
        }),
      };
    });
    add(problems > 0, "problems", l10n.t("Problems"), String(problems), async () =>
      one(await gatherProblems(guard), l10n.t("There are no problems to send.")),
    );
    add(
      vscode.window.activeTerminal !== undefined,
      "terminal",
      l10n.t("Terminal: last command"),
      vscode.window.activeTerminal?.name ?? "",
      async () =>
        one(
          await gatherTerminal(),
          l10n.t(
            "The terminal knows no last command. Its shell integration must be on, and a command must have ended.",
          ),
        ),
    );
    add(changes.all > 0, "changes", l10n.t("Changes in git"), String(changes.all), async () =>
      one(await gatherChanges("all", guard), l10n.t("There are no changes to send.")),
    );
    add(changes.staged > 0, "changes", l10n.t("Staged changes in git"), String(changes.staged), async () =>
      one(await gatherChanges("staged", guard), l10n.t("There are no changes to send.")),
    );
    return items;
  }

  const guarded = (uri: vscode.Uri, isForced: boolean, gather: () => Promise<Gathering>): Promise<Gathering> =>
    gatherGuarded(guard, uri, isForced, gather);

  const fileGathering = async (uri: vscode.Uri, lines?: { readonly first: number; readonly last: number }) =>
    isImagePath(uri.path) ? imageGathering(await gatherImage(uri)) : gathering(await gatherFile(uri, lines));
  const folderGathering = async (uri: vscode.Uri) =>
    one(await gatherFolder(uri, guard), l10n.t("There is nothing in this folder that can be sent."));

  return {
    guard,
    suggest,
    async gather(id, isForced) {
      const item = told.get(id);
      if (!item) return { ok: false, reason: l10n.t("The list has changed. Choose again.") };
      return restriction() ?? item.gather(isForced);
    },
    async gatherUri(uri, isForced) {
      return guarded(uri, isForced, async () => {
        const { type } = await vscode.workspace.fs.stat(uri);
        return type & vscode.FileType.Directory ? folderGathering(uri) : fileGathering(uri);
      });
    },
    dispose() {
      index.dispose();
      guard.dispose();
    },
  };
}

const matches = (text: string, label: string, kind: string): boolean =>
  text === "" || label.toLowerCase().includes(text.toLowerCase()) || kind.startsWith(text.toLowerCase());
