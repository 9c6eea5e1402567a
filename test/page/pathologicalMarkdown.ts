// Texts that make careless parsers hang: deep nesting, runs of openers without closers, long lines.

interface Pathological {
  readonly text: string;
  /** Drawn in chunks of this length; at once when absent. */
  readonly size?: number;
}

const run = (part: string, times: number, end = ""): Pathological => ({ text: part.repeat(times) + end });
const chunked = (text: string, size: number): Pathological => ({ text, size });
const deepList = (depth: number): string =>
  Array.from({ length: depth }, (_, level) => `${"  ".repeat(level)}- x\n`).join("");

export const pathological: Readonly<Record<string, Pathological>> = {
  "nested emphasis": run("*a **a ", 5000, "b".repeat(10)),
  "unclosed emphasis": run("a**b", 20_000),
  stars: run("*", 50_000, "a"),
  underscores: run("_ ", 20_000),
  "emphasis beside CJK": run("**中：", 10_000),
  tildes: run("~~a ", 10_000),
  "nested brackets": run("[", 20_000, `a${"]".repeat(20_000)}`),
  "unclosed links": run("[a](b", 10_000),
  "unclosed links with a parenthesis": run("[a](<b", 5000, ")"),
  "unclosed images": run("![[]()", 5000),
  "reference links": run("[a][b]", 5000, "\n\n[b]: https://b.example\n"),
  "nested quotes": run("> ", 20_000, "a"),
  "nested lists in one line": run("- ", 10_000, "a"),
  "a list 1,000 deep": { text: deepList(1000) },
  backticks: { text: Array.from({ length: 1000 }, (_, length) => `e${"`".repeat(length)}`).join("") },
  "unclosed code": run("`a ``b ", 10_000),
  "unclosed comments": run("</ <!--\n", 5000),
  "unclosed tags": run("<a b=", 10_000),
  entities: run("&#x;&amp", 20_000),
  dollars: run("$a $$b ", 5000),
  "a long table": { text: `|a|b|\n|-|-|\n${"|x|*y*|\n".repeat(5000)}` },
  "a wide table": { text: `${"|a".repeat(2000)}|\n${"|-".repeat(2000)}|\n${"|x\n".repeat(50)}` },
  "table heads": run("| a | b |\n", 10_000),
  "a long list": run("- item\n", 5000),
  definitions: {
    text: Array.from({ length: 2000 }, (_, index) => `[d${index}]\n\n[d${index}]: https://a.example/${index}\n\n`).join(
      "",
    ),
  },
  "one line of 200 KB": run("word ", 40_000),
  "code of 200 KB": {
    text: `\`\`\`typescript\n${"const value = call('x', 1 + 2, /re/g); // note\n".repeat(4100)}\`\`\`\n`,
  },
  "one line of code": { text: `\`\`\`js\n${"a(".repeat(50_000)}\n\`\`\`\n` },
  "an unclosed comment of code": { text: `\`\`\`js\n/*\n${"line of text\n".repeat(4000)}` },
  "emoji and combining marks": run("e\u0301\u0302\u0303😀", 10_000),
  "a paragraph in chunks": chunked("word **bold** `code` ".repeat(2000), 64),
  "a quote in chunks": chunked("> a line of a quote\n".repeat(2000), 64),
  "a deep list in chunks": chunked(deepList(60), 16),
  "stars in chunks": chunked("*".repeat(4000), 16),
};
