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
    const before = performance.now();
    const loaded = load(request, ...rest);
    const loadMs = performance.now() - before;
    const activate = (context) => {
      const start = performance.now();
      const result = loaded.activate(context);
      activations[name] = { loadMs, activateMs: performance.now() - start };
      return result;
    };
    return { ...loaded, activate };
  };
  inspector.open(0, "127.0.0.1");
  const file = process.env.ASK_QWEN_BENCH_PROBE;
  writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, url: inspector.url() }));
  renameSync(`${file}.new`, file);
};
