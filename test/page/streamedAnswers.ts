// Answers that streaming may make a mess of: what they are decides itself late.

export const streamedAnswers: Readonly<Record<string, string>> = {
  prose:
    '# What it does\n\nThe **client** sends one request and reads the answer *as it comes*, so `await` is needed only once. It is a rather long paragraph, which wraps over several lines in a narrow panel and over two in a wide one.\n\nA second one with a [link to the docs](https://docs.example/a/long/path?query=1) and https://bare.example/address, and __more__ ~~old~~ text; 2 * 3 * 4 is not *that*, nor is snake_case_name. It says `a | b` and "quotes", **bold with `code` in it** and ***both***.\n\n## And then\n\nThe end of it.\n',
  lists:
    "Steps:\n\n1. **Install** the package with `npm ci`:\n   - on Linux, with a package manager that the distribution brings along\n     - or by hand\n   - on Windows\n2. Configure it\n\n   A paragraph inside of the item, long enough to wrap in a narrow panel at least once.\n\n3. Run it\n10. Ten\n\n- [ ] an open task with a rather long text that wraps in a narrow panel\n- [x] one that is **done**\n- no task\n\n* loose\n\n* list\n  > with a quote\n\nDone.\n",
  tables:
    "Compare:\n\n| Name | What it does | Count |\n|:-----|:------------:|------:|\n| `readConfig` | reads the configuration from the disk | 12 |\n| **bold** name | centred text that grows while it comes | 1,234 |\n| x | y | z |\n\nand\n\n| a | b |\n|---|---|\n| one cell that is long enough to wrap | `code` and **bold** |\n| 3 | [link](https://a.example) |\n\nAfter the table.\n",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that an answer shows.
  code: '```typescript\n/** What it does. */\nexport async function readConfig<T>(id: string): Promise<T | undefined> {\n  const answer = await fetch(`https://api.example/v1/${id}`);\n  if (!answer.ok && answer.status >= 500) throw new Error("failed: " + answer.status); // and a comment that makes the line too long for the panel\n\n  /*\n   * several\n   * lines\n   */\n  return (await answer.json()) as T;\n}\n```\n\nIn Python, with 日本語 in it:\n\n```python\nclass Reader:\n    """Reads."""\n\n    def run(self, items: list[int]) -> None:\n        # コメント\n        print("日本語", items)\n```\n\nUnknown ones:\n\n```nosuchlanguage\nsome text\n  and more {\n}\n```\n\n```\nno language at all\n日本語の行\nx\n```\n\n    indented code\n    of two lines\n\nAnd `inline`.\n',
  quotes:
    "> A quote that is long enough to wrap in a narrow panel, with **bold** text.\n>\n> - a list in it\n> - of two\n>\n> ```js\n> const a = 1;\n> ```\n\nText.\n\n> > nested\n>\n> ## A heading in a quote\n\n---\n\nEnd.\n",
  CJK: "# 标题\n\n这个函数返回一个承诺，**读取状态之前**应当等待它完成。如果缓存里没有，客户端会向服务请求，并把`结果`保留一小段时间。\n\n- **第一步：**安装依赖，然后运行测试\n- 第二步：见[文档](https://a.example/中文)\n\n非同期に実行されるため、結果を待ってから「状態」を読み取ります。\n\n한국어 문장입니다. **강조**는 이렇게.\n\n| 名称 | 说明 |\n|---|---|\n| 缓存 | 保留一小段时间的结果 |\n\n结束。\n",
  maths:
    "Let $x^2 + y_1$ be the sum, with \\(a+b\\) and a fraction $\\frac{a}{b}$ in the line that goes on for a while and wraps.\n\n$$\n\\frac{a}{b} + \\sum_{i=0}^n i\n$$\n\nIt costs $5 and $10, and $HOME is a path.\n\n\\[\nE = mc^2\n\\]\n\nThe cost is $O(n \\log n)$ for $n > 3$.\n",
  "right to left":
    "# عنوان\n\nفي هذا المشروع نستخدم npm و yarn لإدارة الحزم، و`package.json` ملف **مهم جدا** في كل مشروع من المشاريع.\n\n- لغة **برمجة** لبناء التطبيقات الكبيرة وصيانتها\n- لغة برمجة حديثة اسمها TypeScript\n\n> اقتباس\n\n| العمود | القيمة |\n|---|---|\n| قيمة | 1 |\n",
  "what is decided late":
    "Title\n=====\n\nText of a paragraph\nthat goes on\n---\n\nSee [the docs][1] and [one] here.\n\nA lone * star and ** two and a [bracket and `tick.\n\n1986\\. A great year. 5 < 6 & 7 &lt; 8\n\n+ plus\n\n***\n\n<details>\n<summary>raw</summary>\n</details>\n\n[1]: https://docs.example\n[one]: https://one.example\n",
};

/** Blocks that begin with Latin words and turn out to be Arabic: which way they run is only known when their majority is. */
export const turning = "# عنوان\n\nnpm و yarn هما أداتان لإدارة الحزم.\n\n- TypeScript\n- لغة برمجة لبناء التطبيقات\n";
