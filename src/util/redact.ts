// Takes secrets out of a text: whole, in pieces, and in the spellings that a request or an error gives them.

const piece = 12;
const gram = 6;
const mark = "[redacted]";

export interface Redactor {
  /** From now on this is taken out of every text. Pieces shorter than 12 characters give nothing away. */
  hide(secret: string): void;
  redact(text: string): string;
}

export function createRedactor(): Redactor {
  const pieces = new Set<string>();
  const grams = new Set<string>();
  /** Secrets that are shorter than a piece are looked for whole. */
  const short = new Set<string>();
  return {
    hide(secret) {
      if (secret === "") return;
      for (const form of spellings(secret)) {
        if (form.length < piece) short.add(form);
        for (let at = 0; at + piece <= form.length; at++) pieces.add(form.slice(at, at + piece));
        for (let at = 0; at + gram <= form.length; at++) grams.add(form.slice(at, at + gram));
      }
    },
    redact(text) {
      let left = text;
      for (const secret of short) left = left.replaceAll(secret, mark);
      return withoutPieces(left, pieces, grams);
    },
  };
}

function withoutPieces(text: string, pieces: ReadonlySet<string>, grams: ReadonlySet<string>): string {
  if (pieces.size === 0) return text;
  let result = "";
  let kept = 0;
  // Every piece has a gram that begins at a multiple of the gram's length: a sixth of the text is looked at.
  for (let at = 0; at + gram <= text.length; at += gram) {
    if (!grams.has(text.slice(at, at + gram))) continue;
    let from = Math.max(kept, at + gram - piece);
    while (from <= at && !pieces.has(text.slice(from, from + piece))) from++;
    if (from > at) continue;
    let end = from + piece;
    // Pieces overlap: the run goes on as long as the next window is one as well.
    while (end < text.length && pieces.has(text.slice(end + 1 - piece, end + 1))) end++;
    result += text.slice(kept, from) + mark;
    kept = end;
    at = Math.ceil(end / gram) * gram - gram;
  }
  return result + text.slice(kept);
}

function spellings(secret: string): ReadonlySet<string> {
  const json = JSON.stringify(secret).slice(1, -1);
  const escaped = encodeURIComponent(secret);
  const forms = new Set([secret, json, escaped, escaped.toLowerCase(), Buffer.from(secret).toString("hex")]);
  // In base64 the same bytes look different at each of three offsets; what depends on the neighbours is cut off.
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString("base64");
    const own = encoded.replace(/=+$/, "").slice(offset === 0 ? 0 : offset + 1, -1);
    if (own.length < piece) continue; // a lone short form would be found in innocent texts
    forms.add(own);
    forms.add(own.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return forms;
}
