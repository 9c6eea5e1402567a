// Runs in every frame of the workbench before its own scripts: counts frames and messages while an answer streams.
(() => {
  const fresh = () => ({ frames: 0, dropped: 0, messages: 0, keys: [] });
  let seen = fresh();
  let stop = () => undefined;

  globalThis.askQwenSoak = {
    /** Again for each answer: VS Code writes the document of a webview anew, which drops all listeners. */
    watch() {
      stop();
      let last = 0;
      let pressedAt = 0;
      const onMessage = ({ data }) => {
        if (data?.type === "state" || data?.type === "delta") seen.messages += 1;
      };
      let frame = requestAnimationFrame(function next(time) {
        if (last) {
          const due = Math.max(1, Math.round((time - last) / (1000 / 60)));
          seen.frames += due;
          seen.dropped += due - 1;
        }
        last = time;
        frame = requestAnimationFrame(next);
      });
      const onKey = (event) => (pressedAt = event.timeStamp);
      const onInput = () => {
        const from = pressedAt;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => seen.keys.push(performance.now() - from);
          channel.port2.postMessage(0);
        });
      };
      const listeners = { message: onMessage, keydown: onKey, input: onInput };
      for (const [type, listener] of Object.entries(listeners)) addEventListener(type, listener, true);
      stop = () => {
        cancelAnimationFrame(frame);
        for (const [type, listener] of Object.entries(listeners)) removeEventListener(type, listener, true);
      };
    },
    /** What was counted since the last time. */
    take() {
      stop();
      stop = () => undefined;
      const taken = seen;
      seen = fresh();
      return taken;
    },
  };
})();
