// The layers below HTTP, one by one: name, connection, certificate. Each throws as the network does.
import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type PeerCertificate } from "node:tls";

const LIMIT_MS = 10_000;

export async function addressesOf(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true });
  return found.map(({ address }) => address);
}

/** Opens a connection and closes it. */
export async function reach(hostname: string, port: number, signal: AbortSignal): Promise<void> {
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port });
  try {
    await event(socket, "connect", signal);
  } finally {
    socket.destroy();
  }
}

export interface Certificate {
  /** Who it is for, who made it, and the days it is good for. */
  readonly subject: string;
  readonly issuer: string;
  readonly from: string;
  readonly to: string;
  /** Why it is not trusted, as OpenSSL calls it; undefined if it is. */
  readonly problem: string | undefined;
}

/** Looks at the certificate, trusted or not. A connection that is not trusted is closed by Node before anything can be sent over it. */
export async function certificateOf(hostname: string, port: number, signal: AbortSignal): Promise<Certificate> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }) });
  let certificate: PeerCertificate | undefined;
  // Node's own listener of this event verifies, and what it closes has no certificate any more: so this one comes before it.
  socket.prependListener("secure", () => (certificate = socket.getPeerCertificate()));
  let problem: string | undefined;
  try {
    await event(socket, "secureConnect", signal);
  } catch (error) {
    // That Node names no reason means that it is not about the certificate.
    if (!socket.authorizationError) throw error;
    problem = String(error instanceof Error && "code" in error ? error.code : socket.authorizationError);
  } finally {
    socket.destroy();
  }
  return {
    subject: nameOf(certificate?.subject),
    issuer: nameOf(certificate?.issuer),
    from: day(certificate?.valid_from),
    to: day(certificate?.valid_to),
    problem,
  };
}

function event(socket: Socket, name: "connect" | "secureConnect", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(Object.assign(new Error("connect timeout"), { code: "UND_ERR_CONNECT_TIMEOUT" })),
      LIMIT_MS,
    );
    const settle = (end: () => void) => () => {
      clearTimeout(limit);
      end();
    };
    socket.once(name, settle(resolve));
    socket.once("error", (error) => settle(() => reject(error))());
    socket.once(
      "close",
      settle(() => reject(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }))),
    );
    signal.addEventListener(
      "abort",
      settle(() => reject(signal.reason)),
      { once: true },
    );
  });
}

/** The organisation says more to people than the common name of a maker's intermediate. */
function nameOf(name: PeerCertificate["subject"] | undefined): string {
  const first = (value: string | readonly string[] | undefined): string => [value ?? ""].flat()[0] ?? "";
  return [...new Set([first(name?.CN), first(name?.O)])].filter(Boolean).join(", ");
}

/** "Jan 30 12:00:00 2027 GMT" -> "2027-01-30". */
const day = (date: string | undefined): string => {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? "" : new Date(time).toISOString().slice(0, 10);
};
