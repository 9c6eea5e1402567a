// A key as people paste it -> the key itself.

export type CleanKey =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: "empty" | "tooShort" | "tooLong" | "characters" };

const maxLength = 512;
const minLength = 8;

/** K02: spaces, line ends, quotes, "Bearer ", "DASHSCOPE_API_KEY=" and full-width letters around or in it are forgiven. */
export function cleanKey(pasted: string): CleanKey {
  // Checked before anything is searched: a whole file pasted by mistake is not worth reading.
  if (pasted.length > maxLength * 4) return { ok: false, reason: "tooLong" };
  let key = pasted.normalize("NFKC").replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "");
  for (let before = ""; before !== key; ) {
    before = key;
    key = key
      .replace(/^[\s"'`“”‘’„«»「」『』;,]+|[\s"'`“”‘’„«»「」『』;,]+$/g, "")
      .replace(/^(export\s+|set\s+|\$env:)?DASHSCOPE_API_KEY\s*[=:]\s*/i, "")
      .replace(/^(authorization\s*:\s*)?bearer\s+/i, "");
  }
  if (key === "") return { ok: false, reason: "empty" };
  if (!/^[\x21-\x7e]+$/.test(key)) return { ok: false, reason: "characters" };
  if (key.length > maxLength) return { ok: false, reason: "tooLong" };
  return key.length < minLength ? { ok: false, reason: "tooShort" } : { ok: true, value: key };
}
