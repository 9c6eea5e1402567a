// From a branch of a conversation to the messages that are sent. No dates, ids or paths of the session in the system
// text: the same words every time let the service's prefix cache work over turns and across new chats.
import type { Message } from "../qwen/types.ts";
import { referenceText } from "../reference.ts";
import type { StoredMessage, StoredPart } from "./message.ts";

/**
 * The system text, then the branch. A question that got no answer goes out together with the next one, unless what made it
 * fail (its length, the content check) would make every later request fail as well.
 */
export function promptFor(branch: readonly StoredMessage[], replyLanguage: string | undefined): Message[] {
  const messages: Message[] = [{ role: "system", content: systemText(replyLanguage) }];
  let questions: string[] = [];
  const ask = (): void => {
    if (questions.length) messages.push({ role: "user", content: questions.join("\n\n") });
    questions = [];
  };
  branch.forEach((message, index) => {
    const text = partsText(message.parts);
    if (message.role === "user") {
      if (!wouldFailAgain.has(branch[index + 1]?.error?.kind ?? "")) questions.push(text);
      return;
    }
    if (text.trim() === "" || questions.length === 0) return;
    ask();
    const thinking = message.parts.flatMap((part) => (part.type === "thinking" ? [part.text] : [])).join("");
    messages.push({ role: "assistant", content: text, ...(thinking && { thinking }) });
  });
  ask();
  return messages;
}

const wouldFailAgain: ReadonlySet<string> = new Set(["inspectionInput", "tooLong", "image", "parameter"]);

/** What a reader would copy: the text, and the code that references stand for; no thinking. */
export function partsText(parts: readonly StoredPart[]): string {
  return parts
    .flatMap((part) => {
      switch (part.type) {
        case "text":
          return [part.text];
        case "reference":
          return [referenceText(part)];
        case "thinking":
          return [];
        default:
          return part satisfies never;
      }
    })
    .join("\n\n");
}

function systemText(replyLanguage: string | undefined): string {
  const language = replyLanguage
    ? `Answer in ${replyLanguage} unless the user asks for another language; keep code, identifiers and quoted text as they are.`
    : "Answer in the language of the question.";
  return `You are Qwen, an assistant for programmers inside Visual Studio Code. Be accurate and to the point. Use GitHub-flavoured Markdown, put code in fenced blocks with a language, and say so when you are not sure. ${language}`;
}
