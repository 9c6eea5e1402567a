import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted } from "../../../../src/chat/code/fitted.ts";

const code = "if (a) {\n  b();\n}";

test("code goes in as far as the line it is inserted into", () => {
  assert.equal(fitted(code, "    ", ["x {", "  y"]), "if (a) {\n      b();\n    }");
  assert.equal(fitted(code, "", []), code);
  assert.equal(fitted(`  ${code.replaceAll("\n", "\n  ")}`, "    ", ["x {", "  y"]), "if (a) {\n      b();\n    }");
});

test("tabs in the file, spaces in the answer", () => {
  assert.equal(fitted(code, "\t", ["x {", "\ty"]), "if (a) {\n\t\tb();\n\t}");
});

test("in the middle of a line it stays as it is", () => {
  assert.equal(fitted(code, "return ", ["  x"]), code);
  assert.equal(fitted("x + 1", "return ", []), "x + 1");
});

test("blank lines get no spaces", () => {
  assert.equal(fitted("a\n\nb", "  ", ["x", "  y"]), "a\n\n  b");
});
