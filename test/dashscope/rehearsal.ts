// What answers in `npm start` when there is no key and no local Qwen: not a model, but honest work on what was really sent.
import { answer, failure } from "./answers.ts";
import { outlineOf } from "./outline.ts";
import { chineseWords, englishWords, type RehearsalWords } from "./rehearsalWords.ts";
import type { Reply } from "./reply.ts";
import { type Recorded, type StandIn, startStandIn } from "./standIn.ts";

export const rehearsalModel = "rehearsal";

/** The endpoint to set is `${origin}/v1`. A pace of 0 answers at once. */
export function startRehearsal(pace = 1): Promise<StandIn> {
  const respond = (request: Recorded) => rehearse(request, pace);
  return startStandIn({ strict: false, models: [rehearsalModel], respond });
}

function rehearse(request: Recorded, pace: number): Reply {
  const messages = messagesOf(request.json);
  const questions = messages.filter((message) => message.role === "user");
  const question = questions.at(-1)?.content ?? "";
  const words = isChinese(messages) ? chineseWords : englishWords;
  const usage = usageOf(request.body);
  const [, command, argument = ""] = /^\s*\/([a-z]+)\s*([a-z]*)/i.exec(question) ?? [];
  const say = (text: string, thinking = "", everyMs = 12) =>
    answer(text, {
      thinking,
      everyMs: everyMs * pace,
      firstMs: 150 * pace,
      chunk: 6,
      model: rehearsalModel,
      usage: usage(text, thinking),
    });
  switch (command?.toLowerCase()) {
    case undefined:
      return say(reply(question, questions.length, messages.length, words));
    case "think":
      return say(words.afterThinking, words.thinking);
    case "code":
      return say(words.code);
    case "table":
      return say(words.table);
    case "math":
      return say(words.math);
    case "chinese":
      return say(chineseWords.greeting);
    case "long":
      return say(
        Array.from({ length: 40 }, (_, i) => `## ${i + 1}\n\n${words.code}\n\n${words.table}`).join("\n\n"),
        "",
        2,
      );
    case "slow":
      return say(words.slow, "", 250);
    case "cut":
      return [...answer(words.slow, { everyMs: 1 + 20 * pace, chunk: 6 }).slice(0, 40), { reset: true }];
    case "error":
      return fault(argument) ?? say(words.errors);
    default:
      return say(words.greeting);
  }
}

function reply(question: string, turn: number, sent: number, words: RehearsalWords): string {
  const fence = /^(`{3,})([^\n`]*)\n([\s\S]*?)\n\1\s*$/gm;
  const code = [...question.matchAll(fence)].at(-1);
  const asked = question.replace(fence, "").trim();
  if (code) {
    const [, , language = "", text = ""] = code;
    return words.explained({ language, text, outline: outlineOf(text), place: /^From (.+?):$/m.exec(question)?.[1] });
  }
  if (turn === 1 && /^(hi|hello|hey|help|你好|您好|帮助)?[\s\p{P}]*$/iu.test(asked)) return words.greeting;
  return words.counted({ asked, turn, sent, words: asked.match(/\p{Script=Han}|[\p{L}\p{N}_]+/gu)?.length ?? 0 });
}

/** The faults that a user can meet, as DashScope words them. */
function fault(name: string): Reply | undefined {
  switch (name) {
    case "key":
      return failure(401, "invalid_api_key", "Incorrect API key provided.");
    case "quota":
      return failure(403, "AllocationQuota.FreeTierOnly", "The free tier of the model has been exhausted.");
    case "inspection":
      return failure(400, "data_inspection_failed", "Input data may contain inappropriate content.");
    case "server":
      return failure(500, "internal_error", "An internal error has occurred, please try again later.");
    default:
      return undefined;
  }
}

interface Sent {
  readonly role: string;
  readonly content: string;
}

function messagesOf(body: unknown): readonly Sent[] {
  const found = typeof body === "object" && body !== null && "messages" in body ? body.messages : [];
  if (!Array.isArray(found)) return [];
  return found.map(({ role, content }: { role: unknown; content: unknown }) => ({
    role: String(role),
    content: typeof content === "string" ? content : JSON.stringify(content),
  }));
}

/** By the question, code left out, or by the language that the extension asks for. */
function isChinese(messages: readonly Sent[]): boolean {
  const question = messages.findLast((message) => message.role === "user")?.content ?? "";
  const own = question.replace(/(`{3,})[\s\S]*?\1/g, "").replace(/^From .*:$/gm, "");
  if (/\p{Script=Han}/u.test(own)) return true;
  if (/\p{L}/u.test(own.replace(/^\s*\/\w+.*$/gm, ""))) return false;
  const system = messages.find((message) => message.role === "system")?.content ?? "";
  return /Answer in [^.]*(Chinese|中文)/.test(system);
}

/** Counted from what was really sent, four characters to a token. */
const usageOf = (body: string) => (text: string, thinking: string) => {
  const [input, output, reasoning] = [body, text, thinking].map((part) => Math.ceil(part.length / 4)) as [
    number,
    number,
    number,
  ];
  return {
    prompt_tokens: input,
    completion_tokens: output + reasoning,
    total_tokens: input + output + reasoning,
    ...(reasoning ? { completion_tokens_details: { reasoning_tokens: reasoning } } : {}),
  };
};
