// Puts into the draft what the user has chosen, dropped or named; says why something can not be attached, and lets them insist.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { isDenied } from "../context/denied.ts";
import { excerptLimit, isBinary } from "../context/excerpt.ts";
import { cutNote, type Gathering } from "../context/gathering.ts";
import type { ImageRefusal, ToPage } from "../protocol.ts";
import type { Reference } from "../reference.ts";
import { tellFailed } from "./announce.ts";
import type { Asked, Expanded } from "./expanding.ts";
import type { History } from "./history/history.ts";
import { imageRefusal } from "./images/refusal.ts";
import { nameOf, takeImage } from "./images/take.ts";
import type { AttachIntent, Effects, MentionIntent } from "./intents.ts";
import type { LazyMentions } from "./lazyMentions.ts";

const { l10n, window } = vscode;

type Refused = Extract<Gathering, { ok: false }>;
type Given = Extract<Gathering, { ok: true }>;

/** For one page. `mentions` is loaded with the first wish. */
export function createAttaching(
  { load: mentions, commands }: LazyMentions,
  post: (message: ToPage) => void,
  saveImage: History["saveImage"],
): Pick<Effects, "suggest" | "gather" | "expand"> {
  let asking: AbortController | undefined;

  async function suggest(message: MentionIntent): Promise<void> {
    asking?.abort();
    if (message.type === "endMention") return;
    const { query } = message;
    const { signal } = (asking = new AbortController());
    if (message.type === "commands") {
      const items = await (await commands()).suggest(query);
      if (!signal.aborted) post({ type: "mentions", query: `/${query}`, items, isComplete: true });
      return;
    }
    const offered = await mentions();
    await offered.suggest(query, signal, (items, isComplete) => post({ type: "mentions", query, items, isComplete }));
  }

  async function gather(message: AttachIntent, add: (references: readonly Reference[]) => void): Promise<boolean> {
    const take = async (gathered: (isForced: boolean) => Promise<Gathering>): Promise<boolean> => {
      const found = await gathered(false);
      if (found.ok) given(found);
      else void refused(found, gathered, given);
      return found.ok;
    };
    const given = (found: Given): void => {
      if (found.image) return shrink(found.image.name, found.image.bytes);
      add(found.references);
      if (found.note !== undefined) void window.showInformationMessage(found.note);
    };
    // The page has what it takes to decode any image, and comes back with one that can be sent.
    const shrink = (name: string, bytes: Uint8Array): void =>
      post({
        type: "shrinkImage",
        conversation: message.conversation,
        name,
        data: Buffer.from(bytes).toString("base64"),
      });
    const takeUris = async (uris: readonly vscode.Uri[]): Promise<boolean> => {
      const { gatherUri } = await mentions();
      let areTaken = true;
      for (const uri of uris) areTaken = (await take((isForced) => gatherUri(uri, isForced))) && areTaken;
      return areTaken;
    };
    switch (message.type) {
      case "attach": {
        const { gather } = await mentions();
        return take((isForced) => gather(message.id, isForced));
      }
      case "attachText":
        return take(async (isForced) => textOf(message.name, message.text, isForced));
      case "attachImage": {
        const name = nameOf(message.name).slice(0, 100);
        const taken = takeImage(Buffer.from(message.data, "base64"), name || l10n.t("Pasted image"), randomUUID());
        if (!taken) return refuseImage(name, "broken");
        saveImage(message.conversation, taken.image);
        add([taken.reference]);
        return true;
      }
      case "imageRefused":
        return refuseImage(message.name, message.why);
      case "attachUris":
        return takeUris(message.uris.flatMap(parsed));
      case "attachFiles":
        return takeUris((await chosenFiles()) ?? []);
      default:
        return message satisfies never;
    }
  }

  const told = (error: unknown): false => {
    tellFailed(error);
    return false;
  };
  async function expand(asked: Asked): Promise<Expanded> {
    try {
      return await (await commands()).expand(asked);
    } catch (thrown) {
      told(thrown);
      return { type: "not" };
    }
  }
  return {
    expand,
    suggest: (message) => void suggest(message).catch(told),
    gather: (message, add) => gather(message, add).catch(told),
  };
}

function refuseImage(name: string, why: ImageRefusal): false {
  void window.showInformationMessage(imageRefusal(nameOf(name).slice(0, 100), why));
  return false;
}

/** Not a modal: nothing has happened, and the user may just go on. */
async function refused(
  { reason, refusal }: Refused,
  gathered: (isForced: boolean) => Promise<Gathering>,
  given: (found: Given) => void,
): Promise<void> {
  if (!refusal) return void window.showInformationMessage(reason);
  const attach = l10n.t("Attach All the Same");
  if ((await window.showWarningMessage(reason, attach)) !== attach) return;
  const insisted = await gathered(true);
  if (insisted.ok) given(insisted);
  else void window.showInformationMessage(insisted.reason);
}

/** What the user dropped from outside of VS Code: its text is all we have. */
function textOf(name: string, text: string, isForced: boolean): Gathering {
  const file = nameOf(name);
  if (!isForced && isDenied(file)) {
    const reason = l10n.t("{0} is a file that usually holds keys or passwords, so it was not attached.", file);
    return { ok: false, reason, refusal: "secret" };
  }
  if (isBinary(text)) return { ok: false, reason: l10n.t("This does not look like text, so it was not sent.") };
  if (text.trim() === "")
    return {
      ok: false,
      reason: l10n.t("{0} has no text, or is a folder: drop folders from VS Code's Explorer.", file),
    };
  const all = text.split(/\r\n?|\n/);
  const lines = text.slice(0, excerptLimit).split(/\r\n?|\n/);
  const isCut = text.length > excerptLimit;
  // Of the line that is cut there is nothing, unless it is the only one.
  const kept = isCut && lines.length > 1 ? lines.slice(0, -1) : lines;
  const omittedLines = all.length - kept.length;
  const omittedCharacters = all.slice(0, kept.length).join("\n").length - kept.join("\n").length;
  const reference: Reference = {
    type: "reference",
    kind: "code",
    id: randomUUID(),
    label: file,
    path: file,
    uri: "",
    startLine: 1,
    endLine: kept.length,
    language: "",
    enclosing: [],
    code: kept.join("\n"),
    ...(omittedLines > 0 && { omittedLines }),
    ...(omittedCharacters > 0 && { omittedCharacters }),
  };
  return { ok: true, references: [reference], ...(isCut && { note: cutNote(file) }) };
}

/** Addresses from the page are data: only those of files, of this machine or of the workspace's. */
function parsed(text: string): vscode.Uri[] {
  const schemes = new Set(["file", ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]);
  try {
    const uri = vscode.Uri.parse(text, true);
    if (schemes.has(uri.scheme)) return [uri];
    // As the window calls the files of the machine that it is connected to.
    if (uri.scheme !== "vscode-remote" || uri.authority.split("+")[0] !== vscode.env.remoteName) return [];
    return isOnRemote() ? [uri.with({ scheme: "file", authority: "" })] : [uri];
  } catch {
    return []; // No address at all.
  }
}

const isOnRemote = (): boolean =>
  vscode.extensions.getExtension("ask-qwen.ask-qwen")?.extensionKind === vscode.ExtensionKind.Workspace;

const chosenFiles = (): Thenable<vscode.Uri[] | undefined> =>
  window.showOpenDialog({
    canSelectMany: true,
    openLabel: l10n.t("Attach"),
    title: l10n.t("Attach files to your message"),
  });
