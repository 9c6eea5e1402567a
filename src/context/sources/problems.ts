// What VS Code's Problems view lists -> what goes with a prompt.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TextReference } from "../../reference.ts";
import { placeHere } from "../gather.ts";
import type { Guard } from "../guard.ts";

const MOST = 200;

/** The worst first. Undefined if there are none. Those of a file that may not be sent are left out: messages quote code (H15). */
export async function gatherProblems(guard: Guard, only?: vscode.Uri): Promise<TextReference | undefined> {
  const lines: { readonly severity: number; readonly text: string }[] = [];
  const all = only ? [[only, vscode.languages.getDiagnostics(only)] as const] : vscode.languages.getDiagnostics();
  for (const [uri, diagnostics] of all) {
    if (diagnostics.length === 0 || (await guard.refusal(uri))) continue;
    for (const diagnostic of diagnostics) lines.push({ severity: diagnostic.severity, text: lineOf(uri, diagnostic) });
  }
  if (lines.length === 0) return undefined;
  lines.sort((a, b) => a.severity - b.severity);
  const shown = lines.slice(0, MOST).map(({ text }) => text);
  if (lines.length > MOST) shown.push(`… ${lines.length - MOST} more`);
  const place = only ? placeHere(only) : "workspace";
  return {
    type: "reference",
    kind: "text",
    of: "problems",
    id: randomUUID(),
    label: vscode.l10n.t("Problems ({0})", lines.length),
    title: place,
    uri: "",
    language: "",
    text: shown.join("\n"),
  };
}

export const countProblems = (): number =>
  vscode.languages.getDiagnostics().reduce((count, [, diagnostics]) => count + diagnostics.length, 0);

function lineOf(uri: vscode.Uri, { range, severity, source, code, message }: vscode.Diagnostic): string {
  const place = `${placeHere(uri)}:${range.start.line + 1}:${range.start.character + 1}`;
  const name = typeof code === "object" ? code.value : code;
  const from = [source, name].filter((one) => one !== undefined && one !== "").join(" ");
  const kind = (vscode.DiagnosticSeverity[severity] ?? "").toLowerCase();
  return `${place} ${kind}${from ? ` (${from})` : ""}: ${message.replace(/\s*\n\s*/g, " | ").slice(0, 1000)}`;
}
