// The chat: which conversation is open, and what each intent of the page does.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import type { Notice, State, ToHost } from "../protocol.ts";
import type { CodeReference } from "../reference.ts";
import { errorLine, errorView, toStoredError } from "../report.ts";
import { writeSetting } from "../settings.ts";
import { runAction } from "./actions.ts";
import { askModel } from "./askModel.ts";
import { registerChatView } from "./chatView.ts";
import { watchConnection } from "./connection.ts";
import { Conversation } from "./conversation.ts";
import { type History, openHistory } from "./history/history.ts";
import { pickConversation } from "./historyPicker.ts";
import { linkIn } from "./linkIn.ts";
import { moneyOf } from "./money.ts";
import { notices } from "./notices.ts";
import { openReference } from "./openReference.ts";
import { createPosts } from "./posts.ts";
import { partsText } from "./prompt.ts";
import { copyText, insertAtCursor } from "./useCode.ts";
import { viewOf } from "./view.ts";

export interface Chat extends vscode.Disposable {
  /** Asks in the open conversation and shows it. */
  ask(question: string, reference: CodeReference | undefined): Promise<void>;
}

/** Messages drawn at first, and added with each look further back. */
const PAGE = 30;

export function registerChat(context: vscode.ExtensionContext, keys: ApiKeys, log: Log): Chat {
  const workspace = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? "";
  let history: History | undefined;
  let open: Conversation | undefined;
  let shown = PAGE;
  /** Messages on the branch when the page last got it, and whose branch that was. */
  let drawn = 0;
  let drawnOf = "";
  /** Conversations whose answer still runs after another one was opened. */
  const running = new Map<string, Conversation>();
  const dismissed = new Set<string>();

  const view = registerChatView(context.extensionUri, receive, () => posts.clear());
  const posts = createPosts(state, view.post);
  const connection = watchConnection(keys, posts.changed);

  const disposables = [
    view,
    connection,
    vscode.workspace.onDidGrantWorkspaceTrust(posts.changed),
    vscode.commands.registerCommand("askQwen.newChat", newChat),
    vscode.commands.registerCommand("askQwen.history", showHistory),
    vscode.commands.registerCommand("askQwen.stop", () => current().stop()),
  ];

  return {
    async ask(question, reference) {
      await view.show(false);
      current().send(question, reference);
    },
    dispose: () => {
      for (const conversation of running.values()) conversation.close();
      history?.close();
      for (const disposable of disposables) disposable.dispose();
    },
  };

  function store(): History {
    if (!history) {
      history = openHistory(context.globalStorageUri.fsPath);
      history.onNotices(posts.changed);
    }
    return history;
  }

  function current(): Conversation {
    if (!open) openConversation(store().latest(workspace) ?? randomUUID());
    return open as Conversation; // Just opened.
  }

  function load(id: string): Conversation {
    const conversation: Conversation =
      running.get(id) ??
      new Conversation(
        id,
        {
          history: store(),
          ask: (branch, signal) => askModel(keys, branch, signal),
          chosen: () => ({ model: connection.model.id, endpoint: connection.endpoint }),
          toStoredError: (thrown) => {
            const error = toStoredError(thrown, connection.connection.host);
            log.warn(errorLine(error));
            return error;
          },
          newId: randomUUID,
          workspace: vscode.workspace.name ?? "",
        },
        {
          changed() {
            if (conversation.isBusy) running.set(id, conversation);
            else running.delete(id);
            if (conversation === open) posts.changed();
          },
          grew(...growth) {
            if (conversation === open) posts.grew(...growth);
          },
        },
      );
    return conversation;
  }

  function openConversation(id: string): void {
    const left = open;
    open = load(id);
    shown = PAGE;
    store().setOpen(workspace, id);
    // A conversation without messages is in no list: what was typed there would not be found again.
    if (left?.isEmpty && left.draft && !open.draft) open.offerDraft(left.draft);
    posts.changed();
  }

  async function newChat(): Promise<void> {
    if (!current().isEmpty) openConversation(randomUUID());
    await view.show(true);
  }

  function showHistory(): void {
    pickConversation(store(), {
      open: (id) => {
        openConversation(id);
        void view.show(true);
      },
      remove: (id) => {
        running.get(id)?.stop();
        store().remove(id);
        if (open?.id !== id) return;
        open = undefined;
        openConversation(randomUUID());
      },
      renamed: (id, title) => {
        if (open?.id === id) open.rename(title);
      },
    });
  }

  function state(): State {
    const length = current().branch().length;
    // The window keeps its beginning while messages are added: somebody may be reading there.
    if (drawnOf === current().id) shown += Math.max(0, length - drawn);
    drawn = length;
    drawnOf = current().id;
    return viewOf(current(), shown, {
      model: connection.model,
      connection: connection.connection,
      notices: undismissed(notices(store(), keys, connection)),
      silenceLimit: 120,
      errorView,
      money: moneyOf,
      retryReason: (kind) =>
        errorView({ kind, message: "", host: connection.connection.host }, connection.model.id).cause,
    });
  }

  /** What was dismissed stays away for as long as it lasts, and is told again when it comes again. */
  function undismissed(all: readonly Notice[]): readonly Notice[] {
    for (const id of dismissed) if (!all.some((notice) => notice.id === id)) dismissed.delete(id);
    return all.filter((notice) => !dismissed.has(notice.id));
  }

  function receive(message: ToHost): void {
    const conversation = current();
    switch (message.type) {
      case "ready":
        posts.changed();
        return void connection.refresh();
      case "send":
        return conversation.send(message.text);
      case "stop":
        return conversation.stop();
      case "retry":
        return conversation.retry(message.messageId);
      case "continue":
        if (!textOf(conversation, message.messageId)) return conversation.retry(message.messageId);
        return conversation.send(vscode.l10n.t("Continue exactly where you stopped."));
      case "edit":
        return conversation.edit(message.messageId, message.text);
      case "branch":
        return conversation.openBranch(message.messageId, message.index);
      case "draft":
        return conversation.setDraft(message.text);
      case "older":
        shown += PAGE;
        return posts.changed();
      case "thinking":
        return void writeSetting("thinking", message.on);
      case "sendQueued":
        return conversation.sendQueued(message.id);
      case "removeQueued":
        return conversation.removeQueued(message.id);
      case "copyAnswer": {
        const text = textOf(conversation, message.messageId);
        return void (text !== undefined && copyText(text));
      }
      case "code":
        if (conversation.message(message.messageId)?.role !== "assistant") return;
        return void (message.do === "copy" ? copyText(message.text) : insertAtCursor(message.text));
      case "open": {
        const url = linkIn(textOf(conversation, message.messageId) ?? "", message.href);
        return void (url && openLink(url));
      }
      case "openReference":
        return void openReference(conversation.message(message.messageId), message.id);
      case "dismiss":
        dismissed.add(message.id);
        return posts.changed();
      case "run":
        return void runAction(message.action, { newChat, history: showHistory, saveAgain: () => store().retry() });
      default:
        message satisfies never;
    }
  }
}

/** As it is written: a `Uri` would decode what is encoded in it (microsoft/vscode#85930), and VS Code takes a string as well. */
async function openLink(url: URL): Promise<void> {
  await vscode.env.openExternal(url.href as unknown as vscode.Uri);
}

/** What of a message is text for people: without thinking, without the code of references. */
function textOf(conversation: Conversation, id: string): string | undefined {
  const message = conversation.message(id);
  return message && partsText(message.parts.filter((part) => part.type !== "reference"));
}
