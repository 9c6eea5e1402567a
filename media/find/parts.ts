// What of a message is looked through, and where it stands on the screen.
import type { MessageView } from "../../src/protocol.ts";

export interface SearchedPart {
  readonly kind: "prompt" | "text" | "thinking";
  readonly source: string;
}

export function searchedParts(message: MessageView): SearchedPart[] {
  const parts: SearchedPart[] = [];
  for (const part of message.parts) {
    if (part.type === "reference") continue;
    parts.push({ kind: message.role === "user" ? "prompt" : part.type, source: part.text });
  }
  if (message.role === "assistant") return parts;
  // A prompt is drawn as one text.
  return parts.length > 0 ? [{ kind: "prompt", source: parts.map(({ source }) => source).join("\n\n") }] : [];
}

/** The element of each of these parts; undefined while it is not drawn, as thinking that is folded. */
export function partElements(message: Element, parts: readonly SearchedPart[]): (Element | undefined)[] {
  const answers = answerElements(message);
  return parts.map(({ kind }, index) => {
    switch (kind) {
      case "prompt":
        return message.querySelector(".prompt-text") ?? undefined;
      case "text":
        return answers[index];
      case "thinking":
        return answers[index]?.querySelector(".thinking-text") ?? undefined;
      default:
        return kind satisfies never;
    }
  });
}

/** Opens what keeps a part, or the rest of it, from being seen. Returns whether there was something. */
export function unfold(message: Element, parts: readonly SearchedPart[], index: number): boolean {
  const kind = parts[index]?.kind;
  switch (kind) {
    case "prompt":
      return press(message.querySelector(".prompt-text.folded + button"));
    case "text":
      return [...(answerElements(message)[index]?.querySelectorAll(".show-all") ?? [])].map(press).includes(true);
    case "thinking": {
      const details = answerElements(message)[index];
      if (!(details instanceof HTMLDetailsElement) || details.open) return false;
      details.open = true;
      return true;
    }
    case undefined:
      return false;
    default:
      return kind satisfies never;
  }
}

const answerElements = (message: Element): Element[] =>
  [...message.children].filter((child) => child.matches(".markdown, .thinking"));

function press(button: Element | null): boolean {
  if (!(button instanceof HTMLElement)) return false;
  button.click();
  return true;
}
