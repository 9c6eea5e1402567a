// Watches what could go with the next message by itself, while a page is there to show it: the selection, and AGENTS.md.
import * as vscode from "vscode";
import { editorHere } from "../context/editorHere.ts";
import type { Guard } from "../context/guard.ts";
import { onSettingsChange, readSettings } from "../settings.ts";
import { type Beside, besidesOf, type Found, isAttached, isSame } from "./besides.ts";
import type { Conversation } from "./conversation.ts";
import type { LazyMentions } from "./lazyMentions.ts";
import { REQUEST_SCHEME } from "./requestView.ts";

export interface Besides extends vscode.Disposable {
  of(conversation: Conversation): readonly Beside[];
  /** Takes one of them away, if that is one; false if it is not. */
  detach(conversation: Conversation, referenceId: string): boolean;
  sendSelection(on: boolean): void;
  /** A page has come: what there is may have changed while there was none. */
  look(): void;
}

/** A selection grows with each key: it is looked at when it rests. */
const REST_MS = 150;
const SENDS_SELECTION = "askQwen.sendsSelection";
const WITHOUT_INSTRUCTIONS = "askQwen.withoutInstructions";
/** Conversations that are remembered to be without; older ones have long had their first message. */
const REMEMBERED = 50;

export function createBesides(
  mentions: LazyMentions,
  memory: vscode.Memento,
  isShown: () => boolean,
  changed: () => void,
): Besides {
  let found: Found = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  /** Conversations in which the present selection has been attached or sent: there it is not offered a second time. */
  let taken = new Set<string>();
  const without = (): readonly string[] => memory.get<readonly string[]>(WITHOUT_INSTRUCTIONS, []);

  async function find(): Promise<Found> {
    if (!vscode.workspace.isTrusted) return {};
    const editor = editorHere();
    // What has been sent is looked at, not sent again.
    const isSelected =
      editor !== undefined && !editor.selection.isEmpty && editor.document.uri.scheme !== REQUEST_SCHEME;
    const wantsInstructions = readSettings().projectInstructions;
    if (!isSelected && !wantsInstructions) return {};
    const guard = async (): Promise<Guard> => (await mentions.load()).guard;
    const mayGo = isSelected && (await (await guard()).refusal(editor.document.uri)) === undefined;
    const selected = mayGo ? await (await import("../context/gather.ts")).gatherSelection(editor) : undefined;
    const { gatherInstructions } = await import("../context/sources/instructions.ts");
    const instructions = wantsInstructions ? await gatherInstructions(editor?.document.uri, guard) : undefined;
    return { instructions, selection: selected?.ok ? selected.value : undefined };
  }

  async function look(): Promise<void> {
    if (!isShown()) return;
    const mine = ++looks;
    const now = await find();
    if (mine !== looks) return;
    const before = found;
    // The same one again keeps its id: on the page nothing moves.
    found = {
      instructions: isSame(before.instructions, now.instructions) ? before.instructions : now.instructions,
      selection: isSame(before.selection, now.selection) ? before.selection : now.selection,
    };
    if (found.selection !== before.selection) taken = new Set();
    if (found.instructions !== before.instructions || found.selection !== before.selection) changed();
  }
  // What can not be read now may be readable at the next change; there is nothing to tell anybody.
  const lookNow = (): void => void look().catch(() => undefined);
  const lookSoon = (): void => {
    clearTimeout(timer);
    if (isShown()) timer = setTimeout(lookNow, REST_MS);
  };

  const watcher = vscode.workspace.createFileSystemWatcher("**/AGENTS.md");
  const listening = [
    watcher,
    watcher.onDidChange(lookSoon),
    watcher.onDidCreate(lookSoon),
    watcher.onDidDelete(lookSoon),
    vscode.window.onDidChangeActiveTextEditor(lookSoon),
    vscode.window.onDidChangeTextEditorSelection(lookSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === editorHere()?.document) lookSoon();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(lookSoon),
    onSettingsChange(lookSoon),
  ];

  const besides: Besides = {
    of(conversation) {
      const { id } = conversation;
      if (found.selection && isAttached(found.selection, conversation)) taken.add(id);
      const { selection: _taken, ...rest } = found;
      return besidesOf(conversation, taken.has(id) ? rest : found, {
        isOff: without().includes(id),
        sendsSelection: memory.get(SENDS_SELECTION, true),
      });
    },
    detach(conversation, referenceId) {
      const one = besides.of(conversation).find(({ reference }) => reference.id === referenceId);
      if (one?.what === "selection") besides.sendSelection(false);
      else if (one) {
        void memory.update(WITHOUT_INSTRUCTIONS, [...without(), conversation.id].slice(-REMEMBERED));
        changed();
      }
      return one !== undefined;
    },
    sendSelection(on) {
      void memory.update(SENDS_SELECTION, on);
      changed();
    },
    look: lookNow,
    dispose() {
      clearTimeout(timer);
      for (const one of listening) one.dispose();
    },
  };
  return besides;
}
