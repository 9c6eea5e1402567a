// Where a page can be: the view in the side bar, or a tab of the editor. Both live through a `Surface`.
import * as vscode from "vscode";
import type { ToHost, ToPage } from "../protocol.ts";
import { pageHtml, pageRoot } from "./page.ts";
import { parseToHost } from "./parseToHost.ts";

export interface Surface {
  readonly isVisible: boolean;
  post(message: ToPage): void;
  /** Brings it to the front. Takes the focus only if the page has to be made or `focus` is set. */
  show(focus: boolean): Promise<void>;
  /** An answer ended while nobody could see it; told by a mark until the page is seen. */
  markUnread(): void;
  setTitle(title: string): void;
}

export interface SurfaceEvents {
  receive(message: ToHost): void;
  /** The page is thrown away; another may come. */
  gone(): void;
  /** It can be seen now, or no longer. */
  visibility(isVisible: boolean): void;
}

export interface Page extends vscode.Disposable {
  post(message: ToPage): void;
  /** Puts the cursor into the composer, now or when the page has come. */
  focus(): void;
  /** VS Code throws a hidden page away and loads the same HTML when it is shown again: it gets a new nonce in between. */
  hidden(): void;
  shown(): void;
}

/** A page that has not said `loaded` or `ready` by then has failed to load. */
const LOADED_WITHIN_MS = 5000;

/** Loads the page into a webview that has just been made. */
export function loadPage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  on: Pick<SurfaceEvents, "receive" | "gone">,
): Page {
  let isComing = false;
  let isReady = false;
  let wantsFocus = false;
  let late: NodeJS.Timeout | undefined;
  const post = (message: ToPage): void => {
    if (isReady || isComing) void webview.postMessage(message);
  };

  webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extension)] };
  const listening = webview.onDidReceiveMessage((value: unknown) => {
    const message = parseToHost(value);
    if (!message) return; // Not one of ours.
    // VS Code has loaded the page once more without a word, into another window for one: what was posted went to the page before.
    const isAnother = message.type === "loaded" && isReady;
    if (message.type === "ready" || message.type === "loaded") {
      clearTimeout(late);
      isReady = true;
    }
    if (message.type === "ready" || isAnother) greet();
    else on.receive(message);
    if (isReady && wantsFocus) {
      wantsFocus = false;
      post({ type: "focus" });
    }
  });
  load();
  come();

  return {
    post,
    focus() {
      if (isReady) post({ type: "focus" });
      else wantsFocus = true;
    },
    hidden() {
      clearTimeout(late);
      load();
    },
    shown: come,
    dispose() {
      clearTimeout(late);
      isReady = isComing = false;
      listening.dispose();
      on.gone();
    },
  };

  function load(): void {
    isReady = isComing = false;
    on.gone();
    webview.html = pageHtml(webview, extension);
  }

  /** VS Code is loading the page. What is posted meanwhile it keeps, so labels and state need not wait to be asked for. */
  function come(): void {
    clearTimeout(late);
    late = setTimeout(() => void offerHelp(reload), LOADED_WITHIN_MS);
    isComing = true;
    greet();
  }

  function greet(): void {
    void import("./labels.ts").then(({ labels }) =>
      post({ type: "labels", labels: labels(), locale: vscode.env.language }),
    );
    on.receive({ type: "ready" });
  }

  function reload(): void {
    load();
    come();
  }
}

async function offerHelp(load: () => void): Promise<void> {
  const again = vscode.l10n.t("Load again");
  const editor = vscode.l10n.t("Open in an editor tab");
  const reload = vscode.l10n.t("Reload window");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("The chat of Ask Qwen does not load. Nothing is lost; conversations are kept."),
    again,
    editor,
    reload,
  );
  if (answer === again) load();
  if (answer === editor) await vscode.commands.executeCommand("askQwen.openInEditor");
  if (answer === reload) await vscode.commands.executeCommand("workbench.action.reloadWindow");
}
