// Who is told what happens in a conversation.
import type { StoredMessage } from "./message.ts";

export interface Listener {
  /** Anything but the growth of one part. */
  changed(): void;
  /** `text` was appended to a part that was `at` long. */
  grew(messageId: string, part: number, at: number, text: string): void;
  /** An answer reached its end, whichever it was. */
  ended(message: StoredMessage): void;
}
