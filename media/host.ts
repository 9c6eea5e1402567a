// The line to the extension. VS Code's object stays in this file: whoever has it can speak as the page.
import type { ToHost } from "../src/protocol.ts";
import type { KeptDraft, SentPrompt } from "./draft.ts";

/** What survives when the view is hidden or reloaded. */
export interface Kept {
  /** Which conversation the page shows; VS Code hands it to the extension when it restores an editor tab. */
  readonly conversation?: string;
  readonly draft?: KeptDraft;
  /** Prompts that the host has not shown yet. */
  readonly sent?: readonly SentPrompt[];
  /** Where the reader is, if not at the end: so many pixels of that message are above the edge. */
  readonly place?: { readonly conversation: string; readonly messageId: string; readonly offset: number } | undefined;
  /** How code is shown. */
  readonly codeLook?: { readonly isWrapped: boolean; readonly isNumbered: boolean };
  /** The prompt whose editor is open, with what is in it. */
  readonly editing?: { readonly messageId: string; readonly text: string } | undefined;
  /** The prompt that waits whose editor is open, with what was made of it. */
  readonly editingQueued?: { readonly conversation: string; readonly id: string; readonly text: string } | undefined;
}

const vscode = acquireVsCodeApi<Kept>();

export const post = (message: ToHost): void => vscode.postMessage(message);

export const kept = (): Kept => vscode.getState() ?? {};

export function keep(change: Kept): void {
  vscode.setState({ ...kept(), ...change });
}
