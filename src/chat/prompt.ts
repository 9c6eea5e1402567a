// From a branch of a conversation to the messages that are sent. No dates, ids or paths of the session in the system
// text: the same words every time let the service's prefix cache work over turns and across new chats.
import type { ContentPart, Message } from "../qwen/types.ts";
import { type ImageReference, referenceText } from "../reference.ts";
import { leftOutOf } from "./leftOut.ts";
import type { StoredMessage, StoredPart } from "./message.ts";

/**
 * The system text, then the branch without the exchanges that would make every request fail. A question that got no answer
 * goes out together with the next one.
 */
export function promptFor(
  branch: readonly StoredMessage[],
  replyLanguage: string | undefined,
  imageUrl: ImageUrl = () => undefined,
): Message[] {
  const messages: Message[] = [{ role: "system", content: systemText(replyLanguage) }];
  let questions: StoredMessage[] = [];
  const ask = (): void => {
    if (questions.length) messages.push({ role: "user", content: contentOf(questions, imageUrl) });
    questions = [];
  };
  const leftOut = leftOutOf(branch);
  let isLeftOut = false;
  for (const message of branch) {
    const text = partsText(message.parts);
    if (message.role === "user") {
      isLeftOut = leftOut.has(message.id);
      if (!isLeftOut) questions.push(message);
      continue;
    }
    if (isLeftOut || text.trim() === "" || questions.length === 0) continue;
    ask();
    const thinking = message.parts.flatMap((part) => (part.type === "thinking" ? [part.text] : [])).join("");
    messages.push({ role: "assistant", content: text, ...(thinking && { thinking }) });
  }
  ask();
  return messages;
}

/** The bytes of an image as a data URL; undefined if they are not to be had any more, or the model has no eyes. */
export type ImageUrl = (image: ImageReference) => string | undefined;

/** Said to a model that gets the name of an image only: it is not to guess what is in it. */
const unseen = "(Images are named here that can not be shown to you.)";

/** Images first, as the service's own examples have them; a plain string without any, since some models take nothing else. */
function contentOf(questions: readonly StoredMessage[], imageUrl: ImageUrl): string | readonly ContentPart[] {
  const text = questions.map(({ parts }) => partsText(parts.map(asSent))).join("\n\n");
  const references = questions.flatMap(({ parts }) => parts).filter(isImage);
  const images = references.flatMap((reference) => imageUrl(reference) ?? []);
  const said = images.length < references.length ? `${unseen}\n\n${text}` : text;
  return images.length === 0
    ? said
    : [...images.map((url) => ({ type: "image", url }) as const), { type: "text", text: said }];
}

const asSent = (part: StoredPart): StoredPart =>
  part.type === "text" && part.sent !== undefined ? { type: "text", text: part.sent } : part;

const isImage = (part: StoredPart): part is ImageReference => part.type === "reference" && part.kind === "image";

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

export function systemText(replyLanguage: string | undefined): string {
  const language = replyLanguage
    ? `Answer in ${replyLanguage} unless the user asks for another language; keep code, identifiers and quoted text as they are.`
    : "Answer in the language of the question.";
  return `You are Qwen, an assistant for programmers inside Visual Studio Code. Be accurate and to the point. Use GitHub-flavoured Markdown, put code in fenced blocks with a language, and say so when you are not sure. ${language}`;
}
