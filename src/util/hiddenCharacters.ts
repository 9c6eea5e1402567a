// Characters that a reader can not see but a compiler, a shell or a model does: which of them a text holds. The panel has
// the same list (media/markdown/hidden.ts); a test keeps the two alike.

/** Adds the hidden characters of a text to the counts, by name: "U+200B". */
export function countHiddenCharacters(text: string, counts: Map<string, number>): void {
  if (!maybeHidden(text)) return;
  for (const [found] of text.matchAll(hidden)) {
    const name = `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

/** Each hidden character replaced by what `show` makes of it. */
export function showHidden(text: string, show: (character: string) => string): string {
  return maybeHidden(text) ? text.replace(hidden, show) : text;
}

const hidden =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: they are looked for one by one, not as what they combine to
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})|(?<![\p{Emoji}\u200d])\ufe0f/gu;

/** Two quick looks: most texts are letters and Han characters; of the rest, most have nothing that is hidden. */
function maybeHidden(text: string): boolean {
  return unusual.test(text) && suspicious.test(text);
}

const unusual = /[^\t\n -~\u3000-\u3163\u3165-\ud7ff]/;

const suspicious =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: they are looked for one by one, not as what they combine to
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f-\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud834\udb40-\udb43]/;
