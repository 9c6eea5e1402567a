// Under which day a conversation stands in the list, and how its time is written.

export interface Days {
  /** The heading that a time belongs under: today, yesterday, or the day itself. */
  heading(time: number, now: number): string;
  /** The time of day; where no heading says which day it was, the day for all but today. */
  time(time: number, now: number, isUnderHeading: boolean): string;
  /** Day and time in full. */
  full(time: number): string;
}

export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
}

export function createDays(locale: string, words: DayWords): Days {
  const known = Intl.DateTimeFormat.supportedLocalesOf([locale])[0];
  const format = (options: Intl.DateTimeFormatOptions): ((time: number) => string) => {
    const made = new Intl.DateTimeFormat(known, options);
    return (time) => made.format(within(time));
  };
  const day = format({ weekday: "long", day: "numeric", month: "long" });
  const dayAndYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const shortDay = format({ day: "numeric", month: "short" });
  const shortDayAndYear = format({ day: "numeric", month: "short", year: "numeric" });
  const clock = format({ hour: "numeric", minute: "2-digit" });
  const full = format({ dateStyle: "full", timeStyle: "short" });
  return {
    heading(time, now) {
      const ago = daysAgo(time, now);
      if (ago === 0) return words.today;
      if (ago === 1) return words.yesterday;
      return isSameYear(time, now) ? day(time) : dayAndYear(time);
    },
    time(time, now, isUnderHeading) {
      if (isUnderHeading || daysAgo(time, now) === 0) return clock(time);
      return isSameYear(time, now) ? shortDay(time) : shortDayAndYear(time);
    },
    full,
  };
}

/** Calendar days, not stretches of 24 hours. What seems to be still to come was written by a clock that went ahead: it is today's. */
export function daysAgo(time: number, now: number): number {
  return Math.max(0, Math.round((dayNumber(now) - dayNumber(time)) / DAY_MS));
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The reader's calendar day as a day of UTC, where every day has 24 hours. */
function dayNumber(time: number): number {
  const date = new Date(within(time));
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

const isSameYear = (a: number, b: number): boolean =>
  new Date(within(a)).getFullYear() === new Date(within(b)).getFullYear();

/** Imported conversations may claim any time; `Date` knows 270,000 years either way, less a day for the reader's time zone. */
const within = (time: number): number => Math.min(Math.max(time, -LIMIT), LIMIT);
const LIMIT = 8.64e15 - DAY_MS;
