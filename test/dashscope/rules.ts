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
  return (
    messagesRefusal(body) ??
    contentRefusal(body) ??
    toolsRefusal(body) ??
    thinkingRefusal(body) ??
    searchRefusal(body) ??
    numbersRefusal(body)
  );
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

const takesMarks =
  /^(qwen3\.8-(max|flash)|qwen3\.[567]-(plus|flash)|qwen3\.7-max|qwen3-(max|vl-plus|coder-(plus|flash))|qwen-(plus|flash))/;

const seesImages = /^(qwen3\.8-(max|flash|27b)|qwen3\.[567]-(plus|flash)|qwen3-vl|qwen-vl|qvq)/;

/** A model without eyes takes no list with an image in it; one with eyes takes what it can decode, of a size that it allows. */
function imageRefusal(part: Fields, model: unknown): Reply | undefined {
  if (part["type"] !== "image_url") return undefined;
  if (!seesImages.test(String(model))) return invalid("input content must be a string.");
  const url = Object(part["image_url"]).url;
  const [, type, data = ""] = /^data:image\/(png|jpeg|webp);base64,([A-Za-z0-9+/]+=*)$/.exec(String(url)) ?? [];
  if (type === undefined)
    return invalid("The provided URL does not appear to be valid. Ensure it is correctly formatted.");
  if (String(url).length > 10_485_760) return invalid("Exceeded limit on max bytes per data-uri item : 10485760");
  const size = sizeOf(Buffer.from(data, "base64"), type);
  if (!size) return invalid("Failed to decode the image during the data inspection.");
  const [short = 0, long = 0] = size.sort((a, b) => a - b);
  if (short <= 10 || long > short * 200) {
    return invalid("The image length and width do not meet the model restrictions. [height:10 or width:10]");
  }
  return undefined;
}

/** Of a WebP only its kind is looked at. */
function sizeOf(bytes: Buffer, type: string): number[] | undefined {
  if (type === "png")
    return bytes.readUInt32BE(0) === 0x89504e47 ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : undefined;
  if (type === "webp") return bytes.toString("latin1", 8, 12) === "WEBP" ? [100, 100] : undefined;
  const frame = bytes.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc1, 0xc2].includes(bytes[at + 1] ?? 0));
  return frame > 0 ? [bytes.readUInt16BE(frame + 5), bytes.readUInt16BE(frame + 7)] : undefined;
}

/** Lists are for images and for marks. Four marks at most, on models that know them. */
function contentRefusal({ messages, model }: Fields): Reply | undefined {
  const lists = (messages as readonly Fields[]).map(({ content }) => content).filter(Array.isArray);
  for (const parts of lists) {
    const isPlain = parts.every((part: Fields) => part["type"] === "text" && part["cache_control"] === undefined);
    if (isPlain) return invalid("input content must be a string.");
  }
  for (const part of lists.flat()) {
    const refused = imageRefusal(part, model);
    if (refused) return refused;
  }
  const marks = lists.flat().flatMap((part: Fields) => part["cache_control"] ?? []);
  if (marks.length > 0 && !takesMarks.test(String(model))) return invalid("The model does not support cache_control.");
  if (marks.length > 4) return invalid("A maximum of 4 blocks with cache_control may be provided.");
  if (marks.some((mark) => !isFields(mark) || mark["type"] !== "ephemeral" || Object.keys(mark).length > 1)) {
    return invalid("cache_control.type must be ephemeral.");
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

const preserves = /^qwen3\.(8-(max|flash)|7-|6-(plus|flash|max-preview))/;

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
  if (body["preserve_thinking"] !== undefined && !preserves.test(model)) {
    return bad(`The model ${model} does not support preserve_thinking.`);
  }
  const most = budgets.find(([pattern]) => pattern.test(model))?.[1];
  if (budget !== undefined && !(Number.isInteger(budget) && Number(budget) > 0 && Number(budget) <= (most ?? 0))) {
    return bad(`The thinking_budget parameter must be a positive integer and not greater than ${most}`);
  }
  if (enabled === true && stream !== true) {
    return bad("parameter.enable_thinking must be set to false for non-streaming calls");
  }
  return undefined;
}

/** Those that search when told to, and those that search with the strategy "agent" only. */
const searches = /^(qwen3\.7-plus|qwen3\.8-max|qwen-(plus|flash|max))/;
const agents = /^(qwen3\.6-plus|qwen3\.5-(plus|flash)|qwen3-max)/;

function searchRefusal({ enable_search: isOn, search_options: options, model, tools }: Fields): Reply | undefined {
  if (isOn === undefined && options === undefined) return undefined;
  const isAgent = agents.test(String(model));
  if (!isAgent && !searches.test(String(model))) return invalid("This model does not support enable_search.");
  if (isOn !== true) return invalid("search_options needs enable_search.");
  const {
    forced_search: forced,
    search_strategy: strategy,
    enable_search_extension: extension,
    ...others
  } = isFields(options) ? options : {};
  // Sources and citations belong to the service's own protocol.
  if (Object.keys(others).length > 0) return invalid(`Unknown search_options: ${Object.keys(others)}`);
  if (![forced, extension].every((flag) => flag === undefined || typeof flag === "boolean"))
    return invalid("search_options");
  if (strategy !== undefined && !["turbo", "max", "agent", "agent_max"].includes(String(strategy))) {
    return invalid("search_strategy is not one of turbo, max, agent, agent_max.");
  }
  if (isAgent && strategy !== "agent" && strategy !== "agent_max") {
    return invalid("This model supports only the search strategies agent and agent_max.");
  }
  const names = Array.isArray(tools) ? tools.map((tool: Fields) => Object(tool["function"]).name) : [];
  return names.includes("search") ? invalid("Tool names are not allowed to be [search]") : undefined;
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
