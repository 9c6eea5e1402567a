// The chat's doors: the view, the tabs, the commands. What is behind them is loaded when the first one is opened.
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import type { Reference } from "../reference.ts";
import { registerChatEditors } from "./chatEditor.ts";
import type { Chats, From } from "./chats.ts";
import { registerChatView } from "./chatView.ts";
import type { Code } from "./code/use.ts";
import { registerDocuments } from "./documents.ts";
import { registerFontSize } from "./fontSize.ts";
import type { SurfaceEvents } from "./surface.ts";
import { registerTransfer } from "./transfer/transfer.ts";

export interface Chat extends vscode.Disposable {
  /** Asks in the chat at hand and shows it. */
  ask(question: string, reference: Reference | undefined): Promise<void>;
  /** Puts code into the draft of the chat at hand. */
  attach(reference: Reference): Promise<void>;
}

/** Measured: without it, a page comes 40 to 80 ms later to a window on another machine, as it waits for what we load. */
const PAGE_LEAVES_MS = 20;

export function registerChat(context: vscode.ExtensionContext, keys: () => Promise<ApiKeys>, log: Log): Chat {
  let loading: Promise<Chats> | undefined;
  const chats = (): Promise<Chats> => (loading ??= load());
  async function load(): Promise<Chats> {
    // A page that was just made is on its way by then, compressed for a remote window as well: the browser loads it while we load the rest.
    await new Promise((turn) => setTimeout(turn, PAGE_LEAVES_MS));
    const { createChats } = await import("./chats.ts");
    return createChats(
      context,
      await keys(),
      log,
      view,
      editors,
      (use) => void code().then((loaded) => loaded.use(use)),
    );
  }
  let loadingCode: Promise<Code> | undefined;
  const code = (): Promise<Code> => (loadingCode ??= import("./code/use.ts").then(({ createCode }) => createCode()));
  const later = (events: () => Promise<SurfaceEvents>): SurfaceEvents => ({
    receive: (message) => void events().then((on) => on.receive(message)),
    // A page that comes and goes before anybody has heard of it leaves nothing behind.
    gone: () => void (loading && events().then((on) => on.gone())),
    visibility: (isVisible) => void (loading && events().then((on) => on.visibility(isVisible))),
  });

  const view = registerChatView(
    context.extensionUri,
    later(async () => (await chats()).sideBar),
  );
  const editors = registerChatEditors(context.extensionUri, (kept) => (tab) => {
    const connected = chats().then((loaded) => loaded.restored(kept)(tab));
    return { ...later(() => connected), closed: () => void connected.then((on) => on.closed()) };
  });
  const command = (name: string, run: (chats: Chats, from: From) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (from: unknown) =>
      run(await chats(), from === "sideBar" || from === "editor" ? from : undefined),
    );

  const disposables = [
    view,
    editors,
    registerDocuments(),
    registerFontSize(),
    registerTransfer({
      history: async () => (await chats()).history(),
      openId: async () => (await chats()).openId(),
      showHistory: async () => (await chats()).showHistory(undefined),
      async withoutKeys() {
        const endpoint = (await import("../settings.ts")).currentEndpoint();
        // Whoever gets a key has it hidden from then on.
        if (endpoint.ok) await (await keys()).get(endpoint.value);
        return log.redact;
      },
    }),
    command("askQwen.newChat", (loaded, from) => loaded.newChat(from)),
    command("askQwen.newChatInEditor", (loaded) => loaded.newChat("editor")),
    command("askQwen.history", (loaded, from) => loaded.showHistory(from)),
    command("askQwen.historyInEditor", (loaded) => loaded.showHistory("editor")),
    command("askQwen.showUsage", (loaded) => loaded.showUsage()),
    command("askQwen.stop", (loaded, from) => loaded.stop(from)),
    command("askQwen.deleteAll", (loaded) => loaded.deleteAll()),
    command("askQwen.find", (loaded, from) => loaded.find(from)),
    command("askQwen.accessibleView", (loaded, from) => loaded.askPage("askAccessibleView", from)),
    command("askQwen.copyMarkdown", (loaded, from) => loaded.askPage("askMarkdown", from)),
    vscode.commands.registerCommand("askQwen.acceptChange", async (of) => (await code()).review.accept(uriIn(of))),
    vscode.commands.registerCommand("askQwen.rejectChange", async (of) => (await code()).review.reject(uriIn(of))),
    command("askQwen.openInEditor", (loaded) => loaded.openInEditor()),
    command("askQwen.openInWindow", async (loaded) => {
      loaded.openInEditor();
      await vscode.commands.executeCommand("workbench.action.moveEditorToNewWindow");
    }),
  ];

  return {
    ask: async (question, reference) => (await chats()).ask(question, reference),
    attach: async (reference) => (await chats()).attach(reference),
    dispose() {
      void loading?.then((loaded) => loaded.dispose());
      void loadingCode?.then((loaded) => loaded.dispose());
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/** What a title bar's button is given; whatever another caller gives is not looked at. */
const uriIn = (given: unknown): vscode.Uri | undefined => (given instanceof vscode.Uri ? given : undefined);
