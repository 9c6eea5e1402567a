// Certificates of our own, made for a run by openssl.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
/** For tests that need them. */
export const options = hasOpenssl ? {} : { skip: "no openssl on this machine to make certificates with" };

/** `req` makes none that has expired; signing it again does. */
export function certificate(name: string, { expired = false } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ask-qwen-certificate-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  try {
    const fixed = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      key,
      "-out",
      cert,
    ];
    execFileSync("openssl", [...fixed, "-subj", "/CN=localhost", "-addext", `subjectAltName=${name}`], {
      stdio: "ignore",
    });
    if (expired) {
      execFileSync("openssl", ["x509", "-in", cert, "-signkey", key, "-days", "-1", "-out", cert], { stdio: "ignore" });
    }
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
