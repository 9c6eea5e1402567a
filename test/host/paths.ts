import { join } from "node:path";

/** The checkout. */
export const root = join(import.meta.dirname, "..", "..");

/** Everything that scripts fetch or make on the way lives here; git ignores it, nothing goes to HOME. */
export const cache = join(root, ".vscode-test");

export const vsix = join(root, "dist", "ask-qwen.vsix");
export const failures = join(cache, "failures");
