// What the settings mean: their names, defaults and allowed values.

export interface Settings {
  readonly endpoint: string;
  readonly model: string;
  readonly thinking: boolean;
  readonly replyLanguage: "editor" | "question" | "en" | "zh-cn";
}

/** The manifest names them too; a unit test compares. Ours count, for another extension may change the manifest's. */
export const defaultSettings: Settings = {
  endpoint: "singapore",
  model: "qwen3.7-plus",
  thinking: false,
  replyLanguage: "editor",
};

/** `read` gives whatever the user wrote, or undefined. What does not fit is as if it were not there. */
export function settingsFrom(read: (name: keyof Settings) => unknown): Settings {
  const text = (name: "endpoint" | "model"): string => {
    const value = read(name);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : defaultSettings[name];
  };
  const thinking = read("thinking");
  return {
    endpoint: text("endpoint"),
    model: text("model"),
    thinking: typeof thinking === "boolean" ? thinking : defaultSettings.thinking,
    replyLanguage: oneOf(["editor", "question", "en", "zh-cn"], read("replyLanguage"), defaultSettings.replyLanguage),
  };
}

function oneOf<Value>(allowed: readonly Value[], value: unknown, otherwise: Value): Value {
  return allowed.find((one) => one === value) ?? otherwise;
}
