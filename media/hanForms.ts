// Which Han characters are written so only in traditional, or only in simplified Chinese: what the national character
// sets tell, which every browser can decode. It saves two tables of some thousand characters.

export interface HanForms {
  isTraditional(code: number): boolean;
  isSimplified(code: number): boolean;
}

let forms: HanForms | undefined;

/** Made when the first Han character is seen; takes a millisecond. */
export function hanForms(): HanForms {
  forms ??= make();
  return forms;
}

/** The block of Han characters that are in use. */
const [FIRST, LAST] = [0x4e00, 0x9fff];
const [mainland, usualInTaiwan, rareInTaiwan, usualInJapan, rareInJapan] = [1, 2, 4, 8, 16];

function make(): HanForms {
  // One byte a character, one bit for each area that has it: sets of some ten thousand numbers take ten times as long.
  const areas = new Uint8Array(LAST + 1 - FIRST);
  // The first levels are the frequent characters; the second level of JIS has forms that Japanese gave up long ago.
  mark(areas, mainland, "gbk", [0xb0, 0xf7], [[0xa1, 0xfe]]);
  mark(areas, usualInTaiwan, "big5", [0xa4, 0xc6], big5);
  mark(areas, rareInTaiwan, "big5", [0xc9, 0xf9], big5);
  mark(areas, usualInJapan, "shift_jis", [0x88, 0x97], shiftJis);
  mark(areas, rareInJapan, "shift_jis", [0x98, 0xea], shiftJis);
  return {
    isSimplified: (code) => areas[code - FIRST] === mainland,
    // This one, a most frequent word of Chinese, has an obsolete Japanese verb among the frequent characters.
    isTraditional: (code) =>
      code === 0x9019 || ((areas[code - FIRST] ?? 0) & (usualInTaiwan | mainland | usualInJapan)) === usualInTaiwan,
  };
}

type Range = readonly [number, number];
const big5: readonly Range[] = [
  [0x40, 0x7e],
  [0xa1, 0xfe],
];
const shiftJis: readonly Range[] = [
  [0x40, 0x7e],
  [0x80, 0xfc],
];

/** Sets the bit of the Han characters of an encoding whose first and second bytes are in these ranges. */
function mark(areas: Uint8Array, bit: number, encoding: string, [first, last]: Range, seconds: readonly Range[]): void {
  const bytes = new Uint8Array((last - first + 1) * 512);
  let length = 0;
  for (let lead = first; lead <= last; lead++) {
    if (encoding === "shift_jis" && lead >= 0xa0 && lead < 0xe0) continue;
    for (const [from, to] of seconds) {
      for (let second = from; second <= to; second++) {
        bytes[length++] = lead;
        bytes[length++] = second;
      }
    }
  }
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, length));
  for (let index = 0; index < text.length; index++) {
    const at = text.charCodeAt(index) - FIRST;
    if (at >= 0 && at < areas.length) areas[at]! |= bit;
  }
}
