// Copying from the conversation: clean text by the usual keys, Markdown by the command.
import { post } from "./host.ts";
import { textIn } from "./markdown/copied.ts";

/** Ctrl+C: tables as tab-separated rows, code with its line ends, none of our buttons. */
export function copyAsText(event: ClipboardEvent): void {
  const range = selectedRange();
  if (event.defaultPrevented || !event.clipboardData || !range) return;
  event.clipboardData.setData("text/plain", textIn(rootOf(range), "text", range));
  event.preventDefault();
}

/** What is selected; else an answer, as the model wrote it. */
export function copyAsMarkdown(messageId: string | undefined): void {
  const range = selectedRange();
  if (range) post({ type: "copyText", text: textIn(rootOf(range), "markdown", range) });
  else if (messageId !== undefined) post({ type: "copyAnswer", messageId });
}

function selectedRange(): Range | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const { commonAncestorContainer: common } = range;
  const element = common instanceof Element ? common : common.parentElement;
  return element?.closest(".thread") && !element.closest("textarea, input") ? range : undefined;
}

/** The block that the selection is in, whole: part of a list is a list. */
function rootOf({ commonAncestorContainer: common }: Range): Node {
  const element = common instanceof Element ? common : common.parentElement!;
  const block = element.closest(".code-block, .table, .list, blockquote");
  return (
    block?.parentElement ?? element.closest("p, h3, li, .markdown, .prompt-text, .message, .thread-content") ?? element
  );
}
