export interface Outline {
  readonly lines: number;
  readonly blank: number;
  readonly comments: number;
  readonly branches: number;
  readonly declarations: readonly { readonly kind: string; readonly name: string; readonly line: number }[];
}

const declaration =
  /^\s*(?:export\s+|default\s+|public\s+|private\s+|static\s+|async\s+)*(class|interface|function|def|struct|enum|type|fn|func|trait)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;
const method = /^\s+(?:async\s+|static\s+|readonly\s+)*(#?[\p{L}_$][\p{L}\p{N}_$]*)\s*\([^;]*\{\s*$/u;
const keywords = new Set(["if", "for", "while", "switch", "catch", "function", "return"]);

/** A plain reading of code, in any language that looks like the common ones. */
export function outlineOf(code: string): Outline {
  const rows = code.split("\n");
  const declarations: { kind: string; name: string; line: number }[] = [];
  rows.forEach((row, index) => {
    const [, kind, name] = declaration.exec(row) ?? [];
    if (kind && name) declarations.push({ kind, name, line: index + 1 });
    else {
      const [, called] = method.exec(row) ?? [];
      if (called && !keywords.has(called)) declarations.push({ kind: "method", name: called, line: index + 1 });
    }
  });
  return {
    lines: rows.length,
    blank: rows.filter((row) => row.trim() === "").length,
    comments: rows.filter((row) => /^\s*(\/\/|\/?\*|#(?!\w)|--|""")/.test(row)).length,
    branches: code.match(/\b(if|elif|for|while|case|catch|except)\b/g)?.length ?? 0,
    declarations,
  };
}
