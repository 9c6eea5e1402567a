import assert from "node:assert/strict";
import { test } from "node:test";
import { readableBody } from "../../../src/chat/readableBody.ts";

test("a request keeps its fields and their order; of an image there is the beginning and the length", () => {
  const url = `data:image/png;base64,${"iVBORw0KGgo".padEnd(90_000, "A")}`;
  const content = [
    { type: "image_url", image_url: { url } },
    { type: "text", text: `What is data:image/png;base64,${"A".repeat(50)}?` },
  ];
  const read = readableBody(JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content }] }));
  assert.match(read, /"url": "data:image\/png;base64,iVBORw0KGgoA+… \(90000 characters of base64\)"/);
  assert.ok(read.length < 700);
  assert.match(read, /"What is data:image\/png;base64,A{50}\?"/);
  assert.deepEqual(Object.keys(JSON.parse(read)), ["model", "stream", "messages"]);
  const small = JSON.stringify({ url: "data:image/png;base64,AAAA" }, null, 2);
  assert.equal(readableBody(small), small);
});
