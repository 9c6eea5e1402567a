import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});

/** Starts a program as the leader of its own group, so that all it starts can be stopped with it. */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  listenForSignals();
  const child = spawn(command, [...args], { ...options, detached: process.platform !== "win32" });
  running.add(child);
  return child;
}

/** Asks the group to end, and ends it after `patience` milliseconds. Resolves when its leader is gone. */
export async function stopGroup(child: ChildProcess, patience = 3000): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    signalGroup(child, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), patience);
    await gone;
    clearTimeout(timer);
  }
  signalGroup(child, "SIGKILL");
  running.delete(child);
}

/** Runs a program to its end and returns what it printed; throws with that text when it fails. */
export async function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  const child = startGroup(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += data));
  const code = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status, signal) => resolve(status ?? signal ?? "no exit code"));
  });
  running.delete(child);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${output}`);
  return output;
}

let takeSignal: ((exitCode: number) => void) | undefined;

/** The next signal is the caller's to act on and to exit for, with this code; one more ends the process at once. */
export function nextSignal(): Promise<number> {
  listenForSignals();
  return new Promise((resolve) => {
    takeSignal = resolve;
  });
}

// A terminal sends Ctrl+C to its own group only, and groups of our own would live on: Node's default for a signal does
// not run the exit listeners.
let isListening = false;
function listenForSignals(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      const take = takeSignal ?? process.exit;
      takeSignal = undefined;
      take(128 + constants.signals[signal]);
    });
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
