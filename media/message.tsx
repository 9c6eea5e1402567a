// One message of the thread. Drawn again only when it changes.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { MessageView } from "../src/protocol.ts";
import { memo } from "./memo.ts";
import { AssistantMessage } from "./parts/assistant.tsx";
import { UserMessage } from "./parts/user.tsx";
import { useWords } from "./words.ts";

export interface MessageProps {
  readonly message: MessageView;
  readonly silenceLimit: number;
  /** Of the last turn: its buttons are always on the Tab key's way. */
  readonly isLast: boolean;
  /** The last message of the branch. */
  readonly isNewest: boolean;
  readonly isEditing: boolean;
  readonly onEdit: (messageId: string, isEditing: boolean) => void;
  /** Opens the prompt of this answer for editing. */
  readonly onShorten: (messageId: string) => void;
}

export const Message = memo(function Message(props: MessageProps): JSX.Element {
  const { message, isLast } = props;
  const { labels } = useWords();
  const [hasFocus, setFocus] = useState(false);
  const isReachable = isLast || hasFocus;
  const isUser = message.role === "user";
  return (
    <article
      class={isUser ? "message from-user" : "message from-qwen"}
      data-message={message.id}
      tabIndex={-1}
      onFocusIn={() => setFocus(true)}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setFocus(false);
      }}
    >
      <h2 class="unseen">{isUser ? labels.you : labels.assistant}</h2>
      {isUser ? (
        <UserMessage
          message={message}
          isReachable={isReachable}
          isEditing={props.isEditing}
          onEdit={(isEditing) => props.onEdit(message.id, isEditing)}
        />
      ) : (
        <AssistantMessage
          message={message}
          silenceLimit={props.silenceLimit}
          isReachable={isReachable}
          isNewest={props.isNewest}
          onShorten={() => props.onShorten(message.id)}
        />
      )}
    </article>
  );
});
