// What stands behind an @: a path or a part of one, and perhaps lines of it.

export interface MentionQuery {
  readonly text: string;
  /** Lines counted from 1, both inclusive. */
  readonly lines?: { readonly first: number; readonly last: number };
}

/** "src/client.ts:10-24" and "client.ts:10"; "L10-L24" and "#L10" as other tools write them. */
export function parseMentionQuery(query: string): MentionQuery {
  const match = /^(.*?)(?:[:#]L?(\d{1,7})(?:-L?(\d{1,7})?)?)$/i.exec(query);
  if (!match) return { text: query.replace(/[:#]L?$/i, "") };
  const [, text = "", from = "", to] = match;
  const first = Math.max(1, Number(from));
  return { text, lines: { first, last: Math.max(first, Number(to ?? from)) } };
}
