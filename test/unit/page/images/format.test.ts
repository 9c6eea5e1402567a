import assert from "node:assert/strict";
import { test } from "node:test";
import { formatOf, isAnimated } from "../../../../media/images/format.ts";
import { jpeg, png, webp } from "../../chat/images/pictures.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
const frame = "!\xf9\x04\0\0\0\0\0,";

test("T32 a file is what its bytes say", () => {
  assert.deepEqual([png(1, 1), jpeg(1, 1), webp.lossy(1, 1)].map(formatOf), ["png", "jpeg", "webp"]);
  const box = (brand: string): Uint8Array => bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0`);
  assert.deepEqual(["avif", "avis", "heic", "mif1", "mp42"].map(box).map(formatOf), [
    "avif",
    "avif",
    "heic",
    "heic",
    undefined,
  ]);
  assert.deepEqual([bytes("GIF89a"), bytes("BM"), bytes("II*\0"), bytes("<svg/>"), bytes("")].map(formatOf), [
    "gif",
    "bmp",
    undefined,
    undefined,
    undefined,
  ]);
});

test("what moves is known by its second frame or by its mark", () => {
  assert.equal(isAnimated(bytes(`GIF89a${frame}`), "gif"), false);
  assert.equal(isAnimated(bytes(`GIF89a!!${frame}pixels${frame}`), "gif"), true);
  assert.equal(isAnimated(webp.extended(5, 5, 2), "webp"), true);
  assert.equal(isAnimated(webp.extended(5, 5, 0x10), "webp"), false);
  const after = (chunks: string): Uint8Array => png(5, 5, [...bytes(chunks)]);
  assert.equal(isAnimated(after("acTL....IDAT"), "png"), true);
  assert.equal(isAnimated(after("IDAT....acTL"), "png"), false);
  assert.equal(isAnimated(bytes("\0\0\0\x18ftypavis"), "avif"), true);
  assert.equal(isAnimated(jpeg(1, 1), "jpeg"), false);
});
