// What DashScope refuses, and in which words. Kept apart from src/qwen on purpose: one of the two finds the other's mistakes.
import { failure } from "./answers.ts";
import type { Reply } from "./reply.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const invalid = (message: string): Reply =>
  failure(400, "invalid_parameter_error", `<400> InternalError.Algo.InvalidParameter: ${message}`);

/** The reply that refuses this body, or undefined when DashScope would answer it. */
export function refusal(body: unknown): Reply | undefined {
  if (!isFields(body)) return invalid("The request body is not valid JSON.");
  return messagesRefusal(body) ?? toolsRefusal(body) ?? thinkingRefusal(body) ?? numbersRefusal(body);
}

function messagesRefusal({ messages, model }: Fields): Reply | undefined {
  if (typeof model !== "string" || model === "") return invalid("The model field is a required field.");
  if (!Array.isArray(messages)) return invalid("The messages field is a required field.");
  if (messages.length === 0) return invalid("[] is too short - 'messages'");
  for (const [i, message] of messages.entries()) {
    if (!isFields(message)) return invalid(`messages.[${i}] is not an object`);
    const { role, content } = message;
    const roles = ["system", "assistant", "user", "tool", "function"];
    if (!roles.includes(String(role))) {
      return invalid(`${role} is not one of [${roles.map((one) => `'${one}'`).join(", ")}] - 'messages.[${i}].role'`);
    }
    if (role === "system" && i > 0) return invalid("System message must be at the beginning.");
    if (content === undefined || content === null || content === "") {
      const hasCalls = role === "assistant" && content === "" && Array.isArray(message["tool_calls"]);
      if (!hasCalls) return invalid("The content field is a required field.");
    }
    if (role === "tool" && typeof content !== "string") return invalid("input content must be a string.");
    if (Array.isArray(content) && content.length === 0) return invalid("[] is too short - 'content'");
    if (role === "tool" && !answersACall(messages.slice(0, i), message["tool_call_id"])) {
      return invalid('messages with role "tool" must be a response to a preceeding message with "tool_calls".');
    }
  }
  if (!messages.some((message) => isFields(message) && message["role"] === "user")) {
    return invalid("The messages do not contain elements with the role of user");
  }
  return undefined;
}

const answersACall = (before: readonly unknown[], id: unknown): boolean =>
  before.some(
    (message) =>
      isFields(message) &&
      Array.isArray(message["tool_calls"]) &&
      message["tool_calls"].some((call) => isFields(call) && call["id"] === id && typeof call["index"] === "number"),
  );

function toolsRefusal({ tools, tool_choice: choice, model }: Fields): Reply | undefined {
  if (tools !== undefined && !(Array.isArray(tools) && tools.length > 0)) return invalid("[] is too short - 'tools'");
  if (choice === "required") {
    return invalid('tool_choice is one of the strings that should be ["none", "auto"]');
  }
  if (tools !== undefined && /^(qwen-turbo|qwen-long|qwen-mt)/.test(String(model))) {
    return invalid("The tool call is not supported.");
  }
  return undefined;
}

const budgets: readonly (readonly [RegExp, number])[] = [
  [/^qwen3\.[78]-/, 262_144],
  [/^qwen3\.6-(flash|max)/, 131_072],
  [/^(qwen3\.[56]-|qwen-plus|qwen-flash|qwen3-vl|qwen3-max)/, 81_920],
  [/^(qwen-turbo|qwen3-\d)/, 38_912],
];

function thinkingRefusal(body: Fields): Reply | undefined {
  const { enable_thinking: enabled, thinking_budget: budget, reasoning_effort: effort, stream } = body;
  const model = String(body["model"]);
  const bad = (message: string) => failure(400, "invalid_parameter_error", message);
  if (body["chat_template_kwargs"] !== undefined) return bad("chat_template_kwargs is not supported.");
  if (/^(qwq|qvq)/.test(model)) {
    if (enabled === false) return bad("The value of the enable_thinking parameter is restricted to True.");
    if (stream !== true)
      return bad("This model only support stream mode, please enable the stream parameter to access the model.");
  }
  if (/coder|^qwen-max|^qwen-long|^qwen-mt/.test(model) && (enabled !== undefined || budget !== undefined)) {
    return failure(
      400,
      "InvalidParameter.NotSupportEnableThinking",
      `The model ${model} does not support enable_thinking.`,
    );
  }
  if (effort !== undefined) {
    if (!/^qwen3\.8-(max|flash|27b)/.test(model)) return bad("The model does not support reasoning_effort.");
    if (budget !== undefined) return bad("reasoning_effort and thinking_budget can not be set at the same time.");
    if (!["none", "minimal", "low", "medium", "high", "xhigh", "max"].includes(String(effort))) {
      return bad("reasoning_effort is not one of the allowed values.");
    }
  }
  const most = budgets.find(([pattern]) => pattern.test(model))?.[1];
  if (budget !== undefined && !(typeof budget === "number" && budget > 0 && budget <= (most ?? 0))) {
    return bad(`The thinking_budget parameter must be a positive integer and not greater than ${most}`);
  }
  if (enabled === true && stream !== true) {
    return bad("parameter.enable_thinking must be set to false for non-streaming calls");
  }
  return undefined;
}

function numbersRefusal({ temperature, max_tokens: max }: Fields): Reply | undefined {
  if (temperature !== undefined && !(typeof temperature === "number" && temperature >= 0 && temperature < 2)) {
    return invalid("'temperature' must be Float and in [0.0, 2.0)");
  }
  if (max !== undefined && !(typeof max === "number" && max >= 1 && max <= 131_072)) {
    return failure(400, "invalid_parameter_error", "Range of max_tokens should be [1, 131072]");
  }
  return undefined;
}
