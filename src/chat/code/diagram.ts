// A Mermaid block in VS Code's own Markdown preview, which draws it where VS Code is new enough and shows its text else.
import * as vscode from "vscode";
import { confirm } from "./ask.ts";
import { reachingLines } from "./reachesOut.ts";

export interface Diagrams extends vscode.Disposable {
  open(text: string, isApproved?: typeof confirm): Promise<void>;
}

const SCHEME = "ask-qwen-diagram";

export function createDiagrams(): Diagrams {
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ query }) => texts.get(query) ?? "",
  });
  return {
    async open(text, isApproved = confirm) {
      const reaching = reachingLines(text);
      if (reaching.length > 0) {
        const question = vscode.l10n.t(
          "This diagram has parts that may make the preview load something from the network.",
        );
        const detail = reaching.slice(0, 12).join("\n");
        if (!(await isApproved(question, detail, vscode.l10n.t("Open It Anyway")))) return;
      }
      const id = String(texts.size);
      texts.set(id, fenced(text));
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t("Diagram")}.md`, query: id });
      await vscode.commands.executeCommand("markdown.showPreview", uri);
    },
    dispose: () => provider.dispose(),
  };
}

/** Behind a fence that the text can not close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}mermaid\n${text}\n${fence}\n`;
}
