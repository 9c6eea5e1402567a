// What the settings mean: their names, defaults and allowed values.

export interface Settings {
  readonly endpoint: string;
  readonly model: string;
  readonly thinking: boolean;
  /** Tokens; 0 leaves it to the model. */
  readonly thinkingBudget: number;
  /** Whether a model reads its earlier thinking again; `model`: as it does by itself. */
  readonly preserveThinking: "model" | "on" | "off";
  readonly replyLanguage: "editor" | "question" | "en" | "zh-cn";
  /** Where a conversation's title comes from: its first words, or a small request of its own to a cheap model. */
  readonly titles: "firstWords" | "model";
  /** Pixels; 0 is the size of VS Code's own texts. */
  readonly fontSize: number;
  /** The longest line of the conversation, in characters; 0 is as wide as the panel. */
  readonly lineWidth: number;
  readonly density: "comfortable" | "compact";
  readonly notifyWhenDone: boolean;
  /** In the currency of the endpoint; 0 is none. */
  readonly monthlyBudget: number;
  /** The nearest AGENTS.md goes with the first message of a conversation. */
  readonly projectInstructions: boolean;
}

/** The manifest names them too; a unit test compares. Ours count, for another extension may change the manifest's. */
export const defaultSettings: Settings = {
  endpoint: "singapore",
  model: "qwen3.7-plus",
  thinking: false,
  thinkingBudget: 0,
  preserveThinking: "model",
  replyLanguage: "editor",
  titles: "firstWords",
  fontSize: 0,
  lineWidth: 0,
  density: "comfortable",
  notifyWhenDone: false,
  monthlyBudget: 0,
  projectInstructions: true,
};

/** The largest budget that any model takes. */
export const largestBudget = 262_144;

export const fontSizes = { least: 8, most: 40 } as const;

/** `read` gives whatever the user wrote, or undefined. What does not fit is as if it were not there. */
export function settingsFrom(read: (name: keyof Settings) => unknown): Settings {
  const text = (name: "endpoint" | "model"): string => {
    const value = read(name);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : defaultSettings[name];
  };
  const flag = (name: "thinking" | "notifyWhenDone" | "projectInstructions"): boolean => {
    const value = read(name);
    return typeof value === "boolean" ? value : defaultSettings[name];
  };
  return {
    endpoint: text("endpoint"),
    model: text("model"),
    thinking: flag("thinking"),
    thinkingBudget: Math.floor(sizeOr0(read("thinkingBudget"), 1, largestBudget)),
    preserveThinking: oneOf(["model", "on", "off"], read("preserveThinking"), defaultSettings.preserveThinking),
    replyLanguage: oneOf(["editor", "question", "en", "zh-cn"], read("replyLanguage"), defaultSettings.replyLanguage),
    titles: oneOf(["firstWords", "model"], read("titles"), defaultSettings.titles),
    fontSize: sizeOr0(read("fontSize"), fontSizes.least, fontSizes.most),
    lineWidth: sizeOr0(read("lineWidth"), 40, 400),
    density: oneOf(["comfortable", "compact"], read("density"), defaultSettings.density),
    notifyWhenDone: flag("notifyWhenDone"),
    monthlyBudget: sizeOr0(read("monthlyBudget"), 0.01, 1_000_000),
    projectInstructions: flag("projectInstructions"),
  };
}

/** Too small and too large are the nearest size that can be read; what is no number, or 0, is no size at all. */
function sizeOr0(value: unknown, least: number, most: number): number {
  if (typeof value !== "number" || !(value > 0)) return 0;
  return Math.min(Math.max(value, least), most);
}

function oneOf<Value>(allowed: readonly Value[], value: unknown, otherwise: Value): Value {
  return allowed.find((one) => one === value) ?? otherwise;
}
