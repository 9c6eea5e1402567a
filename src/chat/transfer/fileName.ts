// A file's name from a conversation's title: legal on every system, and never a path.

/** At most 80 characters without the ending; Chinese and emoji stay. */
export function safeFileName(title: string, ending: "md" | "json"): string {
  const plain = title
    .slice(0, 1000)
    .normalize("NFC")
    .toWellFormed()
    // Line ends and the like part words; what is invisible goes without a trace; signs that some system forbids become a dash.
    .replace(/[\p{Zs}\p{Zl}\p{Zp}\t\n\v\f\r]+/gu, " ")
    .replace(/\p{Cc}|\p{Cf}|\p{Co}|\p{Cn}|\p{Variation_Selector}|\ufffd/gu, "")
    .replace(/[<>:"/\\|?*]+/g, "-");
  const name = trimmed(shortened(trimmed(plain)));
  if (name === "") return `conversation.${ending}`;
  return `${reserved.test(name) ? "_" : ""}${name}.${ending}`;
}

/** Windows drops dots and spaces at the end; a dot in front hides a file elsewhere. */
function trimmed(name: string): string {
  return name.replace(/^[\s.~-]+|[\s.-]+$/g, "");
}

/** 80 characters, and 240 bytes because most systems take 255. */
function shortened(name: string): string {
  let short = "";
  for (const character of [...name].slice(0, 80)) {
    if (Buffer.byteLength(short + character) > 240) break;
    short += character;
  }
  return short;
}

const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\s*\.|\s*$)/i;
