import type { Outline } from "./outline.ts";

export interface RehearsalWords {
  readonly greeting: string;
  readonly thinking: string;
  readonly afterThinking: string;
  readonly code: string;
  readonly table: string;
  readonly math: string;
  readonly slow: string;
  readonly errors: string;
  readonly explained: (seen: {
    readonly language: string;
    readonly text: string;
    readonly outline: Outline;
    readonly place: string | undefined;
  }) => string;
  readonly counted: (seen: {
    readonly asked: string;
    readonly turn: number;
    readonly sent: number;
    readonly words: number;
  }) => string;
}

const quote = (text: string) => `> ${(text.length > 300 ? `${text.slice(0, 300)} …` : text).replaceAll("\n", "\n> ")}`;
const firstLine = (text: string) => text.split("\n").find((line) => line.trim() !== "") ?? "";
const rows = ({ declarations }: Outline) =>
  declarations.map(({ kind, name, line }) => `| \`${name}\` | ${kind} | ${line} |`).join("\n");

const sample = `\`\`\`ts
/** Waits for all, keeps the order, at most \`limit\` at a time. */
export async function mapLimit<A, B>(items: readonly A[], limit: number, work: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
\`\`\``;

const formulas =
  "$$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}, \\qquad \\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}$$";

export const englishWords: RehearsalWords = {
  greeting: `**This is a rehearsal, not Qwen.** A small program on your machine answers, so that you can try the panel without a key.

What it says about your question and your code is computed from what was really sent. Select code and choose **Explain Selection**, or type one of these:

| Type | to see |
|---|---|
| \`/think\` | a stream of thinking before the answer |
| \`/code\`, \`/table\`, \`/math\` | highlighted code, a table, formulas |
| \`/long\`, \`/slow\` | a very long answer; a slow one, to try Stop |
| \`/error key\`, \`quota\`, \`inspection\`, \`server\` | what the service says when it refuses |
| \`/cut\` | the connection breaks in the middle |
| \`/chinese\` | 中文的说明 |

For real answers run **Ask Qwen: Set API Key**, or start Ollama, LM Studio, vLLM, llama.cpp or SGLang with a Qwen model and run \`npm start\` again.`,
  thinking:
    "The question is whether thinking is shown. First I would look at what was asked: the word /think, and nothing else. So there is nothing to solve. Still, a reader wants to see the thinking grow, fold away, and leave its seconds and its tokens behind. That needs a few sentences, and here they are, one after another, until there are enough of them.",
  afterThinking: "That was the thinking. It is folded away above; **open it** to read it again.",
  code: `A function in TypeScript:\n\n${sample}\n\nThe buttons above it copy it, or put it at the cursor.`,
  table:
    "| Language | Typed | First version |\n|---|:---:|---:|\n| TypeScript | ✓ | 2012 |\n| Python | | 1991 |\n| Rust | ✓ | 2015 |\n\n- [x] drawn row by row\n- [ ] not yet sorted",
  math: `Inline $e^{i\\pi} + 1 = 0$, and on a line of its own:\n\n${formulas}`,
  slow: "This answer comes slowly, a few letters at a time, so that there is time to press Stop, to scroll up, to write the next question, to hide the panel and to show it again. Whatever had come when it was stopped stays here.",
  errors: "Which one? `/error key`, `/error quota`, `/error inspection` or `/error server`.",
  explained: ({
    language,
    text,
    outline,
    place,
  }) => `**A rehearsal's reading of ${place ?? "your code"}** (${language || "no language named"}):

- ${outline.lines} lines, ${outline.blank} of them blank, ${outline.comments} comments
- ${outline.branches} branches or loops
- ${outline.declarations.length} functions, classes or types

It begins with

\`\`\`${language}
${firstLine(text)}
\`\`\`
${outline.declarations.length > 0 ? `\n| Name | Kind | Line of the selection |\n|---|---|---:|\n${rows(outline)}\n` : ""}
Qwen would say what it is *for*.`,
  counted: ({ asked, turn, sent, words }) => `You asked, in ${words} words and ${asked.length} characters:

${quote(asked)}

This is question ${turn} of the conversation; ${sent} messages went out with it. I am a rehearsal and can not answer it: type \`/help\` for what I can show.`,
};

export const chineseWords: RehearsalWords = {
  greeting: `**这是演练，不是通义千问。** 回答的是你电脑上的一个小程序，让你没有密钥也能试用这个面板。

它对问题和代码的说明，都是根据**真正发送的内容**算出来的。选中代码，再选 **解释所选代码**，或者输入：

| 输入 | 可以看到 |
|---|---|
| \`/think\` | 回答之前的思考过程 |
| \`/code\`、\`/table\`、\`/math\` | 高亮的代码、表格、公式 |
| \`/long\`、\`/slow\` | 很长的回答；很慢的回答，用来试“停止” |
| \`/error key\`、\`quota\`、\`inspection\`、\`server\` | 服务拒绝时的提示 |
| \`/cut\` | 连接在中途断开 |

想要真正的回答，请运行 **Ask Qwen: 设置 API 密钥**，或用 Ollama、LM Studio、vLLM、llama.cpp、SGLang 启动一个千问模型，再运行 \`npm start\`。`,
  thinking:
    "用户想看思考过程。先看问题：只有 /think 这一个词，没有要解的题。不过读者想看到思考一点点出现，然后收起来，留下用时和词元数。所以这里写几句话，一句接一句，写够为止。",
  afterThinking: "以上就是思考过程。它已经收起，**点开**可以再看一遍。",
  code: `一个 TypeScript 函数：\n\n${sample}\n\n上方的按钮可以复制它，或者插入到光标处。`,
  table:
    "| 语言 | 有类型 | 首个版本 |\n|---|:---:|---:|\n| TypeScript | ✓ | 2012 |\n| Python | | 1991 |\n| Rust | ✓ | 2015 |\n\n- [x] 一行一行地画\n- [ ] 还没有排序",
  math: `行内公式 $e^{i\\pi} + 1 = 0$，以及单独一行：\n\n${formulas}`,
  slow: "这个回答来得很慢，一次只有几个字，好让你有时间按“停止”、向上滚动、写下一个问题、隐藏面板再打开。停止时已经收到的内容都会留在这里。",
  errors: "要哪一种？`/error key`、`/error quota`、`/error inspection` 或 `/error server`。",
  explained: ({
    language,
    text,
    outline,
    place,
  }) => `**演练程序读到的${place ?? "代码"}**（${language || "未注明语言"}）：

- 共 ${outline.lines} 行，其中空行 ${outline.blank} 行，注释 ${outline.comments} 行
- ${outline.branches} 处分支或循环
- ${outline.declarations.length} 个函数、类或类型

第一行是

\`\`\`${language}
${firstLine(text)}
\`\`\`
${outline.declarations.length > 0 ? `\n| 名称 | 种类 | 所选内容中的行号 |\n|---|---|---:|\n${rows(outline)}\n` : ""}
它的**用途**，要由千问来说。`,
  counted: ({ asked, turn, sent, words }) => `你的问题有 ${words} 个字词、${asked.length} 个字符：

${quote(asked)}

这是对话中的第 ${turn} 个问题，随它一共发送了 ${sent} 条消息。我只是演练，回答不了：输入 \`/help\` 看看我能演示什么。`,
};
