// The extension drops what is longer than this (`src/chat/parseToHost.ts`), so the page must not let go of it.

/** Longest prompt, in UTF-16 units. */
export const MAX_PROMPT = 8 * 1024 * 1024;

export const isTooLong = (text: string): boolean => text.length > MAX_PROMPT;
