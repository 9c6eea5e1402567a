// What each intent of the page means. Everything in one is data: ids are looked up in the open conversation.
import type { Action, CodeAction, Mend, ToHost, ToPage } from "../protocol.ts";
import { searchModelBeside } from "../qwen/models.ts";
import type { CodeReference, ImageReference, Reference } from "../reference.ts";
import type { Wish } from "./answers.ts";
import type { Besides } from "./beside.ts";
import type { Conversation } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import type { Asked, Expanded, Expansion } from "./expanding.ts";
import type { HistoryList } from "./historyList.ts";
import { linkIn } from "./linkIn.ts";
import { mend } from "./mend.ts";
import type { Draft, StoredMessage } from "./message.ts";
import { partsText } from "./prompt.ts";
import { createSending } from "./sending.ts";
import { createSummarizing } from "./summarizing.ts";

export type MentionIntent = Extract<ToHost, { type: "mention" | "commands" | "endMention" }>;
export type AttachIntent = Extract<ToHost, { type: `attach${string}` | "imageRefused" }>;

/** What a page may ask for that happens outside of the chat. */
export interface Effects {
  post(message: ToPage): void;
  /** Brings the page to the front. */
  reveal(): void;
  /** Which conversation the page shows now: it is to be open again next time. */
  shown(id: string): void;
  /** The page has just come: what surrounds it may have changed while there was none. */
  ready(): void;
  copyText(text: string): void;
  useCode(use: CodeUse): void;
  openLink(url: URL): void;
  openReference(reference: Reference): void;
  accessibleView(message: StoredMessage): void;
  readonly besides: Pick<Besides, "of" | "detach" | "sendSelection">;
  /** What a text that begins with a slash means. Can not reject. */
  expand(asked: Asked): Promise<Expanded>;
  /** The list behind an @ or a slash is posted, until it is closed. */
  suggest(message: MentionIntent): void;
  /** What was chosen is read and given to `add`; why it can not be had is told the user: then it is false. Can not reject. */
  gather(message: AttachIntent, add: (references: readonly Reference[]) => void): Promise<boolean>;
  /** Posts it to the page, if it is still there. */
  loadImage(image: ImageReference): void;
  /** The request for this branch, as it would be sent. */
  showRequest(branch: readonly StoredMessage[], wish: Wish): void;
  /** What was sent for that answer, while it is remembered. */
  showSent(messageId: string): void;
  focused(on: boolean): void;
  /** Without `budget`, that one stays as it is. */
  setThinking(on: boolean, budget?: number): void;
  /** Asks which other model, and asks it the prompt of that answer. */
  askOtherModel(conversationId: string, answer: StoredMessage): void;
  /** The same, to stand beside that answer. */
  compare(conversationId: string, answer: StoredMessage): void;
  /** Asks which other model, and sends what stands in the composer to both. */
  sendCompared(conversationId: string, text: string, expansion: Expansion): void;
  /** Has a model sum up a branch, with leave; `done` is given the summary and what its chip is called. */
  summarize(branch: readonly StoredMessage[], done: (text: string, label: string) => void): void;
  /** Looks for the attachment that the content check refuses. */
  findAttachment(conversationId: string, answer: StoredMessage, prompt: StoredMessage): void;
  exportConversation(id: string): void;
  dismiss(noticeId: string): void;
  run(action: Action): void;
}

/** A button of a code block was pressed. */
export interface CodeUse {
  readonly do: CodeAction;
  readonly text: string;
  /** Which block of the answer it is, counted from 0. */
  readonly block: number;
  /** The Markdown of the answer so far. */
  readonly answer: string;
  readonly isRunning: boolean;
  /** The code that went with the question. */
  readonly references: readonly CodeReference[];
}

/** What of a page its intents change. */
export interface IntentsDeps {
  current(): Conversation;
  readonly conversations: Pick<Conversations, "within">;
  readonly list: Pick<HistoryList, "query" | "receive">;
  readonly do: Effects;
  /** The text of a prompt that has an answer go on. */
  continueText(): string;
  /** The page is loaded: it gets all it shows. */
  ready(): void;
  showOlder(count: number): void;
  /** The page is told when it is done: a message that was sent meanwhile waits for it there. */
  attach(gathered: Promise<boolean>): void;
  /** A new chat with that in its composer. */
  newChat(draft: Draft): void;
  open(id: string, hit?: { readonly messageId: string; readonly text: string }): void;
}

