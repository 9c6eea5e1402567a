// Reads the running answer to screen readers, in pieces of a sentence, through regions that nobody sees.
import type { MessageView, State } from "../src/protocol.ts";
import { createSentences, type Sentences } from "./sentences.ts";
import { fill, type Words } from "./words.ts";

/** Pieces kept in the region: a screen reader reads what is added, so old ones may go. */
const KEPT = 20;

export interface Speaker {
  /** A message grew or changed. */
  heard(message: MessageView, words: Words): void;
  state(before: State | undefined, after: State, words: Words): void;
}

export function createSpeaker(body: HTMLElement): Speaker {
  const polite = region(body, "polite");
  const urgent = region(body, "assertive");
  /** Answers that began under our eyes; only they are read. */
  const running = new Map<string, Sentences>();

  return {
    heard: listen,
    state(before, after, words) {
      const isSame = before?.conversation.id === after.conversation.id;
      if (!isSame) running.clear();
      const hasGrown = isSame && isLonger(before, after);
      // One that has ended may have a queued question below it by now.
      const heard = after.messages.filter(({ id, role }, index, { length }) => {
        return role === "assistant" && (running.has(id) || index >= length - 2);
      });
      for (const message of heard) {
        // It failed before anybody saw it begin.
        if (hasGrown && message.error && message === after.messages.at(-1) && !running.has(message.id)) {
          sayFailure(message, words);
        } else listen(message, words, isSame);
      }
    },
  };

  function listen(message: MessageView, words: Words, isSame = true): void {
    const isRunning = message.status === "waiting" || message.status === "streaming";
    let sentences = running.get(message.id);
    if (!sentences) {
      if (!isRunning) return;
      sentences = createSentences((language) => fill(words.labels.codeBlock, language).replace(/[,，]\s*$/, ""));
      // What was there before the page was loaded has been read.
      if (!isSame) sentences.take(answerText(message), false);
      running.set(message.id, sentences);
    }
    // Of two answers at once only one is read as it comes: two voices at a time are none.
    const isRead = message.compared !== "other";
    for (const piece of isRead ? sentences.take(answerText(message), !isRunning) : []) say(polite, piece);
    if (isRunning) return;
    running.delete(message.id);
    if (message.error) sayFailure(message, words);
    else if (message.status === "done") say(polite, words.labels.answerDone);
    else if (message.status === "stopped") say(polite, words.labels.stopped);
  }

  function sayFailure({ error }: MessageView, { labels }: Words): void {
    say(urgent, `${labels.answerFailed}. ${error?.cause ?? ""}`);
  }
}

/** A prompt or an answer was added, not another branch opened, nor more of this one shown. */
function isLonger(before: State, after: State): boolean {
  const known = new Set(before.messages.map(({ id }) => id));
  const at = after.messages.findIndex(({ id }) => !known.has(id));
  const [added, old] = [after.messages[at], before.messages[at]];
  return (
    added !== undefined && added.sibling.count > (old?.sibling.count ?? 0) && before.side?.from === after.side?.from
  );
}

/** The text of a long answer is one part: it is not copied at each of its steps. */
function answerText(message: MessageView): string {
  const texts = message.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return texts.length === 1 && texts[0] !== undefined ? texts[0] : texts.join("\n");
}

function region(body: HTMLElement, how: "polite" | "assertive"): HTMLElement {
  const element = document.createElement("div");
  element.className = "unseen";
  element.setAttribute("aria-live", how);
  element.setAttribute("role", how === "polite" ? "log" : "alert");
  body.append(element);
  return element;
}

function say(where: HTMLElement, text: string): void {
  const piece = document.createElement("p");
  piece.textContent = text;
  where.append(piece);
  while (where.childElementCount > KEPT) where.firstElementChild?.remove();
}
