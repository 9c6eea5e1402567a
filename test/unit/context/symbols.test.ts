import assert from "node:assert/strict";
import { test } from "node:test";
import { type CodeSymbol, enclosingHeaders, symbolAt } from "../../../src/context/symbols.ts";
import { linesOf, span } from "./lines.ts";

const source = linesOf(
  [
    "namespace net {", // 0
    "  /** Sends. */", // 1
    "  export class Client {", // 2
    "    timeout = 10;", // 3
    "    send(text: string) {", // 4
    "      const reply = text;", // 5
    "      return reply;", // 6
    "    }   ", // 7
    "  }", // 8
    "}", // 9
  ].join("\n"),
);

const symbols: CodeSymbol[] = [
  { name: "net", kind: "namespace", span: span(0, 0, 9, 1), nameLine: 0 },
  { name: "Client", kind: "class", span: span(1, 2, 8, 3), nameLine: 2 },
  { name: "timeout", kind: "property", span: span(3, 4, 3, 17), nameLine: 3 },
  { name: "send", kind: "method", span: span(4, 4, 7, 5), nameLine: 4 },
  { name: "reply", kind: "constant", span: span(5, 6, 5, 25), nameLine: 5 },
];

test("the function around the cursor is meant, not the variable in it", () => {
  assert.equal(symbolAt(symbols, 5)?.name, "send");
});

test("outside of functions the innermost symbol is meant", () => {
  assert.equal(symbolAt(symbols, 3)?.name, "timeout");
  assert.equal(symbolAt(symbols, 2)?.name, "Client");
  assert.equal(symbolAt(symbols, 9)?.name, "net");
  assert.equal(symbolAt(symbols, 10), undefined);
});

test("the headers around code come outermost first, without those that are in it", () => {
  assert.deepEqual(enclosingHeaders(symbols, 5, 6, source), [
    "namespace net {",
    "  export class Client {",
    "    send(text: string) {",
  ]);
  assert.deepEqual(enclosingHeaders(symbols, 4, 7, source), ["namespace net {", "  export class Client {"]);
  assert.deepEqual(enclosingHeaders(symbols, 1, 8, source), ["namespace net {"]);
  assert.deepEqual(enclosingHeaders(symbols, 0, 9, source), []);
});

test("headers are few and short, whatever a provider says", () => {
  const wide = linesOf(`${"x".repeat(10_000)}\n`.repeat(101));
  const deep = Array.from({ length: 50 }, (_, i): CodeSymbol => {
    return { name: `${i}`, kind: "class", span: span(i, 0, 100, 0), nameLine: i };
  });
  const headers = enclosingHeaders(deep, 60, 60, wide);
  assert.equal(headers.length, 6);
  assert.ok(headers.every((header) => header.length <= 200));
});

test("symbols of an older version of the document do not reach beyond its end", () => {
  const stale: CodeSymbol[] = [{ name: "gone", kind: "class", span: span(0, 0, 500, 0), nameLine: 300 }];
  assert.deepEqual(enclosingHeaders(stale, 400, 400, source), []);
});
