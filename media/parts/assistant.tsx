// An answer: thinking, text, how it ended, what it took.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/protocol.ts";
import { atComposer } from "../atComposer.ts";
import { post } from "../host.ts";
import { CheckIcon, CompareIcon, CopyIcon, RequestIcon, RetryIcon, SideIcon } from "../icons.tsx";
import { useLive } from "../live.ts";
import { useWords } from "../words.ts";
import { Action, Actions } from "./actions.tsx";
import { ErrorCard } from "./error.tsx";
import { References } from "./references.tsx";
import { Siblings } from "./siblings.tsx";
import { Sources } from "./sources.tsx";
import { Outcome, Running } from "./status.tsx";
import { TextPart } from "./text.tsx";
import { ThinkingPart } from "./thinking.tsx";
import { Usage } from "./usage.tsx";

export interface AssistantMessageProps {
  readonly message: MessageView;
  readonly silenceLimit: number;
  readonly isReachable: boolean;
  readonly isNewest: boolean;
  readonly onShorten: () => void;
}

export function AssistantMessage(props: AssistantMessageProps): JSX.Element {
  const message = useLive(props.message);
  const isRunning = message.status === "waiting" || message.status === "streaming";
  return (
    <>
      {message.parts.map((part, index) => {
        const isGrowing = isRunning && index === message.parts.length - 1;
        switch (part.type) {
          case "text":
            return (
              <TextPart
                key={index}
                messageId={message.id}
                text={part.text}
                isStreaming={isGrowing}
                sources={message.sources}
              />
            );
          case "thinking":
            return <ThinkingPart key={index} part={part} isRunning={isGrowing} />;
          case "reference":
            return <References key={index} messageId={message.id} references={[part]} />;
          default:
            part satisfies never;
            return null;
        }
      })}
      {message.sources && <Sources messageId={message.id} sources={message.sources} />}
      {!isRunning && <Outcome message={message} isNewest={props.isNewest} />}
      {!isRunning && message.error && (
        <ErrorCard messageId={message.id} error={message.error} onShorten={props.onShorten} />
      )}
      {/* Two elements: one goes from the end of the panel, the other comes to the end of the answer. Nothing moves. */}
      {isRunning ? (
        <div class="message-foot running" key="running">
          <Running message={message} silenceLimit={props.silenceLimit} />
        </div>
      ) : (
        <div class="message-foot" key="done">
          <Foot message={message} isReachable={props.isReachable} />
        </div>
      )}
    </>
  );
}

function Foot({ message, isReachable }: { readonly message: MessageView; readonly isReachable: boolean }): JSX.Element {
  const { labels } = useWords();
  const hasText = message.parts.some((part) => part.type === "text" && part.text !== "");
  return (
    <>
      <Siblings message={message} />
      {(message.usage || hasText) && <Usage usage={message.usage} model={message.model} hasSearched={message.search} />}
      <Actions label={labels.assistant}>
        {hasText && <CopyAnswer messageId={message.id} isReachable={isReachable} />}
        <Action
          label={labels.retry}
          isReachable={isReachable}
          onClick={() => post({ type: "retry", messageId: message.id })}
        >
          <RetryIcon />
        </Action>
        {!message.compared && (
          <Action
            name="compare-answer"
            label={labels.compare}
            isReachable={isReachable}
            onClick={() => post({ type: "compare", messageId: message.id })}
          >
            <CompareIcon />
          </Action>
        )}
        <Action
          name="show-sent"
          label={labels.showSent}
          isReachable={isReachable}
          onClick={() => post({ type: "showSent", messageId: message.id })}
        >
          <RequestIcon />
        </Action>
        {message.status === "done" && hasText && (
          <Action
            name="side-question"
            label={labels.sideQuestion}
            isReachable={isReachable}
            onClick={() => {
              post({ type: "side", messageId: message.id });
              atComposer.focus();
            }}
          >
            <SideIcon />
          </Action>
        )}
      </Actions>
    </>
  );
}

function CopyAnswer({
  messageId,
  isReachable,
}: {
  readonly messageId: string;
  readonly isReachable: boolean;
}): JSX.Element {
  const { labels } = useWords();
  const [isCopied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Action
      label={isCopied ? labels.copied : labels.copyAnswer}
      isReachable={isReachable}
      onClick={() => {
        post({ type: "copyAnswer", messageId });
        setCopied(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setCopied(false), 1500);
      }}
    >
      {isCopied ? <CheckIcon /> : <CopyIcon />}
    </Action>
  );
}
