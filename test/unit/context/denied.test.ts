import assert from "node:assert/strict";
import { it } from "node:test";
import { isDenied } from "../../../src/context/denied.ts";

it("H15 files that hold keys and passwords by their name are denied, wherever they lie", () => {
  for (const path of [
    ".env",
    "app/.env.local",
    "prod.env",
    "deploy/ID_RSA",
    "/home/somebody/.ssh/config",
    "certs/server.pem",
    "C:/Users/me/.aws/credentials",
    "packages/a/.npmrc",
    "secrets/list.txt",
    "terraform.tfstate.backup",
  ]) {
    assert.equal(isDenied(path), true, path);
  }
});

it("examples, public keys and ordinary files are not", () => {
  for (const path of [
    ".env.example",
    "id_ed25519.pub",
    "src/env.ts",
    "src/secrets.ts",
    "keys.md",
    "environment/a.py",
  ]) {
    assert.equal(isDenied(path), false, path);
  }
});
