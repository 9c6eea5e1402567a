// Whether anything moves on the page: what the browser's Layout Instability API counts, and, finer, where each word stands.
import type { Page } from "playwright-core";
import type { State, ToPage } from "../../src/protocol.ts";
import type { PanelPage } from "./harness.ts";

/** Something on the screen that moved, as the browser reports it. */
export interface Shift {
  /** What moved: its element with classes, and the beginning of its text. */
  readonly what: string;
  /** x, y, width and height, before and after. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** The part of the text that had come. */
  readonly after: string;
}

/** To be called when the page is still. Entries come later than the shift, so `shiftsSeen` ends with a shift of its own. */
export const watchShifts = (page: Page): Promise<void> =>
  page.evaluate(`{
  const rect = ({ x, y, width, height }) => [x, y, width, height].map((value) => Math.round(value * 10) / 10);
  const nameOf = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element ? element.localName + "." + element.className + " " + (node.textContent ?? "").slice(0, 50) : "gone";
  };
  globalThis.shifts = [];
  // For the renderer no time goes by: it then draws each piece, where a busy machine would let it skip frames.
  performance.now = () => 0;
  globalThis.arrived = "";
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      for (const { node, previousRect, currentRect } of entry.sources) {
        shifts.push({ what: nameOf(node), from: rect(previousRect), to: rect(currentRect), after: arrived.slice(-40) });
      }
      if (entry.sources.length === 0) shifts.push({ what: "unknown", from: [], to: [], after: arrived.slice(-40) });
    }
  }).observe({ type: "layout-shift" });
}`);

/**
 * All shifts so far. The control is in here: an element over the thread is moved by 20 pixels, and when the browser has
 * reported that, it has reported everything before it.
 */
export async function shiftsSeen(page: Page): Promise<readonly Shift[]> {
  return page.evaluate(`(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    const control = Object.assign(document.createElement("div"), { className: "control", textContent: "control" });
    for (const [name, value] of Object.entries({ position: "absolute", top: "40px", left: "20px", width: "150px", height: "60px", background: "red" }))
      control.style.setProperty(name, value);
    document.body.append(control);
    await frame();
    await frame();
    const seen = () => shifts.findIndex(({ what }) => what.startsWith("div.control "));
    for (let top = 60; seen() < 0 && top < 400; top += 20) {
      control.style.top = top + "px";
      await frame();
      await frame();
    }
    control.remove();
    const at = seen();
    if (at < 0) throw new Error("the browser does not report shifts");
    return shifts.slice(0, at);
  })()`);
}

/** Sends the pieces as deltas of a part, one a frame. Returns what is finer than the API, which counts from 3 pixels on: words that moved. */
export function streamInto(page: Page, pieces: readonly string[], part: number, at = 0): Promise<readonly string[]> {
  return page.evaluate(`(${streamer})(${JSON.stringify({ pieces, part, from: at }).replaceAll("<", "\\u003c")})`);
}

/** Runs in the page. */
const streamer = `async ({ pieces, part, from }) => {
  const word = /[\\u2e80-\\uffef]|[^\\s\\u2e80-\\uffef]+/g;
  const range = document.createRange();
  const look = () => {
    const content = document.querySelector(".thread-content").getBoundingClientRect();
    const walker = document.createTreeWalker(document.querySelector(".thread-content"), NodeFilter.SHOW_TEXT);
    let text = "";
    const words = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // What is sticky stays where it is on the screen, which is a movement within the content.
      if (node.parentElement.closest(".message-foot, .unseen, .thinking, .maths, .code-header, .table-tools")) continue;
      for (const match of node.data.matchAll(word)) {
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const { x, y } = range.getClientRects()[0] ?? { x: 0, y: 0 };
        words.push({ at: text.length + match.index, to: text.length + match.index + match[0].length, x: x - content.x, y: y - content.y });
      }
      text += node.data;
    }
    return { text, words };
  };
  const moved = [];
  const compare = (before, now) => {
    let same = 0;
    while (same < before.text.length && before.text[same] === now.text[same]) same++;
    const places = new Map(now.words.map((one) => [one.at, one]));
    // The last word may go to the next line as it grows, with what must not stand at a line's beginning.
    for (const one of before.words.slice(0, -2)) {
      const then = one.to <= same ? places.get(one.at) : undefined;
      if (!then || (Math.abs(then.x - one.x) < 0.5 && Math.abs(then.y - one.y) < 0.5)) continue;
      moved.push("moved " + JSON.stringify([before.text.slice(one.at, one.to + 20), [one.x, one.y], [then.x, then.y], arrived.slice(-30)]));
      break;
    }
    return now;
  };
  let at = from;
  let before = look();
  for (const text of pieces) {
    underTest.send({ type: "delta", messageId: "a", part, at, text });
    at += text.length;
    arrived += text;
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    before = compare(before, look());
  }
  return moved;
}`;

/** Posts a state and waits until everything that follows from it is on the screen. */
export async function showState(panel: PanelPage, state: State): Promise<void> {
  const message: ToPage = { type: "state", state };
  await panel.post(message);
  await panel.post();
}
