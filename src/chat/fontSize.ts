// Larger and smaller text in the chat, as a setting that stays.
import * as vscode from "vscode";

/** VS Code's own texts, from which the first step is made. */
const USUAL = 13;

export function registerFontSize(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("askQwen.fontLarger", () => step(1)),
    vscode.commands.registerCommand("askQwen.fontSmaller", () => step(-1)),
    vscode.commands.registerCommand("askQwen.fontReset", async () =>
      (await import("../settings.ts")).writeSetting("fontSize", 0),
    ),
  );
}

async function step(by: 1 | -1): Promise<void> {
  const { readSettings, writeSetting } = await import("../settings.ts");
  const { fontSizes } = await import("../settingValues.ts");
  const size = (readSettings().fontSize || USUAL) + by;
  await writeSetting("fontSize", Math.min(Math.max(size, fontSizes.least), fontSizes.most));
}
