// When the Enter key sends. An input method uses Enter to take a word over: that must never send half a sentence.

export interface EnterKey {
  readonly key: string;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly timeStamp: number;
}

/**
 * Safari ends the composition before the keydown of the Enter that ended it: the key then says `isComposing: false`,
 * mostly with code 229, in some versions with 13. Nobody presses Enter a second time this soon.
 */
const SAME_PRESS_MS = 50;

export function isSendingEnter(event: EnterKey, compositionEndedAt: number): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.altKey) return false;
  if (event.isComposing || event.keyCode === 229) return false;
  return event.timeStamp - compositionEndedAt > SAME_PRESS_MS;
}
