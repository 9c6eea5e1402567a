// Another window: writes messages into a conversation as fast as it can, and says which ones it was told are saved.
// Arguments: folder, conversation, how many messages, "quiet" to say only the end.
import { writeSync } from "node:fs";
import type { StoredMessage } from "../../../../src/chat/message.ts";
import { openHistory } from "./fixture.ts";

const [folder = "", conversation = "", count = "0", quiet] = process.argv.slice(2);
const history = openHistory(folder);
history.create({ id: conversation, workspace: "/w" });
const run = `${process.pid}-`;
let parent = history.head(conversation)?.heads.at(-1)?.id;
for (let index = 0; index < Number(count); index++) {
  const id = run + index;
  const streaming: StoredMessage = {
    id,
    ...(parent !== undefined && { parent }),
    role: index % 2 === 0 ? "user" : "assistant",
    parts: [{ type: "text", text: `${id} ` }],
    status: "streaming",
    createdAt: Date.now(),
  };
  if (!quiet && index % 2 === 1) history.saveMessage(conversation, streaming);
  const text = `${id} `.padEnd(50 + ((index * 997) % 9000), "x");
  history.saveMessage(conversation, { ...streaming, parts: [{ type: "text", text }], status: "done" });
  parent = id;
  // Said only when nothing waits in memory: from here on a kill must not take it back.
  if (!quiet && !history.notices.some(({ kind }) => kind === "notSaved")) writeSync(1, `${id}\n`);
}
history.retry();
writeSync(1, `${JSON.stringify(history.notices)}\n`);
history.close();
