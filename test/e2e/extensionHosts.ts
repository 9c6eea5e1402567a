// The extension hosts of a server: one process for each window.
import { run } from "../host/processes.ts";
import type { Server } from "../host/server.ts";
import { until } from "../until.ts";

/** Their process ids, the oldest first. */
export async function extensionHosts(server: Server): Promise<number[]> {
  const lines = (await run("ps", ["-A", "-o", "pid=,ppid=,args="])).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === server.pid && command?.includes("--type=extensionHost") ? [Number(pid)] : [];
  });
}

/** As when it crashes or runs out of memory. */
export async function killExtensionHost(server: Server): Promise<void> {
  await until(async () => (await extensionHosts(server)).length === 1, "one extension host");
  const [pid] = await extensionHosts(server);
  if (pid) process.kill(pid, "SIGKILL");
  await until(async () => !(await extensionHosts(server)).includes(pid ?? 0), "the extension host is gone");
}
