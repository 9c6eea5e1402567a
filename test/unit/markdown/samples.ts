// Markdown as models write it, and as they should not: what the specifications' examples leave out.

export const samples: Readonly<Record<string, string>> = {
  table:
    "Text before\n\n| a | b | c |\n|:--|:-:|--:|\n| 1 | **2** | `3` |\n| x \\| y | [l](https://a.example) | |\n\nafter\n",
  "table in a paragraph's way": "para\n| a | b |\n|---|---|\n| 1 | 2 |\n- list\n",
  "table with a wrong delimiter row": "para\n| a | b |\n|---|\nmore\n",
  "table, one column": "| a |\n|---|\n| 1 |\n| 2 |\n",
  "table in a list": "- item\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- next\n",
  "tasks, tight": "- [ ] open\n- [x] done\n- [X] done **too**\n- no task\n",
  "tasks, loose": "- [ ] open\n\n- [x] done\n\n  more\n",
  "list grows loose": "- a\n- b\n- c\n\n- d\n- e\n",
  "list ends in a rule": "- a\n- b\n- - -\ntext\n",
  "nested lists": "1. one\n   - sub\n     - subsub\n   - sub\n\n     loose\n2. two\n   1. x\n   2. y\n10. ten\n",
  "fence in a list":
    "1. Run:\n\n   ```bash\n   npm ci\n     npm test\n   ```\n\n2. Then\n   ~~~\n   x\n   ~~~\n3. End\n",
  "fence in a fence": "````md\n```js\nx\n```\n````\n\ntext\n",
  "fence with less indentation": "  ```\n a\n    b\n  ```\n",
  "fence that never closes": "text\n\n```python\ndef f():\n    return '```'\n",
  "fence after a paragraph": "para\n```ts\nconst a = 1;\n```\npara\n",
  "fence's info string": '```{.python #id title="x\\"><script>"}\nx\n```\n',
  "comment over many lines": "```js\n/*\n a\n b\n c\n d\n*/\nlet x = `a\nb`;\n```\n",
  setext: "Title\n=====\n\nSub\nline two\n---\n\npara\n***\n",
  "later definitions":
    "See [one], [the *two*][two] and **[three]**.\n\n- [one]\n- x\n\n| [two] |\n|---|\n| [one] |\n\n> [one]\n\n[one]: https://a.example/1 'T'\n[two]: <https://a.example/2>\n[three]: https://a.example/3\n\n[one]: https://b.example\n",
  "definition that was none": "[a] text\n\n[a]: https://a.example and more\n\n[a]\n",
  "definition with a title on the next line":
    "[a]\n\n[a]: https://a.example\n'title\nlong'\n\n[b]: /x\n'no title\n\nend'\n",
  "definition in a quote": "[q]\n\n> [q]: https://a.example\n\nend\n",
  html: "<details>\n<summary>x</summary>\n\n**body**\n\n</details>\n\na <b>c</b> <br> d <!-- e --> f\n\n<script>\nalert(1)\n\n</script>\n\nend\n",
  quotes: "> a\n> > b\nlazy\n>\n> - c\n>   d\n\n> ```\n> x\n\ntext\n",
  "hard breaks": "a  \nb\\\nc\nd\n",
  emphasis: "***bold italic** text* and __init__.py and 2 * 3 * 4 and **a*b*c** _x_y_ ~~del~~ ~one~ `a``b`\n",
  CJK: "**中文**后面，这是**“强调”**的。**注意：**后面。他说：**「你好」**吗？*斜体*和~~删除~~，10~20岁，30~40岁。\n\n日本語の**強調、**です。한국어 **강조**는\n",
  "CJK addresses": "见https://a.example/b?c=d，然后（http://b.example/）看www.c.example。邮件x@d.example吗\n",
  "CJK list": "1. **第一步：**安装\n2. **第二步：**运行\n\n- 甲\n- 乙\n",
  "right to left":
    "npm و yarn هما أداتان لإدارة الحزم، و`package.json` ملف مهم جدا [رابط](https://a.example).\n\n- TypeScript\n- لغة **برمجة** مبنية على JavaScript\n  - وهي من Microsoft\n- שלום עולם\n\n> اقتباس\n> هنا\n\n| العمود | Column |\n|---|--:|\n| قيمة | value |\n| 1 | 2 |\n\n# عنوان API\n\nhttps://a.example/long/english/address وصف\n\n```js\n// تعليق\n```\n\n[React][مرجع] هنا\n\n[مرجع]: https://a.example\n",
  languages:
    "概要\n\n環境変数の設定方法を説明します。\n\n- 質問\n- こんにちは、**世界**\n- 这是简体中文，对吗？\n- 這是繁體中文，對嗎？\n- 한국어 문장입니다.\n\n| 表 | 説明です |\n|---|---|\n| API | 直 |\n\n```py\n# 日本語のコメント\n```\n\nThe word 直 in English stays English here.\n",
  maths:
    "Let $x^2 + y_1$ be, \\(a+b\\) and \\[c\\].\n\n$$\n- a\n= b\n$$\n\ntext\n$$x$$\nmore\n\n\\[\n\\frac{1}{2}\n\\]\n\ninline $$d$$ end\n",
  "no maths": "It costs $5 and $10, or $HOME/$USER, US$3.\n\n$$\nnever closed\n\n- list\n",
  "maths that is none after all": "text\n$$\n- a\n\n- b\n$$\n",
  entities: "&lt;b&gt; &amp;amp; &copy; &#x41;&#66; &nosuch; &hellip; 5 &lt 6\n",
  images:
    "![alt *x*](https://a.example/i.png 't') [![i](https://a.example/i.png)](https://b.example)\n\n![r]\n\n[r]: https://a.example/r.png\n",
  "line ends": "a\r\nb\r\r\n- c\r\n- d\r\n\r\n```\r\nx\r\ny\r\n```\r\n",
  emoji: "😀 **粗😀** 👨‍👩‍👧 𠮷野家\n\n```\n😀 é\n```\n",
  "hidden in code":
    "`a\u202eb` \u202etext\n\n```js\nlet a\u200b = '\u2066x\u2069';\n/* \u202e } */\n```\n\n```\na\u00adb\n\nc\u{e0041}\n```\n",
  "long paragraph": `${"word **bold** `code` [x](https://a.example) ".repeat(60)}\n`,
  "many items": Array.from({ length: 95 }, (_, index) => `${index + 3}. item ${index}\n`).join(""),
  "many blocks": Array.from({ length: 60 }, (_, index) => `para ${index}\n\n# head\n\n`).join(""),
  "many lines": `\`\`\`ts\n${Array.from({ length: 80 }, (_, index) => `const a${index} = ${index}; // x\n`).join("")}\`\`\`\n`,
};
