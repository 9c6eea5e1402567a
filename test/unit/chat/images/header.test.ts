import assert from "node:assert/strict";
import { test } from "node:test";
import { readHeader } from "../../../../src/chat/images/header.ts";
import { jpeg, png, webp } from "./pictures.ts";

test("kind and size are read from the bytes of each format that is sent", () => {
  assert.deepEqual(readHeader(png(1200, 800)), { mediaType: "image/png", width: 1200, height: 800 });
  assert.deepEqual(readHeader(jpeg(4032, 3024)), { mediaType: "image/jpeg", width: 4032, height: 3024 });
  for (const make of [webp.lossy, webp.lossless, webp.extended]) {
    assert.deepEqual(readHeader(make(1200, 801)), { mediaType: "image/webp", width: 1200, height: 801 });
  }
});

test("T32 what is no image, or ends before its size, has none", () => {
  const texts = [
    "",
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "GIF89a",
    "\x89PNG",
    "RIFF\0\0\0\0WEBPVP8?",
    "\xff\xd8\xff\xe0\0\x04",
  ];
  for (const text of texts) assert.equal(readHeader(Buffer.from(text, "latin1")), undefined, text);
  for (const whole of [png(5, 5), jpeg(5, 5), webp.lossy(5, 5), webp.extended(5, 5)]) {
    for (let length = 0; length < whole.length - 1; length++) readHeader(whole.subarray(0, length));
    assert.equal(readHeader(whole.subarray(0, 15)), undefined);
  }
  assert.equal(readHeader(png(0, 5)), undefined);
  // A segment whose length leads back to itself comes to an end.
  assert.equal(readHeader(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...Array(20).fill(0xff)])), undefined);
});

test("T32 a view into a larger buffer is read where it begins", () => {
  const buffer = new Uint8Array([9, 9, 9, ...png(7, 8)]);
  assert.deepEqual(readHeader(buffer.subarray(3)), { mediaType: "image/png", width: 7, height: 8 });
});
