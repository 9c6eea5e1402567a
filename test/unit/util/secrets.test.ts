import assert from "node:assert/strict";
import { test } from "node:test";
import { redactSecrets, secretLines } from "../../../src/util/secrets.ts";
import { cpuTime } from "../cpuTime.ts";

// Put together here, so that no file of ours holds what looks like a key.
const random = "9aZ8bY7cX6dW5eV4fU3gT2hS1iR0jQ";
const secrets: Readonly<Record<string, readonly [text: string, left: string]>> = {
  "a model service's key": [`key sk-${random}!`, "key [redacted]!"],
  "a plan's key": [`sk-sp-${random}`, "[redacted]"],
  "GitHub's tokens": [`ghp_${random} github_pat_${random}`, "[redacted] [redacted]"],
  "Amazon's id": [`AKIA${"Q7".repeat(8)}.`, "[redacted]."],
  "Alibaba Cloud's id": [`LTAI5t${random.slice(0, 18)}`, "[redacted]"],
  "a web token": [`eyJ${random}.eyJ${random}.${random}`, "[redacted]"],
  "a header": [`Authorization: Bearer ${random}`, "Authorization: Bearer [redacted]"],
  "an address with a password": ["postgres://app:hunter22@db/x", "postgres://app:[redacted]@db/x"],
  "an .env line": ["DB_PASSWORD=correcthorse\nPORT=8080", "DB_PASSWORD=[redacted]\nPORT=8080"],
  "an exported variable": [`export API_TOKEN='${random}'`, "export API_TOKEN='[redacted]'"],
  "a line of YAML": ["password: hunter2\nuser: me", "password: [redacted]\nuser: me"],
  "a field of JSON": ['{"password": "hunter2", "n": 1}', '{"password": "[redacted]", "n": 1}'],
  "code with a literal": ['const apiKey = "abcdef123456";', 'const apiKey = "[redacted]";'],
  "a query": [`https://x.test/?access_token=${random}&b=1`, "https://x.test/?access_token=[redacted]&b=1"],
  "a sentence in Chinese": ["密码：hunter22，请勿外传", "密码：[redacted]，请勿外传"],
  "a private key": [
    `-----BEGIN RSA PRIVATE KEY-----\n${`${random}${random}\n`.repeat(9)}-----END RSA PRIVATE KEY-----\nafter`,
    "-----BEGIN RSA PRIVATE KEY-----[redacted]-----END RSA PRIVATE KEY-----\nafter",
  ],
  "a private key in one line": [
    `"-----BEGIN PRIVATE KEY-----\\n${random}${random}\\n-----END PRIVATE KEY-----\\n"`,
    '"-----BEGIN PRIVATE KEY-----[redacted]-----END PRIVATE KEY-----\\n"',
  ],
};

for (const [name, [text, left]] of Object.entries(secrets)) {
  test(`S22 K09 ${name} is taken out, and a second time nothing more`, () => {
    const found = redactSecrets(text);
    assert.equal(found.text, left);
    assert.ok(found.count > 0);
    assert.deepEqual(redactSecrets(left), { text: left, count: 0 });
  });
}

test("S22 words and code that only speak of secrets stay", () => {
  const innocent = [
    "max_tokens: 4096, token count 123456",
    "const token = nextToken(); let password: string = input.value;",
    "PASSWORD=$SECRET_FROM_CI",
    'password = "$PASSWORD" # {env}',
    "Basic authentication, bearer bonds, tokenization=false",
    "pip install sk-learn-contrib-packages",
    "The line -----BEGIN PRIVATE KEY----- begins a key.",
    "if (password == null) return token;",
    "http://localhost:8080/a@b",
    "密码错误，请重试",
  ];
  for (const text of innocent) assert.deepEqual(redactSecrets(text), { text, count: 0 });
});

test("S22 a megabyte made to be slow takes no second", async () => {
  const pieces = [
    "eyJ-",
    "sk-.",
    "://a:",
    "password_",
    "-----BEGIN PRIVATE KEY-----",
    "token=",
    "\\",
    " ",
    "a",
    "Bearer ",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const time = await cpuTime(() => redactSecrets(text));
    assert.ok(time < 1000, `${piece}: ${time} ms`);
  }
});

test("H16 the lines with secrets are named, a block of several lines by its first", () => {
  const text = [
    "const url = 'https://example.org';",
    "const token = 'abcdef1234567890';",
    "",
    "-----BEGIN RSA PRIVATE KEY-----",
    "MIIEowIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyz",
    "-----END RSA PRIVATE KEY-----",
  ].join("\n");
  assert.deepEqual(secretLines(text), [1, 3]);
  assert.deepEqual(secretLines("nothing here\nat all"), []);
});
