import assert from "node:assert/strict";
import { test } from "node:test";
import { fit } from "../../../../media/images/fit.ts";

test("an image keeps its size where it fits, and its shape where it does not", () => {
  assert.deepEqual(fit({ width: 1280, height: 720 }), { width: 1280, height: 720 });
  assert.deepEqual(fit({ width: 6000, height: 4000 }), { width: 1982, height: 1321 });
  assert.deepEqual(fit({ width: 4000, height: 6000 }), { width: 1321, height: 1982 });
  assert.deepEqual(fit({ width: 8, height: 16 }), { width: 11, height: 22 });
  assert.deepEqual(fit({ width: 1, height: 1 }), { width: 11, height: 11 });
});

test("what is narrower than 1 to 200 can not be helped", () => {
  assert.equal(fit({ width: 2001, height: 10 }), undefined);
  assert.deepEqual(fit({ width: 2000, height: 10 }), { width: 2200, height: 11 });
  assert.equal(fit({ width: 0, height: 0 }), undefined);
});
