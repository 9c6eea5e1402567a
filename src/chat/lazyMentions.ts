// What can be attached is looked up in files that are loaded with the first @; the commands in others, with the first slash.
import * as vscode from "vscode";
import type { Mentions } from "../context/mentions.ts";
import type { Commands } from "./slash/commands.ts";

export interface LazyMentions {
  load(): Promise<Mentions>;
  commands(): Promise<Commands>;
  dispose(): void;
}

export function lazyMentions(globalStorage: vscode.Uri): LazyMentions {
  let loading: Promise<Mentions> | undefined;
  let loadingCommands: Promise<Commands> | undefined;
  const load = () => (loading ??= import("../context/mentions.ts").then(({ createMentions }) => createMentions()));
  // Where VS Code itself keeps the prompt files of the user: beside the storage of the extensions, of this profile.
  const userFolder = vscode.Uri.joinPath(globalStorage, "..", "..", "prompts");
  async function loadCommands(): Promise<Commands> {
    const [{ createCommands }, { guard }] = await Promise.all([import("./slash/commands.ts"), load()]);
    return createCommands(guard, userFolder);
  }
  return {
    load,
    commands: () => (loadingCommands ??= loadCommands()),
    dispose: () => void loading?.then((loaded) => loaded.dispose()),
  };
}
