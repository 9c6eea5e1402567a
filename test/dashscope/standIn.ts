// The stand-in for DashScope: a real HTTP server on 127.0.0.1 that answers from a script and remembers what it was sent.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answer, failure, json } from "./answers.ts";
import { play, type Reply } from "./reply.ts";
import { refusal } from "./rules.ts";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  readonly body: string;
  readonly json: unknown;
  /** Milliseconds since the epoch, with fractions: when the body was complete. */
  readonly at: number;
  /** When the connection was closed, or the reply was complete. */
  readonly closed: Promise<{ readonly at: number; readonly complete: boolean }>;
}

export interface StandInOptions {
  readonly port?: number;
  /** The only key that is accepted; none is asked for without it. */
  readonly key?: string;
  /** Refuse what DashScope refuses. On, unless false: a self-hosted server takes nearly everything. */
  readonly strict?: boolean;
  /** For requests that the queue has no reply for. A function may answer by what was asked; undefined is the default answer. */
  readonly respond?: Reply | ((request: Recorded) => Reply | undefined);
  readonly models?: readonly string[];
}

export interface StandIn {
  /** http://127.0.0.1:port */
  readonly origin: string;
  /** The base URL for clients. */
  readonly url: string;
  readonly port: number;
  /** All requests so far, in order. */
  readonly requests: readonly Recorded[];
  /** Replies for the next chat requests, one each, before `respond` is asked. */
  readonly enqueue: (...replies: readonly Reply[]) => void;
  /** Forgets the replies that nobody has asked for. */
  readonly clear: () => void;
  /** Resolves with the request of this number, counted from 0, when it has come; rejects when it has not within a minute. */
  readonly request: (index: number) => Promise<Recorded>;
  readonly openSockets: () => number;
  readonly close: () => Promise<void>;
}

const PATIENCE_MS = 60_000;

const defaultModels = [
  "qwen3.8-max",
  "qwen3.8-flash",
  "qwen3.7-plus",
  "qwen3-coder-plus",
  "text-embedding-v4",
  "wan2.7-t2v",
];

export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const requests: Recorded[] = [];
  const queue: Reply[] = [];
  const waiting: { readonly index: number; readonly resolve: (request: Recorded) => void }[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((incoming, response) => {
    void handle(incoming, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    // A client that hangs up while it is written to is what many tests are about.
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = new Promise<{ at: number; complete: boolean }>((resolve) =>
      response.once("close", () => resolve({ at: now(), complete: response.writableFinished })),
    );
    const body = await readBody(incoming);
    if (body === undefined) return;
    const { method = "", url: path = "", headers } = incoming;
    const recorded: Recorded = { method, path, headers, body, json: parse(body), at: now(), closed };
    requests.push(recorded);
    for (const { index, resolve } of waiting) if (index === requests.length - 1) resolve(recorded);
    await play(replyTo(recorded), response);
  }

  function replyTo(request: Recorded): Reply {
    if (options.key !== undefined && request.headers.authorization !== `Bearer ${options.key}`) {
      return failure(
        401,
        "invalid_api_key",
        "Incorrect API key provided. For details, see: https://www.alibabacloud.com/help/en/model-studio/error-code#apikey-error",
      );
    }
    if (request.method === "GET" && request.path.endsWith("/models")) {
      const data = (options.models ?? defaultModels).map((id) => ({
        id,
        object: "model",
        created: 1,
        owned_by: "system",
      }));
      return json(200, { object: "list", data });
    }
    if (request.method !== "POST" || !request.path.endsWith("/chat/completions")) return [{ head: 404 }];
    const refused = options.strict === false ? undefined : refusal(request.json);
    if (refused) return refused;
    const queued = queue.shift();
    if (queued) return queued;
    const { respond } = options;
    return (typeof respond === "function" ? respond(request) : respond) ?? answer("Hello from the stand-in.");
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    url: `${origin}/compatible-mode/v1`,
    port,
    requests,
    enqueue: (...replies) => queue.push(...replies),
    clear: () => queue.splice(0),
    request: (index) => {
      const known = requests[index];
      if (known) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const late = () =>
          reject(new Error(`Request ${index} did not come: there were ${requests.length} in a minute`));
        const timer = setTimeout(late, PATIENCE_MS);
        waiting.push({
          index,
          resolve(request) {
            clearTimeout(timer);
            resolve(request);
          },
        });
      });
    },
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const now = (): number => performance.timeOrigin + performance.now();

/** Undefined when the client has gone before it was complete. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer); // no encoding is set, so they are buffers
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
