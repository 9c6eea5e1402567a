// The renderer's words, for its tests.
import type { MarkdownOptions } from "../../../media/markdown/options.ts";

export const labels: MarkdownOptions["labels"] = {
  copyCode: "Copy",
  insertAtCursor: "Insert",
  wrapLines: "Wrap",
  copied: "Copied",
  imageNotLoaded: "Image: {0}, not loaded",
  linkTo: "Opens {0}",
  hiddenCharacters: "{0} hidden characters",
  copyAnyway: "Copy anyway",
  showAll: "Show all {0}",
  taskDone: "done",
  taskOpen: "open",
  codeBlock: "Code {0}",
};
