// Runs in the page before its own script: what VS Code puts there, and a record for the tests.
{
  const posted = [];
  const violations = [];
  const errors = [];
  const stored = sessionStorage.getItem("kept");
  let kept = stored ? JSON.parse(stored) : undefined;
  let isTaken = false;
  globalThis.acquireVsCodeApi = () => {
    if (isTaken) throw new Error("An instance of the VS Code API has already been acquired");
    isTaken = true;
    return {
      postMessage: (message) => posted.push(structuredClone(message)),
      getState: () => kept,
      setState: (state) => {
        kept = structuredClone(state);
        const written = JSON.stringify(kept);
        // VS Code's own memory has no such limit.
        if (written.length < 1024 * 1024) sessionStorage.setItem("kept", written);
        return state;
      },
    };
  };
  addEventListener("securitypolicyviolation", (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
  addEventListener("error", (event) => errors.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
  globalThis.underTest = {
    posted,
    violations,
    errors,
    kept: () => kept,
    send: (message) => postMessage(message, origin),
  };
}
