import assert from "node:assert/strict";
import { test } from "node:test";
import { createDays, daysAgo } from "../../../media/history/days.ts";

// A place where the clocks change, before the first date is made.
process.env["TZ"] = "America/New_York";

const on = (year: number, month: number, day: number, hour = 12, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
const words = { today: "Today", yesterday: "Yesterday" };

test("days are those of the calendar, not stretches of 24 hours", () => {
  assert.equal(daysAgo(on(2026, 11, 23, 0, 1), on(2026, 11, 23, 23, 59)), 0);
  assert.equal(daysAgo(on(2026, 11, 22, 23, 59), on(2026, 11, 23, 0, 1)), 1);
  assert.equal(daysAgo(on(2026, 11, 22, 0, 0), on(2026, 11, 23, 23, 59)), 1);
});

test("days of 23 and of 25 hours are one day", () => {
  assert.equal(daysAgo(on(2026, 3, 7), on(2026, 3, 9, 0, 5)), 2);
  assert.equal(daysAgo(on(2026, 10, 31, 23), on(2026, 11, 2, 0, 5)), 2);
  assert.equal(daysAgo(on(2025, 12, 31, 23), on(2026, 1, 1, 0, 5)), 1);
});

test("what a clock that went ahead has written is today's", () => {
  const days = createDays("en", words);
  assert.equal(daysAgo(on(2027, 1, 1), on(2026, 11, 23)), 0);
  assert.equal(days.heading(on(2027, 1, 1), on(2026, 11, 23)), "Today");
});

test("a heading names the day, with the year if it is another one", () => {
  const days = createDays("en", words);
  const now = on(2026, 11, 23);
  assert.equal(days.heading(on(2026, 11, 23, 1), now), "Today");
  assert.equal(days.heading(on(2026, 11, 22, 1), now), "Yesterday");
  assert.equal(days.heading(on(2026, 11, 21), now), "Saturday, November 21");
  assert.equal(days.heading(on(2025, 11, 23), now), "Sunday, November 23, 2025");
  assert.equal(createDays("zh-cn", words).heading(on(2026, 11, 21), now), "11月21日星期六");
});

test("the time of a row says the day only where no heading does", () => {
  const days = createDays("en-GB", words);
  const now = on(2026, 11, 23);
  assert.equal(days.time(on(2026, 11, 21, 9, 5), now, true), "9:05");
  assert.equal(days.time(on(2026, 11, 23, 9, 5), now, false), "9:05");
  assert.equal(days.time(on(2026, 11, 21, 9, 5), now, false), "21 Nov");
  assert.equal(days.time(on(2025, 11, 21, 9, 5), now, false), "21 Nov 2025");
});

test("a language that is not known and a time that is none are no errors", () => {
  const days = createDays("qps-ploc", words);
  for (const time of [Number.MAX_VALUE, -Number.MAX_VALUE, 0]) assert.ok(days.full(time) && days.heading(time, 0));
});
