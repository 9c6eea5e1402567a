// Tells the time of connecting from the time of waiting for an answer, which `fetch` itself does not.
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Fetch } from "./guardedFetch.ts";
import type { Watchdog } from "./watchdog.ts";

/**
 * A model may think for a minute before its first byte, so a limit on headers can not be the limit for connecting. undici, which is
 * Node's `fetch` and VS Code's, announces on diagnostics channels when a request is queued and when its first
 * bytes go out on a connected socket; between the two it looks up the name, connects and agrees on encryption. The
 * request is recognised by the asynchronous context that it was made in. A `fetch` that announces nothing keeps its own limit
 * (undici's is 10 s as well, reported as UND_ERR_CONNECT_TIMEOUT), and ours for the first token.
 */
export function watchConnecting(fetch: Fetch, watchdog: Pick<Watchdog, "connecting" | "connected">): Fetch {
  return async (input, init) => {
    const token = {};
    const requests = new WeakSet<object>();
    const created = (message: unknown) => {
      if (context.getStore() !== token) return;
      requests.add(requestIn(message));
      watchdog.connecting();
    };
    const sent = (message: unknown) => {
      if (requests.has(requestIn(message))) watchdog.connected();
    };
    subscribe("undici:request:create", created);
    subscribe("undici:client:sendHeaders", sent);
    try {
      return await context.run(token, () => fetch(input, init));
    } finally {
      watchdog.connected();
      unsubscribe("undici:request:create", created);
      unsubscribe("undici:client:sendHeaders", sent);
    }
  };
}

const context = new AsyncLocalStorage<object>();

const requestIn = (message: unknown): object =>
  typeof message === "object" && message !== null && "request" in message && typeof message.request === "object"
    ? (message.request ?? message)
    : {};
