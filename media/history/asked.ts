// Tells the host's own changes of the query from its answers to what was typed: answers may be older than the box.

export interface Asked {
  ask(query: string): void;
  /** A view with this query came. True if nobody asked for it here: the host has begun anew, and the box has to follow. */
  came(query: string): boolean;
}

export function createAsked(first: string): Asked {
  let answered = first;
  let waiting: readonly string[] = [];
  return {
    ask(query) {
      waiting = [...waiting, query];
    },
    came(query) {
      const at = waiting.indexOf(query);
      const isNews = at < 0 && query !== answered;
      waiting = isNews ? [] : waiting.slice(at + 1);
      answered = query;
      return isNews;
    },
  };
}
