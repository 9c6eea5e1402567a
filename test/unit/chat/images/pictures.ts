// The beginnings of images, made by hand: as much of each as says what it is and how large.

const text = (words: string): number[] => [...words].map((one) => one.charCodeAt(0));
const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 255);
const little = (value: number, bytes: number): number[] => big(value, bytes).reverse();

export const png = (width: number, height: number, more: readonly number[] = []): Uint8Array =>
  Uint8Array.from([
    ...text("\x89PNG\r\n\x1a\n"),
    ...big(13, 4),
    ...text("IHDR"),
    ...big(width, 4),
    ...big(height, 4),
    ...more,
  ]);

/** With a segment of another kind before the one that says the size. */
export const jpeg = (width: number, height: number): Uint8Array =>
  Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    1,
    2,
    0xff,
    0xc4,
    0,
    3,
    9,
    0xff,
    0xc2,
    0,
    11,
    8,
    ...big(height, 2),
    ...big(width, 2),
    3,
  ]);

const riff = (kind: string, rest: readonly number[]): Uint8Array =>
  Uint8Array.from([...text("RIFF"), 0, 0, 0, 0, ...text("WEBP"), ...text(kind), 0, 0, 0, 0, ...rest]);

export const webp = {
  lossy: (width: number, height: number) =>
    riff("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, ...little(width, 2), ...little(height, 2)]),
  lossless: (width: number, height: number) =>
    riff("VP8L", [0x2f, ...little(((width - 1) | ((height - 1) << 14)) >>> 0, 4)]),
  extended: (width: number, height: number, flags = 0) =>
    riff("VP8X", [flags, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]),
} as const;
