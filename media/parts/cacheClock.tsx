// How long the cache still has the conversation. It wakes up five times in all, and never while nobody looks.
import type { JSX } from "preact";
import { useEffect, useReducer } from "preact/hooks";
import { fill, useWords } from "../words.ts";

const MINUTE = 60_000;
/** The clocks of this page's machine and of the extension's may differ; more than this is never left. */
const MOST = 5 * MINUTE;

export function CacheClock({ until }: { readonly until: number }): JSX.Element | null {
  const { labels, number, locale } = useWords();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const left = Math.min(until - Date.now(), MOST);
  useEffect(() => {
    if (left <= 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") return;
      // At the next full minute the words change.
      timer = setTimeout(redraw, ((until - Date.now()) % MINUTE) + 50, undefined);
    };
    const onVisibility = (): void => {
      if (document.visibilityState === "visible") redraw(undefined);
      wake();
    };
    wake();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  });
  if (left <= 0) return null;
  const minutes = Math.floor(left / MINUTE);
  const time = new Date(until).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  return (
    <li class="cache-clock" title={fill(labels.cacheLivesWhy, time)}>
      {minutes > 0 ? fill(labels.cacheLives, number(minutes)) : labels.cacheLivesShort}
    </li>
  );
}
