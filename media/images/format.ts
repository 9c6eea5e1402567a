// What a file is, by its first bytes, and whether it moves.

/** Those that the browser decodes; heic it does not, but people have many. */
export type Format = "png" | "jpeg" | "gif" | "webp" | "bmp" | "avif" | "heic";

export function formatOf(bytes: Uint8Array): Format | undefined {
  const has = (text: string, at = 0): boolean => startsWith(bytes, text, at);
  if (has("\x89PNG\r\n\x1a\n")) return "png";
  if (has("\xff\xd8\xff")) return "jpeg";
  if (has("GIF8")) return "gif";
  if (has("RIFF") && has("WEBP", 8)) return "webp";
  if (has("BM")) return "bmp";
  if (!has("ftyp", 4)) return undefined;
  if (has("avif", 8) || has("avis", 8)) return "avif";
  return /^(hei[cmsx]|hev[cx]|mif1|msf1)$/.test(latin1(bytes.subarray(8, 12))) ? "heic" : undefined;
}

export function isAnimated(bytes: Uint8Array, format: Format): boolean {
  switch (format) {
    case "gif":
      return hasTwoFrames(bytes);
    case "png": {
      // The chunk that makes it move stands before the picture.
      const start = latin1(bytes.subarray(0, 65_536));
      const at = start.indexOf("acTL");
      return at > 0 && at < start.indexOf("IDAT");
    }
    case "webp":
      return startsWith(bytes, "VP8X", 12) && ((bytes[20] ?? 0) & 2) !== 0;
    case "avif":
      return startsWith(bytes, "avis", 8);
    default:
      return false;
  }
}

/** Each frame but the first of a simple picture begins with an extension of this form. */
function hasTwoFrames(bytes: Uint8Array): boolean {
  let frames = 0;
  for (let at = bytes.indexOf(0x21); at >= 0 && frames < 2; at = bytes.indexOf(0x21, at + 1)) {
    const isControl = bytes[at + 1] === 0xf9 && bytes[at + 2] === 4 && bytes[at + 7] === 0;
    if (isControl && (bytes[at + 8] === 0x2c || bytes[at + 8] === 0x21)) frames++;
  }
  return frames > 1;
}

function startsWith(bytes: Uint8Array, text: string, at: number): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
