// Which of the messages the page has are drawn: the end, what the reader came near, and what they went to. Between
// these are gaps, of about the height that their messages would have.

/** Messages drawn at first, and in each step: two turns, which most often fill a side bar. */
export const STEP = 4;

/** So many new messages at the end are drawn at once; more of them are another branch, of which the end is drawn. */
const NEW = 40;

interface WithId {
  readonly id: string;
}

export interface Drawn {
  /** What stands before it is not even a gap: there the reader comes nearer by steps. */
  readonly start: number;
  /** By their place among all messages. */
  readonly isDrawn: readonly boolean[];
}

/** `known` are the messages that were drawn before, or shall be. */
export function drawnOf(messages: readonly WithId[], known: ReadonlySet<string>): Drawn {
  const isKnown = messages.map(({ id }) => known.has(id));
  const fresh = messages.length - 1 - isKnown.lastIndexOf(true);
  const hasKnown = fresh < messages.length;
  const end = Math.max(0, messages.length - (hasKnown && fresh <= NEW ? fresh : STEP));
  return {
    start: hasKnown ? isKnown.indexOf(true) : end,
    isDrawn: isKnown.map((was, index) => was || index >= end),
  };
}

/** Messages in one box. A box that is far from the screen costs nothing, whatever is in it. */
export const BOX = 10;

export interface Gap<Message> {
  /** Its first message's place among all. */
  readonly at: number;
  readonly messages: readonly Message[];
}

export interface Box<Message> {
  readonly number: number;
  readonly hasGap: boolean;
  readonly items: readonly (Message | Gap<Message>)[];
}

/** By their place in the branch, of which `before` messages are not here: so no message changes its box when others come above or below. */
export function inBoxes<Message extends WithId>(
  messages: readonly Message[],
  before: number,
  { start, isDrawn }: Drawn,
): readonly Box<Message>[] {
  const boxes: Box<Message>[] = [];
  for (let from = start; from < messages.length; ) {
    const number = Math.floor((before + from) / BOX);
    const to = Math.min(messages.length, (number + 1) * BOX - before);
    boxes.push({ number, ...itemsOf(messages, from, to, isDrawn) });
    from = to;
  }
  return boxes;
}

function itemsOf<Message extends WithId>(
  messages: readonly Message[],
  from: number,
  to: number,
  isDrawn: readonly boolean[],
): Omit<Box<Message>, "number"> {
  const items: (Message | Gap<Message>)[] = [];
  let gap: Message[] | undefined;
  for (let index = from; index < to; index++) {
    const message = messages[index]!;
    if (isDrawn[index]) {
      gap = undefined;
      items.push(message);
    } else if (gap) {
      gap.push(message);
    } else {
      gap = [message];
      items.push({ at: index, messages: gap });
    }
  }
  return { items, hasGap: isDrawn.slice(from, to).includes(false) };
}
