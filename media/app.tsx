// The whole page, from top to bottom.
import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { atComposer } from "./atComposer.ts";
import { Composer } from "./composer.tsx";
import { isFocusLost } from "./focus.ts";
import { History } from "./history/history.tsx";
import { Notices } from "./notices.tsx";
import { promptText } from "./parts/user.tsx";
import { Queue } from "./queue.tsx";
import { SideBanner } from "./sideBanner.tsx";
import type { PageState } from "./state.ts";
import { Thread } from "./thread.tsx";
import { ConnectBar, Suggestions, Welcome } from "./welcome.tsx";
import { createWords, WordsContext } from "./words.ts";

export function App({ page }: { readonly page: PageState }): JSX.Element | null {
  const words = useMemo(() => page.words && createWords(page.words.labels, page.words.locale), [page.words]);
  const [offered, setOffered] = useState({ text: "", count: 0 });
  const { state, history } = page;
  useFocusAfter(history !== undefined);
  if (!words || !state) return null;
  const offer = (text: string): void => setOffered(({ count }) => ({ text, count: count + 1 }));
  const isRunning = state.messages.slice(-2).some(({ status }) => status === "waiting" || status === "streaming");
  return (
    <WordsContext.Provider value={words}>
      <Notices state={state} />
      <div class="body">
        {/* Covered, not taken away: where the reader is, what is written and what is unfolded stay as they are. */}
        <div class={`chat${history ? " covered" : ""}${isRunning ? " is-running" : ""}`}>
          <Thread state={state} find={page.find} reveal={page.reveal}>
            {state.connection.ready ? <Suggestions onPick={offer} /> : <Welcome />}
          </Thread>
          {!state.connection.ready && state.messages.length > 0 && <ConnectBar />}
          <SideBanner isOpen={state.side !== undefined} isRunning={isRunning} />
          <Queue conversation={state.conversation.id} queue={state.queue} />
          <Composer
            state={state}
            prompts={state.messages.filter((message) => message.role === "user").map(promptText)}
            isRunning={isRunning}
            focus={page.focus}
            offered={offered}
            mentions={page.mentions}
          />
        </div>
        {history && <History view={history} focus={page.focus} />}
      </div>
    </WordsContext.Provider>
  );
}

/** When the list goes, the cursor that was in it goes to the composer; one that is outside of the page stays there. */
function useFocusAfter(isOpen: boolean): void {
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen && isFocusLost()) atComposer.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
}
