// The chat in tabs of the editor, which VS Code can also move into a window of their own. They come back after a reload.
import * as vscode from "vscode";
import { loadPage, type Surface, type SurfaceEvents } from "./surface.ts";

const TYPE = "askQwen.editor";

export interface ChatEditors extends vscode.Disposable {
  /** A new tab, with its focus in the composer. `connect` gets it before its page is loaded. */
  open(connect: Connect): void;
  /** The tab that is the active editor. */
  readonly active: Surface | undefined;
}

/** Says who listens to a new tab. */
export type Connect = (tab: Surface) => SurfaceEvents & { closed(): void };

/** `restored` is asked about tabs of the session before, with what their page had kept: data, not to be believed. */
export function registerChatEditors(extension: vscode.Uri, restored: (kept: unknown) => Connect): ChatEditors {
  let active: { readonly panel: vscode.WebviewPanel; readonly tab: Surface } | undefined;

  const registration = vscode.window.registerWebviewPanelSerializer(TYPE, {
    async deserializeWebviewPanel(panel, kept: unknown) {
      host(panel, restored(kept));
    },
  });

  function host(panel: vscode.WebviewPanel, connect: Connect): { focus(): void } {
    let title = "";
    let isUnread = false;
    const setTitle = (): void => {
      panel.title = `${isUnread ? "● " : ""}${title || "Ask Qwen"}`;
    };
    const tab: Surface = {
      get isVisible() {
        return panel.visible;
      },
      post: (message) => page.post(message),
      async show(focus) {
        panel.reveal(undefined, !focus);
        if (focus) page.focus();
      },
      markUnread() {
        isUnread = true;
        setTitle();
      },
      setTitle(next) {
        if (next === title) return;
        title = next;
        setTitle();
      },
    };
    panel.iconPath = vscode.Uri.joinPath(extension, "media", "icon.svg");
    const on = connect(tab);
    const page = loadPage(panel.webview, extension, on);
    let wasVisible = panel.visible;
    if (panel.active) active = { panel, tab };
    panel.onDidChangeViewState(() => {
      if (panel.active) active = { panel, tab };
      else if (active?.panel === panel) active = undefined;
      if (panel.visible === wasVisible) return;
      wasVisible = panel.visible;
      if (panel.visible) page.shown();
      else page.hidden();
      if (panel.visible && isUnread) {
        isUnread = false;
        setTitle();
      }
      on.visibility(panel.visible);
    });
    panel.onDidDispose(() => {
      if (active?.panel === panel) active = undefined;
      page.dispose();
      on.closed();
    });
    return page;
  }

  return {
    open(connect) {
      const panel = vscode.window.createWebviewPanel(TYPE, "Ask Qwen", vscode.ViewColumn.Active);
      host(panel, connect).focus();
    },
    get active() {
      return active?.tab;
    },
    dispose: () => registration.dispose(),
  };
}
