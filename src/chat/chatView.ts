// The webview view in the side bar: its life, and the way of messages in both directions. It knows nothing of chats.
import * as vscode from "vscode";
import type { ToHost, ToPage } from "../protocol.ts";
import { labels } from "./labels.ts";
import { pageHtml, pageRoot } from "./page.ts";
import { parseToHost } from "./parseToHost.ts";

const VIEW = "askQwen.chat";
/** A page that has not said `ready` by then has failed to load. */
const READY_WITHIN_MS = 5000;

export interface ChatView extends vscode.Disposable {
  post(message: ToPage): void;
  /** Opens the side bar on the chat. Takes the focus only if the view has to be made or `focus` is set. */
  show(focus: boolean): Promise<void>;
}

export function registerChatView(
  extension: vscode.Uri,
  receive: (message: ToHost) => void,
  gone: () => void,
): ChatView {
  let view: vscode.WebviewView | undefined;
  let isReady = false;
  let wantsFocus = false;

  const post = (message: ToPage): void => {
    if (view && isReady) void view.webview.postMessage(message);
  };

  const registration = vscode.window.registerWebviewViewProvider(VIEW, {
    resolveWebviewView(resolved) {
      view = resolved;
      const { webview } = resolved;
      let late: NodeJS.Timeout | undefined;
      webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extension)] };
      const listening = webview.onDidReceiveMessage((value: unknown) => {
        const message = parseToHost(value);
        if (!message) return; // Not one of ours.
        if (message.type === "ready") {
          clearTimeout(late);
          isReady = true;
          post({ type: "labels", labels: labels(), locale: vscode.env.language });
        }
        receive(message);
        if (message.type === "ready" && wantsFocus) {
          wantsFocus = false;
          post({ type: "focus" });
        }
      });
      // VS Code throws a hidden page away and loads the same HTML when it is shown again: it gets a new nonce in between.
      const hiding = resolved.onDidChangeVisibility(() => {
        if (resolved.visible) return watchLoading();
        clearTimeout(late);
        load();
      });
      resolved.onDidDispose(() => {
        clearTimeout(late);
        listening.dispose();
        hiding.dispose();
        if (view !== resolved) return;
        view = undefined;
        isReady = false;
        gone();
      });
      load();
      watchLoading();

      function load(): void {
        isReady = false;
        gone();
        webview.html = pageHtml(webview, extension);
      }

      function watchLoading(): void {
        clearTimeout(late);
        late = setTimeout(() => void offerHelp(reload), READY_WITHIN_MS);
      }

      function reload(): void {
        load();
        watchLoading();
      }
    },
  });

  return {
    post,
    async show(focus) {
      if (view && !focus) return view.show(true);
      if (isReady) post({ type: "focus" });
      else wantsFocus = focus;
      await vscode.commands.executeCommand(`${VIEW}.focus`);
    },
    dispose: () => registration.dispose(),
  };
}

async function offerHelp(load: () => void): Promise<void> {
  const again = vscode.l10n.t("Load again");
  const reload = vscode.l10n.t("Reload window");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("The chat of Ask Qwen does not load. Nothing is lost; conversations are kept."),
    again,
    reload,
  );
  if (answer === again) load();
  if (answer === reload) await vscode.commands.executeCommand("workbench.action.reloadWindow");
}
