import assert from "node:assert/strict";
import { it } from "node:test";
import { linkIn } from "../../../src/chat/linkIn.ts";

it("M10 M12 opens links that the message has", () => {
  assert.equal(
    linkIn("see [docs](https://example.com/a_b)", "https://example.com/a_b")?.href,
    "https://example.com/a_b",
  );
  assert.equal(
    linkIn("see https://example.com/x?a=1&amp;b=2", "https://example.com/x?a=1&b=2")?.href,
    "https://example.com/x?a=1&b=2",
  );
  assert.equal(linkIn("go to www.example.com now", "http://www.example.com")?.href, "http://www.example.com/");
  assert.equal(linkIn("mail a@example.com", "mailto:a@example.com")?.href, "mailto:a@example.com");
  assert.equal(linkIn("[x](https://example.com/a\\_b)", "https://example.com/a_b")?.pathname, "/a_b");
});

it("M08 M09 M28 opens nothing that the message does not have, and no other scheme", () => {
  assert.equal(linkIn("hello", "https://evil.example/"), undefined);
  for (const href of [
    "command:workbench.action.terminal.new",
    "javascript:alert(1)",
    "vscode://x.y/z",
    "file:///etc/passwd",
    "data:text/html,x",
    "\\\\host\\share",
    "//host/x",
    "smb://h/x",
    "",
  ]) {
    assert.equal(linkIn(`[x](${href})`, href), undefined, href);
  }
});

it("M11 the user name is dropped and the host is the real one, in punycode", () => {
  assert.equal(
    linkIn("https://bank.example@evil.example/x", "https://bank.example@evil.example/x")?.href,
    "https://evil.example/x",
  );
  assert.equal(linkIn("https://аррӏе.example/", "https://аррӏе.example/")?.host, "xn--80ak6aa92e.example");
});
