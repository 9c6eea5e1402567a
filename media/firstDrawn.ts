// Which of the messages the page has are drawn: from where on.

/** Messages drawn at first, and added at each approach to the top. */
export const STEP = 12;

/** The first message to draw, as it was set for a conversation. */
export interface First {
  readonly conversation: string;
  readonly id: string | undefined;
}

/**
 * What the page has is a window on the end of the branch, so the message that was set may fall out of it while the
 * reader is there: then everything left is drawn, because that is what the reader is reading.
 */
export function firstDrawn(
  messages: readonly { readonly id: string }[],
  conversation: string,
  first: First | undefined,
): number {
  if (first?.id === undefined || first.conversation !== conversation) return Math.max(0, messages.length - STEP);
  return Math.max(
    0,
    messages.findIndex(({ id }) => id === first.id),
  );
}
