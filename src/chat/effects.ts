// What a page may have done outside of the chat, through VS Code.
import * as vscode from "vscode";
import { readSettings, writeSetting } from "../settings.ts";
import { largestBudget } from "../settingValues.ts";
import { openAccessibleView } from "./accessibleView.ts";
import { tellFailed } from "./announce.ts";
import { createAttaching } from "./attach.ts";
import type { Besides } from "./beside.ts";
import type { Connection } from "./connection.ts";
import type { History } from "./history/history.ts";
import type { Effects } from "./intents.ts";
import type { LazyMentions } from "./lazyMentions.ts";
import type { StoredImage } from "./message.ts";
import { openReference } from "./openReference.ts";
import type { OtherModel } from "./otherModel.ts";
import type { SentBodies } from "./sentBodies.ts";
import { showRequest, showSent } from "./showRequest.ts";
import type { Surface } from "./surface.ts";

export function effects(
  own: Pick<Effects, "ready" | "shown" | "run" | "focused" | "dismiss" | "findAttachment" | "useCode"> & {
    readonly surface: Surface;
    readonly otherModel: OtherModel;
    readonly sent: SentBodies;
    readonly chosen: Connection["chosen"];
    readonly mentions: LazyMentions;
    images(): Pick<History, "image" | "saveImage">;
    readonly besides: Besides;
  },
): Effects {
  const { surface } = own;
  const { suggest, gather, expand } = createAttaching(own.mentions, surface.post, (...image) =>
    own.images().saveImage(...image),
  );
  const image = (hash: string): StoredImage | undefined => own.images().image(hash);
  return {
    post(message) {
      if (message.type === "state") surface.setTitle(message.state.conversation.title);
      surface.post(message);
    },
    reveal: () => void surface.show(true),
    ready() {
      own.ready();
      own.besides.look();
    },
    shown: own.shown,
    run: own.run,
    focused: own.focused,
    showRequest: (branch, wish) => void showRequest(branch, own.chosen(wish), image),
    showSent: (messageId) => void showSent(own.sent.of(messageId)),
    suggest,
    gather,
    expand,
    loadImage({ id, hash }) {
      const stored = image(hash);
      if (!stored) return; // Its chip says what it was.
      const data = Buffer.from(stored.data).toString("base64");
      surface.post({ type: "image", id, mediaType: stored.mediaType, data });
    },
    besides: own.besides,
    dismiss: own.dismiss,
    ...own.otherModel,
    findAttachment: own.findAttachment,
    copyText: (text) => void vscode.env.clipboard.writeText(text),
    useCode: own.useCode,
    openLink: (url) => void openLink(url),
    openReference: (reference) => void openReference(reference, image),
    accessibleView: (message) => void openAccessibleView(message),
    setThinking: (on, budget) => void setThinking(on, budget).catch(tellFailed),
    exportConversation: (id) => void vscode.commands.executeCommand("askQwen.exportConversation", id),
  };
}

async function setThinking(on: boolean, budget: number | undefined): Promise<void> {
  const before = readSettings();
  const tokens = Math.min(Math.max(budget ?? before.thinkingBudget, 0), largestBudget);
  if (tokens !== before.thinkingBudget) await writeSetting("thinkingBudget", tokens);
  if (on !== before.thinking) await writeSetting("thinking", on);
}

/** As it is written: a `Uri` would decode what is encoded in it (microsoft/vscode#85930), and VS Code takes a string as well. */
async function openLink(url: URL): Promise<void> {
  await vscode.env.openExternal(url.href as unknown as vscode.Uri);
}
