// Lets a VS Code under test meet the stand-in under the name of the real host: a proxy that ends TLS itself. What depends on the
// host (fields, prices, the key of the environment) is then as it is for a user.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";

export interface Tunnel {
  /** For the setting `http.proxy`. */
  readonly proxy: string;
  /** For the environment of VS Code. */
  readonly env: { readonly NODE_EXTRA_CA_CERTS: string };
  close(): void;
}

/** Whoever asks for `host` gets the server on `port` of this machine; nothing else is let through. */
export async function openTunnel(host: string, port: number): Promise<Tunnel> {
  const folder = mkdtempSync(join(tmpdir(), "ask-qwen-tunnel-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const asked = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const named = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`, "-keyout", keyFile, "-out", certFile];
  execFileSync("openssl", [...asked, ...named], { stdio: "ignore" });
  const identity = { key: readFileSync(keyFile), cert: readFileSync(certFile) };

  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  };
  const server = createServer();
  server.on("connection", keep);
  server.on("connect", ({ url }, socket: Socket) => {
    if (url !== `${host}:443`) return void socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    const inside = new TLSSocket(socket, { ...identity, isServer: true, ALPNProtocols: ["http/1.1"] });
    const target = connect(port, "127.0.0.1");
    keep(inside);
    keep(target);
    inside.pipe(target).pipe(inside);
    // A client that hangs up is heard of on the other side.
    inside.once("close", () => target.destroy());
    target.once("close", () => inside.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo; // A TCP server's address is one.
  return {
    proxy: `http://127.0.0.1:${own}`,
    env: { NODE_EXTRA_CA_CERTS: certFile },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
