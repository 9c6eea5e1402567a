import assert from "node:assert/strict";
import { test } from "node:test";
import { excerptLimit, excerptOf, isBinary, type Lines } from "../../../src/context/excerpt.ts";
import { linesOf, span } from "./lines.ts";

const text = linesOf("one\n  two\nthree\nfour\nfive\nsix\nseven");

test("D16 cursors without a selection are nothing to send", () => {
  assert.equal(excerptOf(text, [span(1, 2, 1, 2), span(3, 0, 3, 0)]), undefined);
});

test("D16 a selection inside one line is sent as it is, down to one character", () => {
  assert.deepEqual(excerptOf(text, [span(1, 2, 1, 4)]), {
    startLine: 1,
    endLine: 1,
    code: "tw",
    omittedLines: 0,
    omittedCharacters: 0,
  });
  assert.equal(excerptOf(text, [span(0, 0, 0, 1)])?.code, "o");
});

test("a selection over several lines is widened to whole lines, its indentation with it", () => {
  assert.equal(excerptOf(text, [span(1, 3, 2, 2)])?.code, "  two\nthree");
});

test("a selection that ends before the first character of a line has nothing of that line", () => {
  const excerpt = excerptOf(text, [span(1, 0, 3, 0)]);
  assert.equal(excerpt?.code, "  two\nthree");
  assert.equal(excerpt?.endLine, 2);
});

test("D16 many cursors become pieces in the order of the file, with the gaps marked", () => {
  const excerpt = excerptOf(text, [span(5, 0, 5, 3), span(0, 0, 0, 3), span(1, 1, 1, 2), span(0, 1, 1, 1)]);
  assert.equal(excerpt?.code, "one\n  two\n… (lines 3-5 are not selected)\nsix");
  assert.deepEqual([excerpt?.startLine, excerpt?.endLine], [0, 5]);
});

test("D16 a column selection is the lines it runs through, once", () => {
  const column = [0, 1, 2, 3].map((line) => span(line, 1, line, 3));
  assert.equal(excerptOf(text, column)?.code, "one\n  two\nthree\nfour");
});

test("D16 fifty cursors far apart are fifty pieces", () => {
  const long = linesOf(Array.from({ length: 1000 }, (_, i) => `line ${i + 1}`).join("\n"));
  const cursors = Array.from({ length: 50 }, (_, i) => span(i * 20, 0, i * 20, 4));
  const code = excerptOf(long, cursors)?.code ?? "";
  assert.equal(code.match(/^line \d+$/gm)?.length, 50);
  assert.equal(code.match(/are not selected/g)?.length, 49);
});

test("D16 of 200,000 lines only as many are read as are sent, and the rest is counted", () => {
  let read = 0;
  const huge: Lines = {
    lineCount: 200_000,
    line: () => {
      read++;
      return "const answer = 42;";
    },
  };
  const excerpt = excerptOf(huge, [span(0, 0, 199_999, 5)]);
  assert.ok(excerpt);
  assert.ok(excerpt.code.length <= excerptLimit);
  assert.equal(excerpt.code.split("\n").length + excerpt.omittedLines, 200_000);
  assert.ok(read < 5_000, `${read} lines were read`);
  assert.equal(excerpt.endLine, 199_999);
});

test("D16 a line of 5 MB is cut, alone or as the first of several", () => {
  const minified = linesOf(`${"x".repeat(5_000_000)}\nend`);
  const alone = excerptOf(minified, [span(0, 0, 0, 5_000_000)]);
  assert.equal(alone?.code.length, excerptLimit);
  assert.equal(alone?.omittedCharacters, 5_000_000 - excerptLimit);
  const both = excerptOf(minified, [span(0, 0, 1, 3)]);
  assert.equal(both?.code.length, excerptLimit);
  assert.deepEqual([both?.omittedCharacters, both?.omittedLines], [5_000_000 - excerptLimit, 1]);
});

test("D16 pieces beyond the limit are counted as left out", () => {
  const excerpt = excerptOf(text, [span(0, 0, 1, 5), span(3, 0, 3, 4), span(5, 0, 6, 5)], 10);
  assert.equal(excerpt?.code, "one\n  two");
  assert.equal(excerpt?.omittedLines, 3);
});

test("D16 bytes shown as text are told from text", () => {
  assert.equal(isBinary("\u007fELF\u0002\u0001\u0001\0\0\0"), true);
  assert.equal(isBinary("\ufffd\ufffd\u0001\ufffd\u0003 \ufffdabc"), true);
  for (const fine of ["", "if (x) {\n\treturn;\r\n}\n", "def 排序(列表):\n    pass  # 🎉", "\u001b[31mred\u001b[0m"]) {
    assert.equal(isBinary(fine), false, JSON.stringify(fine));
  }
});
