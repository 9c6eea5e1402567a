// The bench's side of the service: plans one answer at a time and hears when it was asked for, written and left.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Plan, Told } from "./serviceProcess.ts";

export interface Exchange {
  readonly request: Promise<Extract<Told, { type: "request" }>>;
  readonly sent: Promise<Extract<Told, { type: "sent" }>>;
  readonly closed: Promise<Extract<Told, { type: "closed" }>>;
}

export interface Service {
  /** The base URL for clients. */
  readonly url: string;
  /** The next chat request is answered so. */
  plan(plan: Omit<Plan, "id">): Exchange;
  stop(): Promise<void>;
}

/** An answer that has not come by then never will. */
const limitMs = 90_000;

export async function startService(): Promise<Service> {
  const child = fork(join(import.meta.dirname, "serviceProcess.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<string, (told: never) => void>();
  const wait = <Type extends Told["type"]>(type: Type, id: number) =>
    new Promise<Extract<Told, { type: Type }>>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No "${type}" from the service`)), limitMs).unref();
      waiting.set(`${type} ${id}`, (told: Extract<Told, { type: Type }>) => {
        clearTimeout(timer);
        resolve(told);
      });
    });
  const listening = wait("listening", 0);
  child.on("message", (told: Told) => {
    const id = "id" in told ? told.id : 0;
    waiting.get(`${told.type} ${id}`)?.(told as never); // the key has the type in it
    waiting.delete(`${told.type} ${id}`);
  });
  const { port } = await listening;
  let plans = 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    plan(plan) {
      plans += 1;
      child.send({ ...plan, id: plans });
      const exchange = { request: wait("request", plans), sent: wait("sent", plans), closed: wait("closed", plans) };
      // What nobody waits for may fail in silence.
      for (const promise of Object.values(exchange)) promise.catch(() => undefined);
      return exchange;
    },
    async stop() {
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}
