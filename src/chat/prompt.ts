// From a branch of a conversation to the messages that are sent. No dates, ids or paths of the session in the system
// text: the same words every time let the service's prefix cache work over turns and across new chats.
import type { Message } from "../qwen/types.ts";
import { referenceText } from "../reference.ts";
import type { StoredMessage, StoredPart } from "./message.ts";

/** The system text, then the branch. An exchange that the provider's content check refused is left out: it would be refused again. */
export function promptFor(branch: readonly StoredMessage[], replyLanguage: string | undefined): Message[] {
  const messages: Message[] = [{ role: "system", content: systemText(replyLanguage) }];
  let prompts: string[] = [];
  branch.forEach((message, index) => {
    if (message.role === "user") {
      const refused = branch[index + 1]?.error?.kind === "inspectionInput";
      if (!refused) prompts.push(partsText(message.parts));
      return;
    }
    const text = partsText(message.parts);
    if (text.trim() === "") return; // A failed answer; its prompt goes out together with the next one.
    if (prompts.length) messages.push({ role: "user", content: prompts.join("\n\n") });
    prompts = [];
    const thinking = message.parts.flatMap((part) => (part.type === "thinking" ? [part.text] : [])).join("");
    messages.push({ role: "assistant", content: text, ...(thinking && { thinking }) });
  });
  if (prompts.length) messages.push({ role: "user", content: prompts.join("\n\n") });
  return messages;
}

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
