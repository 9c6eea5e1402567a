// Stands in for the Markdown renderer until it is there: plain text.
import type { MarkdownOptions } from "./markdown/options.ts";
import { createPlainText } from "./parts/plainText.ts";

export class StreamedMarkdown {
  readonly #plain;
  #text = "";
  constructor(root: HTMLElement, _options: MarkdownOptions) {
    this.#plain = createPlainText(root);
  }
  append(text: string): void {
    this.#text += text;
  }
  flush(): void {
    this.#plain.show(this.#text);
  }
  end(): void {
    this.flush();
  }
}
