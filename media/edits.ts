// Changed prompts that were not sent: the open editor's outlives the page, the others last as long as it does.
import { keep, kept } from "./host.ts";

const texts = new Map<string, string>();

/** The editor that was open when the page went away; it opens again, but does not take the cursor from elsewhere. */
let reopened = kept().editing;
if (reopened) texts.set(reopened.messageId, reopened.text);

export const edits = {
  /** Whose editor is to be open from the start. */
  first: (): string | undefined => reopened?.messageId,
  /** What the reader had made of this prompt, if anything. */
  of: (messageId: string): string | undefined => texts.get(messageId),
  /** Returns whether the reader opened it, rather than the page itself. */
  opened(messageId: string, text: string): boolean {
    const isByReader = reopened?.messageId !== messageId;
    reopened = undefined;
    keep({ editing: { messageId, text } });
    return isByReader;
  },
  typed(messageId: string, text: string): void {
    texts.set(messageId, text);
    keep({ editing: { messageId, text } });
  },
  /** Closed without a decision: the text waits for the editor to be opened again. */
  closed(): void {
    keep({ editing: undefined });
  },
  /** Sent or given up. */
  settled(messageId: string): void {
    texts.delete(messageId);
    keep({ editing: undefined });
  },
};
