// Runs in every frame of the workbench before its own scripts: looks on, with one clock for all frames and processes.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const at = (event) => performance.timeOrigin + event.timeStamp;
  const bench = { clickAt: 0, enterAt: 0, openedAt: 0, wholeAt: 0, drawnAt: 0 };
  globalThis.askQwenBench = bench;

  // The frames around this one. Asked now, because VS Code hides them from what runs in a webview.
  const around = [];
  for (let view = window; view !== top && view.frameElement; view = view.parent) around.push(view.frameElement);

  const onClick = (event) => (bench.clickAt = at(event));
  const onEnter = (event) => event.key === "Enter" && (bench.enterAt = at(event));
  /** Again when something is watched: VS Code writes the document of a webview anew, which drops all listeners. */
  const listen = () => {
    addEventListener("click", onClick, true);
    addEventListener("keydown", onEnter, true);
  };
  listen();

  /** The end of a text carries this sign, its beginning the other one. */
  const [begin, end] = ["❡", "∎"];

  /** Notes when a text box can be written in, when our composer with all of its parts is there, and when the end of a saved answer is there. */
  function watchOpening() {
    const look = () => {
      const box = document.querySelector("textarea");
      if (!bench.openedAt && box && !box.disabled && box.getClientRects().length > 0 && isShown())
        bench.openedAt = now();
      if (!bench.wholeAt && box?.closest("form") && isShown()) bench.wholeAt = now();
      if (!bench.drawnAt && document.body?.textContent.includes(end)) bench.drawnAt = now();
      if (bench.openedAt && bench.drawnAt) clearInterval(timer);
    };
    const timer = setInterval(look, 2);
    setTimeout(() => clearInterval(timer), 10_000);
  }

  /** A webview is loaded unseen and shown when it is ready. */
  const isShown = () => around.every((frame) => getComputedStyle(frame).visibility === "visible");

  /** Notes first and last text of the next answer, the frames meanwhile and the tasks of 50 ms and more. */
  bench.watchAnswer = () => {
    listen();
    const seen = { firstAt: 0, finalAt: 0, frames: [], tasks: [], lastChangeAt: 0 };
    bench.answer = seen;
    const observer = new MutationObserver((records) => {
      seen.lastChangeAt = now();
      for (const { type, target, addedNodes } of records) {
        for (const node of type === "characterData" ? [target] : addedNodes) {
          const text = node.nodeType === Node.TEXT_NODE ? node.data : node.textContent;
          if (!seen.firstAt && text.includes(begin)) seen.firstAt = now();
          if (seen.firstAt && !seen.finalAt && text.includes(end)) seen.finalAt = now();
        }
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(duration);
    });
    tasks.observe({ type: "longtask" });
    let last = 0;
    let frame = requestAnimationFrame(function next(time) {
      if (last && seen.firstAt && !seen.finalAt) seen.frames.push(time - last);
      last = time;
      frame = requestAnimationFrame(next);
    });
    bench.stopWatching = () => {
      observer.disconnect();
      tasks.disconnect();
      cancelAnimationFrame(frame);
      return { ...seen, enterAt: bench.enterAt };
    };
  };

  /** Length of the text on the page over time, to see what is still added after Stop. */
  bench.watchLength = () => {
    listen();
    const lengths = [];
    const note = () => lengths.push([now(), document.body.textContent.length]);
    const observer = new MutationObserver(note);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    note();
    bench.lengths = () => {
      observer.disconnect();
      return { lengths, clickAt: bench.clickAt };
    };
  };

  /** For each key, from the press to the end of the frame that shows its character. */
  bench.watchKeys = () => {
    const delays = [];
    let pressedAt = 0;
    const onKey = (event) => (pressedAt = at(event));
    const onInput = () => {
      const from = pressedAt;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => delays.push(now() - from);
        channel.port2.postMessage(0);
      });
    };
    addEventListener("keydown", onKey, true);
    addEventListener("input", onInput, true);
    bench.keys = () => {
      removeEventListener("keydown", onKey, true);
      removeEventListener("input", onInput, true);
      return delays;
    };
  };

  if (window !== top) watchOpening();
})();