export function createIntents(page: IntentsDeps): (message: Exclude<ToHost, { type: "typing" }>) => void {
  const sending = createSending(page);
  const summarizing = createSummarizing(page);
  return function receive(message): void {
    const conversation = page.current();
    switch (message.type) {
      case "ready":
        return page.ready();
      case "loaded":
        return; // What it shows was posted when it began to load, or will be.
      case "send":
      case "sendCompared":
      case "edit":
      case "editQueued":
      case "showRequest":
        return sending(message);
      case "summarize":
      case "sendInFull":
        return summarizing.receive(message);
      case "stop":
        return conversation.stop();
      case "retry":
        return conversation.retry(message.messageId);
      case "mend":
        return repair(conversation, message.messageId, message.how);
      case "compare": {
        const answer = conversation.message(message.messageId);
        return void (answer?.role === "assistant" && page.do.compare(conversation.id, answer));
      }
      case "keep":
        return conversation.keep(message.messageId);
      case "continue":
        if (!textOf(message.messageId)) return conversation.retry(message.messageId);
        return conversation.send(page.continueText());
      case "branch":
        return conversation.openBranch(message.messageId, message.index);
      case "side":
        return conversation.side(message.messageId);
      case "back":
        return conversation.back();
      case "draft":
        return typed(message);
      case "mention":
      case "commands":
      case "endMention":
        return page.do.suggest(message);
      case "attach":
      case "attachUris":
      case "attachText":
      case "attachImage":
      case "imageRefused":
      case "attachFiles":
        return page.attach(
          page.do.gather(message, (references) =>
            page.conversations.within(message.conversation, ({ unsent }) => unsent.offer({ text: "", references })),
          ),
        );
      case "loadImage": {
        const image = reference(message.messageId, message.id);
        return void (image?.kind === "image" && page.do.loadImage(image));
      }
      case "detach":
        if (!page.do.besides.detach(conversation, message.id)) conversation.unsent.detach(message.id);
        return;
      case "sendSelection":
        return page.do.besides.sendSelection(message.on);
      case "older":
        return page.showOlder(message.count);
      case "thinking":
        return page.do.setThinking(message.on);
      case "search":
        return conversation.setSearch(message.on);
      case "thinkingBudget":
        return page.do.setThinking(true, message.tokens);
      case "sendQueued":
        return conversation.sendQueued(message.id);
      case "moveQueued":
        return conversation.unsent.moveQueued(message.id, message.by);
      case "removeQueued":
        return conversation.unsent.takeBack(message.id);
      case "showSent":
        return page.do.showSent(message.messageId);
      case "copyAnswer": {
        const text = textOf(message.messageId);
        return void (text !== undefined && page.do.copyText(text));
      }
      case "code":
        return useCode(message);
      case "copyText":
        return page.do.copyText(message.text);
      case "open": {
        const url = linkIn(textOf(message.messageId) ?? "", message.href);
        return void (url && page.do.openLink(url));
      }
      case "openSource": {
        const sources = conversation.message(message.messageId)?.sources;
        const source = sources?.find(({ number }) => number === message.number);
        return void (source && page.do.openLink(new URL(source.url)));
      }
      case "openReference": {
        const code = reference(message.messageId, message.id);
        return void (code && page.do.openReference(code));
      }
      case "accessibleView": {
        const whole = conversation.message(message.messageId);
        return void (whole && page.do.accessibleView(whole));
      }
      case "focused":
        return page.do.focused(message.on);
      case "dismiss":
        return page.do.dismiss(message.id);
      case "run":
        return page.do.run(message.action);
      case "openConversation":
        return page.open(message.id);
      case "openHit":
        return page.open(message.id, { messageId: message.messageId, text: page.list.query });
      case "export":
        return page.do.exportConversation(message.id);
      case "history":
      case "closeHistory":
      case "pin":
      case "archive":
      case "rename":
      case "remove":
      case "undoRemove":
        return page.list.receive(message);
      default:
        message satisfies never;
    }
  };

  function reference(messageId: string, id: string): Reference | undefined {
    const conversation = page.current();
    const drafted = () => [
      ...conversation.unsent.draft.references,
      ...page.do.besides.of(conversation).map(({ reference: one }) => one),
    ];
    const parts = conversation.message(messageId)?.parts ?? drafted();
    const part = parts.find((one) => one.type === "reference" && one.id === id);
    return part?.type === "reference" ? part : undefined;
  }

  function useCode({ do: action, messageId, block, text }: Extract<ToHost, { type: "code" }>): void {
    const answer = page.current().message(messageId);
    if (answer?.role !== "assistant") return;
    const question = answer.parent === undefined ? undefined : page.current().message(answer.parent);
    page.do.useCode({
      do: action,
      text,
      block,
      answer: textOf(messageId) ?? "",
      isRunning: answer.status === "waiting" || answer.status === "streaming",
      references: (question?.parts ?? []).flatMap((part) =>
        part.type === "reference" && part.kind === "code" ? [part] : [],
      ),
    });
  }

  /** What of a message is text for people: without thinking, without the code of references. */
  function textOf(id: string): string | undefined {
    const message = page.current().message(id);
    return message && partsText(message.parts.filter((part) => part.type !== "reference"));
  }

  function repair(conversation: Conversation, answerId: string, how: Mend): void {
    const answer = conversation.message(answerId);
    const prompt = conversation.message(answer?.parent ?? "");
    if (answer?.role !== "assistant" || prompt?.role !== "user") return;
    if (how === "otherModel") return page.do.askOtherModel(conversation.id, answer);
    if (how === "findAttachment") return page.do.findAttachment(conversation.id, answer, prompt);
    if (how === "withoutSearch") return conversation.retry(answerId, { search: false });
    if (how === "searchElsewhere") {
      return conversation.retry(answerId, { model: searchModelBeside(answer.model), search: true });
    }
    if (how === "summarize" || how === "summarizeInNewChat") {
      return summarizing.begin(conversation, how === "summarize" ? "here" : "newChat", prompt);
    }
    mend(conversation, prompt, how);
  }

  function typed({ conversation: id, revision, text }: Extract<ToHost, { type: "draft" }>): void {
    const conversation = page.current();
    if (conversation.id === id) return conversation.unsent.typed(text, revision);
    page.conversations.within(id, (left) => {
      // Without messages it is in no list; and another page that has it now would not learn what is typed here.
      const { unsent } = left.isEmpty ? conversation : left;
      unsent.add(text);
    });
  }
}
