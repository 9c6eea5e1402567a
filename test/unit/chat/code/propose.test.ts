import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fastCheck from "fast-check";
import { type Outcome, propose } from "../../../../src/chat/code/propose.ts";

const shop = `import { readFile } from "node:fs/promises";

/** What is in stock. */
export class Shop {
  #items = new Map<string, number>();

  add(name: string, count: number): void {
    this.#items.set(name, (this.#items.get(name) ?? 0) + count);
  }

  remove(name: string): void {
    this.#items.delete(name);
  }

  get size(): number {
    return this.#items.size;
  }
}

export async function load(path: string): Promise<Shop> {
  const shop = new Shop();
  for (const line of (await readFile(path, "utf8")).split("\\n")) {
    shop.add(line, 1);
  }
  return shop;
}
`;

function changed(outcome: Outcome): string {
  assert.equal(outcome.kind, "changed", JSON.stringify(outcome).slice(0, 500));
  return outcome.kind === "changed" ? outcome.text : "";
}

const replaced = (from: string, to: string): string => {
  assert.ok(shop.includes(from));
  return shop.replace(from, () => to);
};

describe("a snippet", () => {
  test("a function takes the place of the one with its name, even when hardly a line is the same", () => {
    const block = `export async function load(path: string): Promise<Shop> {\n  return Shop.parse(await readFile(path, "utf8"));\n}`;
    const text = changed(propose(shop, block, "ts"));
    assert.ok(text.endsWith(`${block}\n`));
    assert.ok(text.startsWith(shop.slice(0, shop.indexOf("export async function load"))));
  });

  test("a method that is written at the edge is put as far in as the file has it", () => {
    const text = changed(
      propose(shop, "remove(name: string): void {\n  if (!this.#items.delete(name)) throw new Error(name);\n}", "ts"),
    );
    assert.equal(
      text,
      replaced("    this.#items.delete(name);", "    if (!this.#items.delete(name)) throw new Error(name);"),
    );
  });

  test("several functions go to their places together, a new one after the one before it", () => {
    const base = "def a():\n    return 1\n\n\ndef b():\n    return 2\n\n\ndef c():\n    return 3\n";
    const block = "def a():\n    return 10\n\n\ndef d():\n    return 0\n\n\ndef c():\n    return 30";
    const text = changed(propose(base, block, "python"));
    assert.match(text, /^def a\(\):\n {4}return 10\n\ndef d\(\):\n {4}return 0\n\n\ndef b/);
    assert.match(text, /def c\(\):\n {4}return 30\n$/);
  });

  test("comments above a function stay when the block has none, and are replaced when it has some", () => {
    const base = "# adds\n# two numbers\ndef add(a, b):\n    return a+b\n\nprint(add(1, 2))\n";
    assert.equal(changed(propose(base, "def add(a, b):\n    return a + b", "python")), base.replace("a+b", "a + b"));
    assert.equal(
      changed(propose(base, "# sum\ndef add(a, b):\n    return a + b", "python")),
      "# sum\ndef add(a, b):\n    return a + b\n\nprint(add(1, 2))\n",
    );
  });

  test("left out code stays as it is", () => {
    const block = `export class Shop {
  // ... existing code ...

  remove(name: string): void {
    if (!this.#items.delete(name)) throw new Error(name);
  }

  // ... rest of the class unchanged ...
}`;
    assert.equal(
      changed(propose(shop, block, "ts")),
      replaced("    this.#items.delete(name);", "    if (!this.#items.delete(name)) throw new Error(name);"),
    );
  });

  test("what is new between left out parts stands before what comes next, at the end after the last one", () => {
    const method = "  clear(): void {\n    this.#items.clear();\n  }";
    const inClass = changed(propose(shop, `export class Shop {\n  // ...existing code...\n\n${method}\n}`, "ts"));
    assert.equal(
      inClass,
      replaced("    return this.#items.size;\n  }\n}", `    return this.#items.size;\n  }\n\n${method}\n}`),
    );
    const atEnd = changed(propose(shop, "// ... existing code ...\n\nexport const one = 1;", "ts"));
    assert.ok(atEnd.startsWith(shop.trimEnd()));
    assert.ok(atEnd.trimEnd().endsWith("export const one = 1;"));
    const atStart = changed(propose(shop, `import os from "node:os";\n// ... existing code ...`, "ts"));
    assert.ok(atStart.startsWith(`import os from "node:os";\nimport { readFile }`));
  });

  test("comments that end in dots are code like any other", () => {
    const base = `import os\n\ndef load(path):\n    return open(path).read()\n\ndef main():\n    load("a")\n`;
    const load = `def load(path):\n    """Load..."""\n    # Open the file and read...\n    with open(path) as f:\n        return f.read()`;
    const expected = base.replace("def load(path):\n    return open(path).read()", load);
    assert.equal(changed(propose(base, load, "python")), expected);
    assert.equal(changed(propose(base, expected, "python")), expected);
  });

  for (const elision of [
    "// ...",
    "// …",
    "/* ... */",
    "// existing code",
    "// rest of the code remains unchanged",
    "// ... 其余代码不变 ...",
    "// 其余代码保持不变",
  ]) {
    test(`"${elision}" stands for left out code`, () => {
      const block = `export class Shop {\n  ${elision}\n  get size(): number {\n    return 7;\n  }\n}`;
      assert.equal(changed(propose(shop, block, "ts")), replaced("return this.#items.size;", "return 7;"));
    });
  }

  test("a body that is only dots stays as it is", () => {
    const block = `export class Shop {\n  #items = new Map<string, bigint>();\n  add(name: string, count: number): void { ... }\n  // ...\n}`;
    const text = changed(propose(shop, block, "ts"));
    assert.match(text, /Map<string, bigint>/);
    assert.match(text, /this\.#items\.set\(name/);
    assert.doesNotMatch(text, /\{ \.\.\. \}/);
  });

  test("spread arguments and Python's own dots are code", () => {
    const base = "class A(Protocol):\n    def f(self):\n        ...\n\n    def g(self):\n        return 1\n";
    const text = changed(
      propose(
        base,
        "class A(Protocol):\n    def f(self):\n        ...\n\n    def g(self):\n        return 2",
        "python",
      ),
    );
    assert.equal(text, base.replace("return 1", "return 2"));
    const call = "call(\n  ...args,\n  1,\n);\nother();\n";
    assert.equal(changed(propose(call, "call(\n  ...args,\n  2,\n);", "js")), call.replace("1", "2"));
  });

  test("lines around a change are enough, also without a function", () => {
    const base = "a = 1\nb = 2\n\nfor x in range(10):\n    total += x\n    print(total)\n\nprint('done')\n";
    assert.equal(
      changed(propose(base, "for x in range(10):\n    total += x * 2\n    print(total)", "python")),
      base.replace("total += x", "total += x * 2"),
    );
  });

  test("what was left out without a word at the end of a class stays, and brackets match", () => {
    const block = `export class Shop {\n  // ... existing code ...\n\n  add(name: string, count: number): void {\n    if (count < 0) throw new RangeError(name);\n    // ... existing code ...\n  }\n}`;
    assert.equal(
      changed(propose(shop, block, "ts")),
      replaced("    this.#items.set(", "    if (count < 0) throw new RangeError(name);\n    this.#items.set("),
    );
  });

  test("a closing bracket is the same with and without its comma", () => {
    const base =
      '{\n  "name": "x",\n  "scripts": {\n    "build": "tsc",\n    "test": "node --test"\n  },\n  "private": true\n}\n';
    const block = '"scripts": {\n  "build": "tsc -p .",\n  "lint": "biome",\n  "test": "node --test"\n}';
    assert.equal(changed(propose(base, block, "json")), base.replace('"tsc",', '"tsc -p .",\n    "lint": "biome",'));
  });

  test("a single line takes the place of the one that is most like it", () => {
    const base = "<div>\n  <button onClick={add}>{n}</button>\n  <p>text</p>\n</div>\n";
    assert.equal(
      changed(propose(base, "<button onClick={add} disabled>{n}</button>", "tsx")),
      base.replace("{add}>", "{add} disabled>"),
    );
    assert.deepEqual(propose(base, "const other = compute(things);", "tsx"), { kind: "none" });
  });

  test("a changed first line takes the place of the one that it was", () => {
    const base =
      "router.get('/users', auth, (request, response) => {\n  response.json(users);\n  log(request);\n});\nrouter.get('/', home);\n";
    const block =
      "router.get('/users/:id', auth, (request, response) => {\n  response.json(users);\n  log(request);\n});";
    assert.equal(changed(propose(base, block, "js")), base.replace("'/users'", "'/users/:id'"));
  });

  test("indented with tabs in the file and with spaces in the answer, and the other way round", () => {
    const tabs = shop.replace(/^(?: {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2));
    const block = "remove(name: string): void {\n    if (name) {\n        this.#items.delete(name);\n    }\n}";
    assert.equal(
      changed(propose(tabs, block, "ts")),
      tabs.replace("\t\tthis.#items.delete(name);", "\t\tif (name) {\n\t\t\tthis.#items.delete(name);\n\t\t}"),
    );
    const fromTabs = "remove(name: string): void {\n\tif (name) {\n\t\tthis.#items.delete(name);\n\t}\n}";
    assert.equal(
      changed(propose(shop, fromTabs, "ts")),
      replaced("    this.#items.delete(name);", "    if (name) {\n      this.#items.delete(name);\n    }"),
    );
  });

  test("D17 CRLF in the file, in the answer or in both makes no difference", () => {
    const block = "remove(name: string): void {\n  this.#items.clear();\n}";
    const expected = replaced("    this.#items.delete(name);", "    this.#items.clear();");
    for (const base of [shop, shop.replaceAll("\n", "\r\n")]) {
      for (const text of [block, block.replaceAll("\n", "\r\n")])
        assert.equal(changed(propose(base, text, "ts")), expected);
    }
  });

  test("D18 code that is there already is no change", () => {
    assert.deepEqual(propose(shop, "  remove(name: string): void {\n    this.#items.delete(name);\n  }", "ts"), {
      kind: "same",
    });
    assert.deepEqual(propose(shop, "remove(name: string): void {\n  this.#items.delete(name);\n}", "ts"), {
      kind: "same",
    });
    assert.deepEqual(propose(shop, shop, "ts"), { kind: "same" });
  });

  test("code that has nothing to do with the file has no place in it", () => {
    assert.deepEqual(propose(shop, "SELECT name FROM users\nWHERE age > 3;", "sql"), { kind: "none" });
    assert.deepEqual(propose(shop, "", "ts"), { kind: "none" });
    assert.deepEqual(propose(shop, "}\n\n}", "ts"), { kind: "none" });
  });

  const twice =
    "def test_a():\n    x = make()\n    x.run()\n    check(x)\n\ndef other():\n    pass\n\ndef test_b():\n    x = make()\n    x.run()\n    check(x)\n";

  test("places that are alike are all told", () => {
    const outcome = propose(twice, "    x = make()\n    x.run(fast=True)\n    check(x)", "python");
    assert.equal(outcome.kind, "several");
    const places = outcome.kind === "several" ? outcome.places : [];
    assert.deepEqual(
      places.map(({ at }) => at),
      [1, 9],
    );
    for (const { text } of places) assert.equal(text.match(/fast=True/g)?.length, 1);
  });

  test("of places that are alike, the one that the question was about is meant", () => {
    const outcome = propose(twice, "    x = make()\n    x.run(fast=True)\n    check(x)", "python", {
      first: 8,
      last: 11,
    });
    assert.ok(changed(outcome).endsWith("def test_b():\n    x = make()\n    x.run(fast=True)\n    check(x)\n"));
  });

  test("a name that two classes have is asked about", () => {
    const base = "class A:\n    def run(self):\n        return 1\n\n\nclass B:\n    def run(self):\n        return 2\n";
    const outcome = propose(base, "def run(self):\n    return 3", "python");
    assert.equal(outcome.kind, "several");
    assert.deepEqual(outcome.kind === "several" && outcome.places.map(({ at }) => at), [1, 6]);
  });
});

describe("a whole file", () => {
  test("takes the place of everything and keeps the way the file ends", () => {
    const now = shop.replace("readFile }", "readFile, stat }").replace("count;", "count + 1;").trimEnd();
    assert.equal(changed(propose(shop, now, "ts")), `${now}\n`);
    assert.equal(changed(propose(shop.trimEnd(), now, "ts")), now);
    assert.equal(changed(propose(`${shop}\n`, now, "ts")), `${now}\n\n`);
  });

  test("other imports at the top do not stand beside the old ones", () => {
    const now = shop
      .replace(/^import.*\n/, 'import fs from "node:fs";\nimport path from "node:path";\n')
      .replace("await readFile", "await fs.promises.readFile");
    assert.equal(changed(propose(shop, now, "ts")), now);
  });

  test("an empty file gets all of it", () => {
    assert.equal(changed(propose("", "a = 1\nb = 2", "python")), "a = 1\nb = 2\n");
    assert.equal(changed(propose("\n", "a = 1", "python")), "a = 1\n");
  });

  test("a first line that names the file is no part of it", () => {
    assert.equal(changed(propose("", "// src/a.ts\n\nlet a = 1;", "ts")), "let a = 1;\n");
    assert.equal(
      changed(propose("# a.py\nx = 1\ny = 2\n", "# a.py\nx = 1\ny = 3", "python")),
      "# a.py\nx = 1\ny = 3\n",
    );
  });
});

describe("a unified diff", () => {
  const base = Array.from({ length: 60 }, (_, index) => `line ${index + 1} of the file`).join("\n");
  const diff = (numbers: string, body: string) => `--- a/x.txt\n+++ b/x.txt\n@@ ${numbers} @@\n${body}`;
  const body = " line 30 of the file\n-line 31 of the file\n+line 31 is new\n line 32 of the file";
  const expected = base.replace("line 31 of the file", "line 31 is new");

  for (const numbers of ["-30,3 +30,3", "-1,3 +1,3", "-900,9 +900,1", "..."]) {
    test(`goes where its lines are, whatever numbers it has: ${numbers}`, () => {
      assert.equal(changed(propose(base, diff(numbers, body), "diff")), expected);
    });
  }

  test("no spaces before the context, wrong context at the ends, no header: still the same", () => {
    assert.equal(changed(propose(base, diff("-30 +30", body.replace(/^ /gm, "")), "diff")), expected);
    assert.equal(changed(propose(base, diff("-30 +30", ` not there\n${body}\n not there`), "diff")), expected);
    assert.equal(changed(propose(base, body, "diff")), expected);
    assert.equal(
      changed(propose(base, `Index: x\n${diff("-30 +30", body)}\n\\ No newline at end of file\n`, "")),
      expected,
    );
  });

  test("several hunks, each moved by those before it; of equal lines the nearest to the number", () => {
    const same = "a\nb\nx\nc\na\nb\nx\nc\na\nb\nx\nc";
    assert.equal(
      changed(propose(same, "@@ -5,3 +5,3 @@\n b\n-x\n+y\n c", "diff")),
      "a\nb\nx\nc\na\nb\ny\nc\na\nb\nx\nc",
    );
    const two = "@@ -1,2 +1,4 @@\n a\n+1\n+2\n b\n@@ -9,3 +11,3 @@\n a\n b\n-x\n+y";
    assert.equal(changed(propose(same, two, "diff")), "a\n1\n2\nb\nx\nc\na\nb\nx\nc\na\nb\ny\nc");
  });

  test("other indentation: what is added is as far in as its neighbours really are", () => {
    const code = "class A:\n\tdef f(self):\n\t\tone()\n\t\ttwo()\n";
    const text = changed(propose(code, "@@ -2,2 +2,3 @@\n     one()\n+    more()\n     two()", "diff"));
    assert.equal(text, "class A:\n\tdef f(self):\n\t\tone()\n\t\tmore()\n\t\ttwo()\n");
  });

  test("a hunk without a place is counted; one that is there already is no change", () => {
    const outcome = propose(base, diff("-30,3 +30,3", `${body}\n@@ -50,1 +50,1 @@\n-never there\n+at all`), "diff");
    assert.equal(outcome.kind === "changed" && outcome.missed, 1);
    assert.deepEqual(propose(expected, diff("-30,3 +30,3", body), "diff"), { kind: "same" });
    assert.deepEqual(propose("something else\n", diff("-30,3 +30,3", body), "diff"), { kind: "none" });
  });

  test("a new file, and a line that only a number can place", () => {
    assert.equal(changed(propose("", "--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1,2 @@\n+a\n+b", "diff")), "a\nb\n");
    assert.equal(changed(propose("a\nb\nc", "@@ -2,0 +3,1 @@\n+new", "diff")), "a\nb\nnew\nc");
    const lines = Array.from({ length: 9 }, (_, line) => `line${line + 1}`);
    const both = "@@ -2,0 +3,2 @@\n+a\n+b\n@@ -8,0 +11,1 @@\n+c";
    assert.equal(
      changed(propose(lines.join("\n"), both, "diff")),
      lines.toSpliced(8, 0, "c").toSpliced(2, 0, "a", "b").join("\n"),
    );
  });

  test("search and replace blocks", () => {
    const block = "<<<<<<< SEARCH\nline 31 of the file\n=======\nline 31 is new\n>>>>>>> REPLACE";
    assert.equal(changed(propose(base, block, "")), expected);
  });
});

test("D16 a file of 20,000 lines and a block of 200 are soon done; a line of 1 MB as well", () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `  value ${index} = compute(${index % 97});`);
  const block = lines.slice(15_000, 15_200).map((line, index) => (index === 100 ? "  value = changed();" : line));
  const text = changed(propose(lines.join("\n"), block.join("\n"), "ts"));
  assert.equal(text.split("\n")[15_100], "  value = changed();");
  assert.equal(text.split("\n").length, 20_000);
  assert.equal(propose("x".repeat(1_000_000), "y".repeat(1000), "js").kind, "none");
});

test("whatever the texts are, an outcome comes, and lines far from the place stay", () => {
  const line = fastCheck.oneof(
    fastCheck.constantFrom(
      "}",
      "",
      "  a();",
      "def f(x):",
      "    return 1",
      "// ...",
      "-x",
      "+y",
      "@@ -1 +1 @@",
      "foo(",
      "\tb = 2",
    ),
    fastCheck.string(),
  );
  const text = fastCheck.array(line, { maxLength: 25 }).map((lines) => lines.join("\n"));
  fastCheck.assert(
    fastCheck.property(text, text, (base, block) => {
      const outcome = propose(base, block, "");
      if (outcome.kind === "changed") assert.notEqual(outcome.text, base);
      if (outcome.kind === "several") assert.ok(outcome.places.length > 1);
    }),
    { numRuns: 2000 },
  );
});
