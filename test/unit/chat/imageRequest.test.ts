// Images on the wire: raw bodies, through the real client, to a stand-in that refuses what the service refuses.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dataUrl, takeImage } from "../../../src/chat/images/take.ts";
import type { StoredMessage } from "../../../src/chat/message.ts";
import { type ImageUrl, promptFor } from "../../../src/chat/prompt.ts";
import { answer } from "../../dashscope/answers.ts";
import { type StandIn, startStandIn } from "../../dashscope/standIn.ts";
import { ask, requestTo } from "../qwen/ask.ts";
import { png } from "./images/pictures.ts";

let standIn: StandIn;
before(async () => {
  standIn = await startStandIn({ respond: () => answer("A red square.") });
});
after(() => standIn.close());

const taken = takeImage(png(100, 100), "square.png", "i")!;
const seen: ImageUrl = () => dataUrl(taken.image);
const asked: StoredMessage = {
  id: "p",
  role: "user",
  parts: [taken.reference, { type: "text", text: "What is this?" }],
  status: "done",
  createdAt: 0,
};
const answered: readonly StoredMessage[] = [
  asked,
  { id: "a", role: "assistant", parts: [{ type: "text", text: "A red square." }], status: "done", createdAt: 0 },
  { id: "p2", role: "user", parts: [{ type: "text", text: "How large?" }], status: "done", createdAt: 0 },
];

async function bodyOf(branch: readonly StoredMessage[], model: string, url: ImageUrl): Promise<string> {
  const { error } = await ask(requestTo(standIn.url, { messages: promptFor(branch, undefined, url), model }));
  assert.equal(error, undefined, error?.message);
  return standIn.requests.at(-1)!.body;
}

test("K13 the body of a question with an image, to the byte", async () => {
  const body = await bodyOf([asked], "qwen3.7-plus", seen);
  const system = JSON.parse(body).messages[0].content;
  assert.equal(
    body,
    `{"model":"qwen3.7-plus","stream":true,"stream_options":{"include_usage":true},"enable_thinking":false,"messages":[{"role":"system","content":${JSON.stringify(system)}},{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,${Buffer.from(png(100, 100)).toString("base64")}"}},{"type":"text","text":"Image square.png\\n\\nWhat is this?"}]}]}`,
  );
});

test("a later turn begins with the bytes of the one with the image", async () => {
  const first = await bodyOf([asked], "qwen3.7-plus", seen);
  const later = await bodyOf(answered, "qwen3.7-plus", seen);
  assert.ok(later.startsWith(`${first.slice(0, -2)},`));
});

test("a model without eyes gets the image's name in a string, and is told that it sees nothing", async () => {
  const body = await bodyOf(answered, "qwen3-coder-plus", () => undefined);
  const [, question] = JSON.parse(body).messages;
  assert.equal(
    question.content,
    "(Images are named here that can not be shown to you.)\n\nImage square.png\n\nWhat is this?",
  );
  const { error } = await ask(
    requestTo(standIn.url, { messages: promptFor([asked], undefined, seen), model: "qwen3-coder-plus" }),
  );
  assert.match(error?.message ?? "", /must be a string/);
});
