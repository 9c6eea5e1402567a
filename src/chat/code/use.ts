// What the buttons of a code block do, and everything that is needed for it: loaded when the first one is pressed.
import * as vscode from "vscode";
import type { CodeUse } from "../intents.ts";
import { applyCode } from "./apply.ts";
import { warn } from "./ask.ts";
import { createFile } from "./createFile.ts";
import { createDiagrams } from "./diagram.ts";
import { copyText, insertAtCursor, replaceSelection } from "./insert.ts";
import { piecesOf, piecesOfBlock } from "./pieces.ts";
import { createReview, type Review } from "./review.ts";
import { isSeen } from "./seen.ts";
import { createTerminals } from "./terminals.ts";

export interface Code extends vscode.Disposable {
  use(use: CodeUse): Promise<void>;
  readonly review: Review;
}

export function createCode(): Code {
  const review = createReview();
  const terminals = createTerminals();
  const diagrams = createDiagrams();
  return {
    review,
    async use(use) {
      if (!(await isSeen(use.text))) return;
      const pieces = piecesOf(use.answer);
      const [piece, ...more] = piecesOfBlock(pieces, use.text, use.block);
      if (!piece) return; // There is always one.
      switch (use.do) {
        case "copy":
          return copyText(use.text);
        case "insert":
          return insertAtCursor(use.text);
        case "replace":
          return replaceSelection(use.text);
        case "create":
          return createFile(use.text, piece.language, piece.names[0]?.name);
        case "run":
          return terminals.run(use.text, piece.language);
        case "diagram":
          return diagrams.open(use.text);
        case "apply":
          if (use.isRunning && !piece.isClosed) {
            await warn(
              vscode.l10n.t("The answer is still being written: the code can be applied when it is all there."),
            );
            return;
          }
          // A diff of several files is reviewed file by file.
          for (const one of [piece, ...more]) await applyCode(one, pieces, use, review);
          return;
        default:
          use.do satisfies never;
      }
    },
    dispose() {
      for (const one of [review, terminals, diagrams]) one.dispose();
    },
  };
}
