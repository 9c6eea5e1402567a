// The chat in the side bar.
import * as vscode from "vscode";
import { loadPage, type Page, type Surface, type SurfaceEvents } from "./surface.ts";

const VIEW = "askQwen.chat";

export function registerChatView(extension: vscode.Uri, on: SurfaceEvents): Surface & vscode.Disposable {
  let view: vscode.WebviewView | undefined;
  let page: Page | undefined;
  let wantsFocus = false;

  const registration = vscode.window.registerWebviewViewProvider(VIEW, {
    resolveWebviewView(resolved) {
      view = resolved;
      const loaded = loadPage(resolved.webview, extension, on);
      page = loaded;
      if (wantsFocus) loaded.focus();
      wantsFocus = false;
      const hiding = resolved.onDidChangeVisibility(() => {
        if (resolved.visible) loaded.shown();
        else loaded.hidden();
        seen();
      });
      resolved.onDidDispose(() => {
        hiding.dispose();
        loaded.dispose();
        if (view !== resolved) return;
        view = page = undefined;
        on.visibility(false);
      });
      seen();
    },
  });

  function seen(): void {
    if (view?.visible) view.badge = undefined;
    on.visibility(view?.visible ?? false);
  }

  return {
    get isVisible() {
      return view?.visible ?? false;
    },
    post: (message) => page?.post(message),
    async show(focus) {
      if (view && !focus) return view.show(true);
      if (page) page.focus();
      else wantsFocus = focus;
      await vscode.commands.executeCommand(`${VIEW}.focus`);
    },
    markUnread() {
      if (view) view.badge = { value: (view.badge?.value ?? 0) + 1, tooltip: vscode.l10n.t("An answer is complete") };
    },
    setTitle: () => {}, // The view has the name of the extension; the conversation's title is in the page.
    dispose: () => registration.dispose(),
  };
}
