// States for the page under test.
import type { MessageView, State } from "../../src/protocol.ts";

export function stateWith(messages: readonly MessageView[], change: Partial<State> = {}): State {
  return {
    conversation: { id: "c1", title: "" },
    messages,
    older: 0,
    queue: [],
    draft: { text: "", revision: 0, references: [] },
    attaching: { done: 0, refused: 0 },
    model: { id: "qwen3-max", label: "Qwen3 Max", thinking: "off" },
    connection: {
      ready: true,
      label: "Singapore",
      host: "dashscope-intl.aliyuncs.com",
      key: "stored",
      rehearsal: false,
    },
    outgoing: { before: 120, isMeasured: false, window: 1_000_000, price: { perToken: 4e-7, currency: "USD" } },
    notices: [],
    silenceLimit: 120,
    look: { fontSize: 0, lineWidth: 0, density: "comfortable" },
    ...change,
  };
}

export const prompt = (id: string, text: string, change: Partial<MessageView> = {}): MessageView => ({
  id,
  role: "user",
  parts: [{ type: "text", text }],
  status: "done",
  sibling: { index: 0, count: 1 },
  ...change,
});

export const answer = (id: string, text: string, change: Partial<MessageView> = {}): MessageView => ({
  id,
  role: "assistant",
  parts: text ? [{ type: "text", text }] : [],
  status: "done",
  model: "qwen3-max",
  sibling: { index: 0, count: 1 },
  ...change,
});

/** So many turns, each of a prompt and an answer of a few lines. */
export const turns = (count: number): MessageView[] =>
  Array.from({ length: count }, (_, index) => [
    prompt(`p${index}`, `Question ${index}: what does this do?`),
    answer(
      `a${index}`,
      `Answer ${index}. It reads the file, line by line.\n\nThen it counts the words, and says **how many** there are.\n\n- one\n- two\n- three`,
    ),
  ]).flat();
