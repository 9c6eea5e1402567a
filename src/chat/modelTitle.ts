// A title from a model, for who has switched that on: one small request after the first answer.
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import { modelFor } from "../qwen/models.ts";
import type { Endpoint, Message } from "../qwen/types.ts";
import { currentEndpoint, readSettings } from "../settings.ts";
import { errorLine, toStoredError } from "../storedError.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { partsText } from "./prompt.ts";
import { firstWords } from "./title.ts";
import type { UsageBook } from "./usage/usage.ts";

/** Characters of the prompt and of the answer that the model gets to see. */
const ENOUGH = 1500;
const TOKENS = 40;

export interface TitleDeps {
  readonly keys: Pick<ApiKeys, "get">;
  readonly log: Pick<Log, "warn">;
  readonly usage: Pick<UsageBook, "record">;
  readonly within: Conversations["within"];
}

/** Does nothing unless the setting says so and the title is still the one made of the first words. If it fails, that one stays. */
export async function askTitle(
  conversation: Pick<Conversation, "id" | "title" | "branch" | "message">,
  { keys, log, usage, within }: TitleDeps,
): Promise<void> {
  const settings = readSettings();
  const endpoint = currentEndpoint();
  const [prompt, answer, ...more] = conversation.branch().map((id) => conversation.message(id));
  if (settings.titles !== "model" || !endpoint.ok || more.length > 0 || !prompt || answer?.status !== "done") return;
  const question = partsText(prompt.parts);
  const before = firstWords(partsText(prompt.parts.filter((part) => part.type === "text")));
  if (conversation.title !== before) return;
  try {
    const key = await keys.get(endpoint.value);
    const { chat } = await import("../qwen/client.ts");
    const request = {
      endpoint: endpoint.value,
      ...(key && { apiKey: key.value }),
      model: titleModel(endpoint.value, settings.model),
      messages: titlePrompt(question, partsText(answer.parts)),
      thinking: "off",
      maxTokens: TOKENS,
    } as const;
    let text = "";
    for await (const event of chat(request, AbortSignal.timeout(30_000))) {
      if (event.type === "text") text += event.text;
      else if (event.type === "usage")
        usage.record({ usage: event.usage, model: request.model, endpoint: endpoint.value.baseUrl });
    }
    const title = firstWords(text.replace(/^["'“”「『《#*\s]+|["'“”」』》*.。\s]+$/gu, ""));
    if (title === "") return;
    // As it is now: the reader may have left it meanwhile, and given it a name or deleted it in the list.
    within(conversation.id, (now) => now.title === before && now.rename(title));
  } catch (thrown) {
    log.warn(errorLine(toStoredError(thrown, "")));
  }
}

/** The cheapest one where every model can be had; on plans and own servers the one that is in use. */
function titleModel(endpoint: Endpoint, chosen: string): string {
  return endpoint.kind === "payg" || endpoint.kind === "workspace" ? modelFor("qwen3.7-flash").id : chosen;
}

function titlePrompt(question: string, answer: string): Message[] {
  return [
    {
      role: "system",
      content:
        "Give the conversation a title of at most six words (or fifteen Chinese characters), in the language of the question. Write the title only, without quotation marks.",
    },
    { role: "user", content: `Question:\n${question.slice(0, ENOUGH)}\n\nAnswer:\n${answer.slice(0, ENOUGH)}` },
  ];
}
