// What a button of an error card, a notice or the welcome page does.
import * as vscode from "vscode";
import { endpointName } from "../endpointName.ts";
import { keyPage } from "../key/keyPage.ts";
import type { Action } from "../protocol.ts";
import { presets } from "../qwen/endpoints.ts";
import { seeingModelFor } from "../qwen/models.ts";
import { currentEndpoint, readSettings, writeSetting } from "../settings.ts";
import { tellFailed } from "./announce.ts";

interface ForChat {
  newChat(): Promise<void>;
  history(): void;
  saveAgain(): void;
}

export async function runAction(action: Action, chat: ForChat): Promise<void> {
  await run(action, chat).catch(tellFailed);
}

async function run(action: Action, chat: ForChat): Promise<void> {
  switch (action) {
    case "setApiKey":
    case "selectEndpoint":
    case "selectModel":
    case "showLog":
    case "checkConnection":
    case "showUsage":
      return void (await vscode.commands.executeCommand(`askQwen.${action}`));
    case "getApiKey":
      return openKeyPage();
    case "openAccount":
      return void (await vscode.env.openExternal(vscode.Uri.parse(accountPage(), true)));
    case "openProxySettings":
      return void (await vscode.commands.executeCommand("workbench.action.openSettings", "http.proxy"));
    case "trustWorkspace":
      return void (await vscode.commands.executeCommand("workbench.trust.manage"));
    case "newChat":
      return chat.newChat();
    case "history":
      return chat.history();
    case "import":
      return void (await vscode.commands.executeCommand("askQwen.importConversations"));
    case "selectSeeingModel":
      return selectSeeingModel();
    case "saveAgain":
      return chat.saveAgain();
    default:
      action satisfies never;
  }
}

/** The one that the composer names, or the list where only the server knows which of its models see. */
async function selectSeeingModel(): Promise<void> {
  const endpoint = currentEndpoint();
  const seeing = endpoint.ok ? seeingModelFor(readSettings().model, endpoint.value) : undefined;
  if (seeing) await writeSetting("model", seeing.id);
  else await vscode.commands.executeCommand("askQwen.selectModel");
}

/** China's accounts and the international ones are looked after in different places. */
function accountPage(): string {
  const endpoint = currentEndpoint();
  const isChina = endpoint.ok && (endpoint.value.region === "beijing" || endpoint.value.region === "hongkong");
  return isChina ? "https://usercenter2.aliyun.com/home" : "https://usercenter2-intl.aliyun.com/billing";
}

/** Keys of one region work in that region only, so the page to open depends on it. */
async function openKeyPage(): Promise<void> {
  const pages = presets.flatMap((endpoint) => {
    const url = keyPage(endpoint);
    return url === undefined ? [] : [{ label: endpointName(endpoint), description: new URL(url).host, url }];
  });
  const chosen = await vscode.window.showQuickPick(pages, {
    title: vscode.l10n.t("Get a key"),
    placeHolder: vscode.l10n.t("Where is your Alibaba Cloud account? The page opens in your browser."),
  });
  if (chosen) await vscode.env.openExternal(vscode.Uri.parse(chosen.url, true));
}
