// The whole page, from top to bottom.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Composer } from "./composer.tsx";
import { Notices } from "./notices.tsx";
import { promptText } from "./parts/user.tsx";
import { Queue } from "./queue.tsx";
import type { PageState } from "./state.ts";
import { Thread } from "./thread.tsx";
import { ConnectBar, Suggestions, Welcome } from "./welcome.tsx";
import { createWords, WordsContext } from "./words.ts";

export function App({ page }: { readonly page: PageState }): JSX.Element | null {
  const words = useMemo(() => page.words && createWords(page.words.labels, page.words.locale), [page.words]);
  const [offered, setOffered] = useState({ text: "", count: 0, isAdded: false });
  const { state } = page;
  if (!words || !state) return null;
  const offer = (text: string, isAdded = false): void =>
    setOffered(({ count }) => ({ text, count: count + 1, isAdded }));
  const last = state.messages.at(-1);
  const isRunning = last?.status === "waiting" || last?.status === "streaming";
  return (
    <WordsContext.Provider value={words}>
      <Notices state={state} />
      <Thread state={state}>{state.connection.ready ? <Suggestions onPick={offer} /> : <Welcome />}</Thread>
      {!state.connection.ready && state.messages.length > 0 && <ConnectBar />}
      <Queue queue={state.queue} onRemoved={(text) => offer(text, true)} />
      <Composer
        state={state}
        prompts={state.messages.filter((message) => message.role === "user").map(promptText)}
        isRunning={isRunning}
        focus={page.focus}
        offered={offered}
      />
    </WordsContext.Provider>
  );
}
