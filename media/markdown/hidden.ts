// Characters that a reader can not see but a compiler, a shell or a model does: bidirectional controls, zero-width
// characters, tags, stray variation selectors, controls. In code each is shown as a visible marker.

const hidden =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: they are looked for one by one, not as what they combine to
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})|(?<![\p{Emoji}\u200d])\ufe0f/gu;

/** A quick look without the look-behinds: most code has nothing of this. */
const suspicious =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: they are looked for one by one, not as what they combine to
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f-\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud834\udb40-\udb43]/;

export function hasHidden(text: string): boolean {
  return suspicious.test(text) && text.search(hidden) >= 0;
}

export function countHidden(text: string): number {
  return suspicious.test(text) ? (text.match(hidden)?.length ?? 0) : 0;
}

/** Replaces hidden characters by boxes, unit for unit, so that offsets stay true. */
export function blotOut(text: string): string {
  return suspicious.test(text) ? text.replace(hidden, (found) => "\u25a1".repeat(found.length)) : text;
}

/** Text nodes that show boxes, and what they stand for. */
const blotted = new WeakMap<Text, () => string>();

/** `node` will show `text` blotted out. */
export function standsFor(node: Text, text: () => string): void {
  blotted.set(node, text);
}

/** What a text node shows, without boxes. */
export const writtenIn = (node: Text): string => blotted.get(node)?.() ?? node.data;

/** Appends text to an element, each hidden character as a marker with its number. */
export function appendVisibly(element: Node, text: string): void {
  if (!hasHidden(text)) {
    element.appendChild(document.createTextNode(text));
    return;
  }
  let from = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > from) element.appendChild(document.createTextNode(text.slice(from, match.index)));
    const marker = document.createElement("span");
    marker.className = "hidden-character";
    marker.textContent = `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    element.appendChild(marker);
    from = match.index + match[0].length;
  }
  if (from < text.length) element.appendChild(document.createTextNode(text.slice(from)));
}
