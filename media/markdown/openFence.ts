// A fence that is open at the end of the text: its lines go into the code block without a lexer.
import type { CodeView } from "./code.ts";
import { type Fence, mayClose, withoutIndent } from "./fence.ts";

export class OpenFence {
  readonly #rules: Fence;
  readonly #view: CodeView;
  /** The line that is not complete yet, and how much of it is on the screen. */
  #line = "";
  #shown = 0;
  #hasLines = false;

  /** `body` is the code that the view shows already. */
  constructor(rules: Fence, view: CodeView, body: string) {
    this.#rules = rules;
    this.#view = view;
    const line = body.slice(body.lastIndexOf("\n") + 1);
    if (line !== "" && mayClose(line)) {
      // What looks like the beginning of the closing fence is on the screen: start over without it.
      view.clear();
      this.feed(body, false);
      return;
    }
    this.#line = line;
    this.#shown = withoutIndent(line, rules.indent).length;
    this.#hasLines = body !== "";
  }

  /** Takes text up to the closing fence; returns what follows it, or undefined while the fence is open. */
  feed(text: string, isEnd: boolean): string | undefined {
    const all = this.#line + text;
    let code = "";
    let from = 0;
    for (;;) {
      const end = all.indexOf("\n", from);
      const isComplete = end >= 0;
      const line = all.slice(from, isComplete ? end : undefined);
      if ((isComplete || isEnd) && this.#shown === 0 && this.#rules.isClosedBy(line)) {
        if (code) this.#view.append(code);
        return isComplete ? all.slice(end + 1) : "";
      }
      if (isComplete || isEnd || !mayClose(line)) code += this.#grow(line, isComplete);
      if (!isComplete) break;
      from = end + 1;
    }
    this.#line = all.slice(from);
    if (code) this.#view.append(code);
    return undefined;
  }

  /** What is new on the screen when the last line is now this. */
  #grow(line: string, isComplete: boolean): string {
    const code = withoutIndent(line, this.#rules.indent);
    if (!isComplete && code === "") return "";
    const isNew = this.#shown === 0;
    const added = (isNew && this.#hasLines ? "\n" : "") + code.slice(this.#shown);
    this.#hasLines = true;
    this.#shown = isComplete ? 0 : code.length;
    return added;
  }
}
