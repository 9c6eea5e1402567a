// The figures as a table for people, also in the READMEs between their markers.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../host/paths.ts";
import type { Row } from "./figures.ts";

export interface Results {
  readonly date: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGB: number;
    readonly system: string;
    /** How many others wanted a processor when the bench began: on a quiet machine about 0. */
    readonly loadBefore: number;
  };
  readonly runs: number;
  readonly rows: readonly Row[];
  /** The last whole soak, with the circumstances of its own. */
  readonly soak?: Omit<Results, "soak">;
}

const words = {
  en: {
    head: ["Figure", "Ours", "Floor", "Ratio", "Budget", ""],
    ok: "ok",
    missed: "**missed**",
    missedByAll: "missed, by the floor too",
    caption: ({ date, machine, runs }: Results) =>
      `Medians of ${runs} interleaved runs, ${date}, ${machine.cpu}, ${machine.cores} cores, ${machine.system}, load before the start ${machine.loadBefore}. The floor is the least that a chat in a webview can cost: plain text, no Markdown.`,
  },
  zh: {
    head: ["指标", "本扩展", "底线", "倍数", "预算", ""],
    ok: "达标",
    missed: "**未达标**",
    missedByAll: "未达标，底线亦然",
    caption: ({ date, machine, runs }: Results) =>
      `${runs} 次交替运行的中位数，${date}，${machine.cpu}，${machine.cores} 核，${machine.system}，开始前的系统负载 ${machine.loadBefore}。“底线”是 webview 聊天的最低开销：只显示纯文本，没有 Markdown。`,
  },
} as const;

export function markdownTable(results: Results, language: keyof typeof words): string {
  const { head, caption, ...marks } = words[language];
  const lines = results.rows.map((row) => {
    const mark = row.ok === undefined ? "" : marks[row.ok ? "ok" : isMissedByAll(row) ? "missedByAll" : "missed"];
    const floor = row.floor === undefined ? "" : withUnit(row.floor, row.unit);
    return [
      row.name,
      withUnit(row.ours, row.unit),
      floor,
      row.ratio === undefined ? "" : `${row.ratio}x`,
      budgetOf(row),
      mark,
    ];
  });
  const table = [head, head.map((_, i) => (i === 0 || i === 5 ? "---" : "--:")), ...lines];
  return `${table.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n\n${caption(results)}`;
}

/** Nothing that is shown in a webview of this machine could be within. */
const isMissedByAll = ({ budget, floor }: Row): boolean =>
  budget?.of === "value" && floor !== undefined && floor > budget.most;

const withUnit = (value: number, unit: string): string => `${value.toLocaleString("en-US")} ${unit}`.trimEnd();

function budgetOf({ budget, unit }: Row): string {
  if (!budget) return "";
  return `<= ${budget.of === "ratio" ? `${budget.most}x` : withUnit(budget.most, unit)}`;
}

export async function writeIntoReadmes(results: Results): Promise<void> {
  for (const [file, language] of [
    ["README.md", "en"],
    ["README.zh-CN.md", "zh"],
  ] as const) {
    const path = join(root, file);
    const text = await readFile(path, "utf8");
    const marked = /(<!-- figures -->\n)[\s\S]*?(<!-- \/figures -->)/;
    if (!marked.test(text)) throw new Error(`${file} has no place for the figures`);
    const table = markdownTable(results, language);
    await writeFile(
      path,
      text.replace(marked, (_, begin, end) => `${begin}\n${table}\n\n${end}`),
    );
    console.log(`The table is in ${file}`);
  }
}

// node test/bench/table.ts: the saved figures into the READMEs, without measuring.
if (import.meta.main) await writeIntoReadmes(JSON.parse(await readFile(join(root, "docs", "bench.json"), "utf8")));
