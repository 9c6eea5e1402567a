import assert from "node:assert/strict";
import { test } from "node:test";
import { createRedactor } from "../../../src/util/redact.ts";

const key = "sk-CANARY0123456789abcdefABCDEF+/=?&";

function hiding(secret: string) {
  const redactor = createRedactor();
  redactor.hide(secret);
  return redactor.redact;
}

test("K01 a key is taken out of a text, and the rest stays as it is", () => {
  assert.equal(hiding(key)(`401 for ${key}: no`), "401 for [redacted]: no");
});

test("K01 every piece of 12 characters is taken out, one of 11 stays", () => {
  const redact = hiding(key);
  for (let at = 0; at + 12 <= key.length; at++) {
    assert.equal(redact(`<${key.slice(at, at + 12)}>`), "<[redacted]>");
  }
  assert.equal(redact(`<${key.slice(5, 16)}>`), `<${key.slice(5, 16)}>`);
});

test("K01 base64, percent, hex and JSON spellings are taken out", () => {
  const redact = hiding(key);
  const bytes = Buffer.from(key);
  const texts = [
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
    encodeURIComponent(key),
    Buffer.from(`user:${key}`).toString("base64"),
    Buffer.from(`Bearer ${key}`).toString("base64"),
    Buffer.from(`{"k":"${key}"}`).toString("base64"),
  ];
  for (const text of texts) {
    const left = redact(text);
    assert.match(left, /\[redacted\]/);
    for (let at = 0; at + 16 <= text.length; at++) {
      const piece = text.slice(at, at + 16);
      // What is left at the edges of base64 belongs to the neighbours as much as to the key.
      assert.ok(!left.includes(piece) || !isInside(piece, text, key), `${piece} is still there`);
    }
  }
});

test("K01 a key cut by a line break leaves no piece of 12 characters on either side", () => {
  const left = hiding(key)(`${key.slice(0, 14)}\n${key.slice(14)}`);
  assert.equal(left, "[redacted]\n[redacted]");
});

test("K01 several keys, one of them shorter than a piece", () => {
  const redactor = createRedactor();
  redactor.hide("short-key");
  redactor.hide(key);
  redactor.hide("");
  assert.equal(redactor.redact(`short-key and ${key}`), "[redacted] and [redacted]");
});

test("a long text without secrets comes back unchanged", () => {
  const text = "The quick brown fox jumps over the lazy dog. ".repeat(2_000);
  assert.equal(hiding(key)(text), text);
});

/** Whether these characters of an encoded text come from the key alone. */
function isInside(piece: string, text: string, secret: string): boolean {
  const at = text.indexOf(piece);
  const before = Buffer.from(text.slice(0, at - (at % 4)), "base64").toString("latin1");
  const upTo = Buffer.from(text.slice(0, at + piece.length), "base64").toString("latin1");
  const whole = Buffer.from(text, "base64").toString("latin1");
  const start = whole.indexOf(secret);
  return start >= 0 && before.length >= start && upTo.length <= start + secret.length;
}
