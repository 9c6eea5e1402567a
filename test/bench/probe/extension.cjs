// Lets the bench look into the extension host: opens Node's inspector and notes how long each extension takes to load and activate.
const { renameSync, writeFileSync } = require("node:fs");
const inspector = require("node:inspector");
const Module = require("node:module");

exports.activate = () => {
  const activations = {};
  globalThis.askQwenBench = { activations };
  const load = Module._load;
  Module._load = (request, ...rest) => {
    const name = /ask-qwen[\w.-]*(?=[/\\](dist[/\\])?extension\.cjs$)/.exec(request)?.[0];
    if (!name) return load(request, ...rest);
    const loading = stopwatch();
    const loaded = load(request, ...rest);
    const loadTime = loading();
    const activate = (context) => {
      const activating = stopwatch();
      const result = loaded.activate(context);
      const activateTime = activating();
      activations[name] = { ms: loadTime.ms + activateTime.ms, cpuMs: loadTime.cpuMs + activateTime.cpuMs };
      return result;
    };
    return { ...loaded, activate };
  };
  inspector.open(0, "127.0.0.1");
  const file = process.env.ASK_QWEN_BENCH_PROBE;
  writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, url: inspector.url() }));
  renameSync(`${file}.new`, file);
};

/** Wall-clock time and this thread's time on a processor; on a busy machine they differ. */
function stopwatch() {
  const cpu = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const [ms, cpuMs] = [performance.now(), cpu()];
  return () => ({ ms: performance.now() - ms, cpuMs: cpu() - cpuMs });
}
