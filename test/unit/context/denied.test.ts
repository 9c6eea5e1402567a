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
    ".docker/config.json",
    "/home/somebody/.docker/config.json",
    "/c:/Users/me/.docker/config.json",
    "C:\\Users\\me\\.docker\\config.json",
    "/home/somebody/.config/gcloud/access_tokens.db",
    "C:/Users/me/.config/gcloud/access_tokens.db",
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

it("in a workspace the names of its own folders count, not of those that it lies in; what tools log in with is denied there too", () => {
  const root = "/home/somebody/secrets/project";
  assert.equal(isDenied(`${root}/src/a.ts`, root), false);
  assert.equal(isDenied(`${root}/secrets/a.ts`, root), true);
  assert.equal(isDenied(root, root), false);
  assert.equal(isDenied("/c:/secrets/project/a.ts", "/c:/secrets/project"), false);
  assert.equal(isDenied("/home/somebody/.aws/config", "/home/somebody/.aws"), true);
  assert.equal(isDenied("/home/somebody/.config/gcloud/a.db", "/home/somebody/.config"), true);
});
