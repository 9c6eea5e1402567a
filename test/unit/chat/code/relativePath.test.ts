import assert from "node:assert/strict";
import { test } from "node:test";
import { relativePath } from "../../../../src/chat/code/relativePath.ts";

for (const [written, expected] of [
  ["src/a.ts", "src/a.ts"],
  ["./src//a.ts", "src/a.ts"],
  ["src\\a.ts", "src/a.ts"],
  ["目录/文件.md", "目录/文件.md"],
  [".github/workflows/ci.yml", ".github/workflows/ci.yml"],
] as const) {
  test(`a way downwards: ${written}`, () => assert.equal(relativePath(written), expected));
}

for (const written of [
  "",
  ".",
  "../a.ts",
  "src/../../a.ts",
  "src\\..\\..\\a.ts",
  "/etc/passwd",
  "\\\\server\\share\\a",
  "C:\\a.ts",
  "c:a.ts",
  "~/a.ts",
  "~root/.ssh/authorized_keys",
  "file:///etc/passwd",
  "a.ts:stream",
  "a\0.ts",
  "a\n.ts",
  "a\u202Ets.exe",
  "src/ a.ts",
  "src/a.ts.",
  "src/.. /a.ts",
  "CON",
  "src/nul.txt",
  ".git/hooks/pre-commit",
  "sub/.GIT/config",
  "x".repeat(401),
]) {
  test(`refused: ${JSON.stringify(written).slice(0, 60)}`, () => assert.equal(relativePath(written), undefined));
}
