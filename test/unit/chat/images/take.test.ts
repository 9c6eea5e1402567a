import assert from "node:assert/strict";
import { test } from "node:test";
import { fit } from "../../../../media/images/fit.ts";
import { dataUrl, imageLimits, nameOf, takeImage } from "../../../../src/chat/images/take.ts";
import { jpeg, png } from "./pictures.ts";

test("an image is named by the hash of its bytes and described by what they say", () => {
  const taken = takeImage(png(640, 480), "screen.png", "i");
  assert.deepEqual(taken?.reference, {
    type: "reference",
    kind: "image",
    id: "i",
    label: "screen.png",
    mediaType: "image/png",
    width: 640,
    height: 480,
    hash: taken?.image.hash,
  });
  assert.match(taken?.image.hash ?? "", /^[0-9a-f]{64}$/);
  assert.notEqual(takeImage(jpeg(640, 480), "screen.png", "i")?.image.hash, taken?.image.hash);
});

test("T32 what our page would not have made is not taken: too many pixels, too many bytes, too narrow, no image", () => {
  const [most, one] = [imageLimits.pixels, new Uint8Array(imageLimits.bytes)];
  for (const bytes of [png(2561, 1024), png(100_000, 100_000), png(10, 10), png(11, 2201), Buffer.from("<svg/>")]) {
    assert.equal(takeImage(bytes, "x", "i"), undefined);
  }
  one.set(png(100, 100));
  assert.ok(takeImage(one, "x", "i"));
  assert.equal(takeImage(Buffer.concat([one, Buffer.alloc(1)]), "x", "i"), undefined);
  assert.ok(takeImage(png(2560, most / 2560), "x", "i"));
});

test("whatever size the page makes of an image, the host takes it", () => {
  for (const width of [1, 7, 10, 11, 200, 999, 4000, 6000, 20_000]) {
    for (const height of [1, 9, 31, 200, 1999, 4000, 30_000]) {
      const size = fit({ width, height });
      const isTooNarrow = Math.max(width, height) > 200 * Math.min(width, height);
      assert.equal(size === undefined, isTooNarrow, `${width} x ${height}`);
      if (size)
        assert.ok(takeImage(png(size.width, size.height), "x", "i"), `${width} x ${height} -> ${JSON.stringify(size)}`);
    }
  }
});

test("the address is the bytes in base64, also of a view into something larger", () => {
  const data = new Uint8Array([9, 1, 2, 3]).subarray(1);
  assert.equal(dataUrl({ hash: "", mediaType: "image/png", data }), "data:image/png;base64,AQID");
});

test("of a path only the last part is a name", () => {
  assert.deepEqual(["a/b.png", "C:\\x\\b.png", "b.png", ""].map(nameOf), ["b.png", "b.png", "b.png", ""]);
});
