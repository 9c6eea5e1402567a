// The chat: which conversation is open, and what each intent of the page does.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import type { State, ToHost } from "../protocol.ts";
import type { CodeReference } from "../reference.ts";
import { errorLine, errorView, toStoredError } from "../report.ts";
import { readSettings, writeSetting } from "../settings.ts";
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
    return (open ??= load(store().latest(workspace) ?? randomUUID()));
  }

  function load(id: string): Conversation {
    const conversation: Conversation =
      running.get(id) ??
      new Conversation(
        id,
        {
          history: store(),
          ask: (branch, signal) => askModel(keys, branch, signal),
          chosen: () => ({ model: readSettings().model, endpoint: readSettings().endpoint }),
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
    open = load(id);
    shown = PAGE;
    store().setOpen(workspace, id);
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
      removed: (id) => {
        running.get(id)?.stop();
        if (open?.id === id) openConversation(randomUUID());
      },
      renamed: (id, title) => {
        if (open?.id === id) open.rename(title);
      },
    });
  }

  function state(): State {
    return viewOf(current(), shown, {
      model: connection.model,
      connection: connection.connection,
      notices: notices(store(), keys, connection).filter((notice) => !dismissed.has(notice.id)),
      silenceLimit: 120,
      errorView,
      money: moneyOf,
      retryReason: (kind) =>
        errorView({ kind, message: "", host: connection.connection.host }, readSettings().model).cause,
    });
  }

  function receive(message: ToHost): void {
    const conversation = current();
    switch (message.type) {
      case "ready":
        posts.changed();
        return void connection.refresh();
      case "send":
        store().setOpen(workspace, conversation.id);
        return conversation.send(message.text);
      case "stop":
        return conversation.stop();
      case "retry":
        return conversation.retry(message.messageId);
      case "continue":
        return conversation.send(vscode.l10n.t("Continue exactly where you stopped."));
      case "edit":
        return conversation.edit(message.messageId, message.text);
      case "branch":
        return conversation.openBranch(message.messageId, message.index);
      case "draft":
        store().setOpen(workspace, conversation.id);
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
        return void (url && vscode.env.openExternal(vscode.Uri.parse(url.href, true)));
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

/** What of a message is text for people: without thinking, without the code of references. */
function textOf(conversation: Conversation, id: string): string | undefined {
  const message = conversation.message(id);
  return message && partsText(message.parts.filter((part) => part.type !== "reference"));
}
