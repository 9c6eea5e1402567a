// Lines that stand for code which the model left out: "// ... existing code ...".

/** Undefined stands for any number of lines that stay as they are. */
export type Row = string | undefined;

/** Rows of a block. A line that the file has as it is, is never an elision. */
export function rowsOf(lines: readonly string[], base: ReadonlySet<string>): readonly Row[] {
  const rows = lines.flatMap((line): readonly Row[] => {
    if (base.has(line.trim())) return [line];
    if (isElision(line)) return [undefined];
    const inline = inlineElision.exec(line);
    // `function f() { ... }`: the body stays.
    if (inline) return [inline[1]!, undefined, `${/^\s*/.exec(line)![0]}${inline[2]}`];
    return [line];
  });
  // Two in a row are one.
  return rows.filter((row, index) => row !== undefined || index === 0 || rows[index - 1] !== undefined);
}

export function isElision(line: string): boolean {
  const text = line.trim();
  if (/^(?:\.{3}|…)+$/.test(text)) return true;
  const comment = /^(?:\/\/+|#+|--|;+|%+|\/\*+|<!--|\{\/\*|\*|"""|')\s*(.*?)\s*(?:\*\/\}?|-->|""")?$/.exec(text)?.[1];
  if (comment === undefined) return false;
  if (/^(?:\.{3}|…)/.test(comment)) return comment.length <= 120;
  // At its end alone they say nothing: "// Reading the file..." is an ordinary comment.
  return comment.length <= 60 && phrases.test(comment.replace(/\s*(?:\.{3}|…)$/, ""));
}

const inlineElision = /^(.*\{)\s*(?:\.{3}|…|\/\*\s*(?:\.{3}|…).*?\*\/|\/\/\s*(?:\.{3}|…).*?)\s*(\}[;,)]*)\s*$/;

const phrases =
  /^[([（]?(?:(?:the )?(?:rest|remaining|remainder|other|existing|previous|same|unchanged)\b.*\b(?:code|methods?|functions?|file|class|imports?|unchanged|as before|same|stays?|remains?|here|above|below)\b|existing code|unchanged|(?:其余|其他|剩余|现有|原有|已有|省略|保持).{0,12}(?:代码|不变|方法|函数|内容|部分|省略)?)/i;
