// What exports and imports say, in the reader's language.
import { env, l10n } from "vscode";
import type { DocumentWords, Facts } from "./documents.ts";
import type { Skipped, Tally } from "./imported.ts";
import type { NotSaved } from "./keepImported.ts";
import type { Refusal } from "./readImport.ts";
import type { MarkdownWords } from "./toMarkdown.ts";

export function markdownWords(): MarkdownWords {
  const statuses = {
    stopped: l10n.t("Stopped"),
    interrupted: l10n.t("Interrupted"),
    failed: l10n.t("No answer came"),
  };
  return {
    you: l10n.t("You"),
    assistant: "Qwen",
    thinking: l10n.t("Thinking"),
    version: (index, count) => l10n.t("Version {0} of {1}", index, count),
    otherBranch: (index) => l10n.t("Branch {0}", index),
    status: (status) => statuses[status],
    omittedLines: (count) => l10n.t("{0} more lines were left out.", count),
    unreadable: l10n.t("A message that can not be read."),
  };
}

export function documentWords(): DocumentWords {
  return {
    several: l10n.t("Conversations with Qwen"),
    untitled: l10n.t("Untitled"),
    workspace: (name) => l10n.t("Workspace: {0}", name),
    facts: (facts) => [`Ask Qwen · ${dateWords(facts.exportedAt)}`, ...findings(facts)],
  };
}

/** What was taken out and what can not be seen, a sentence each. */
export function findings({ redacted, hidden }: Pick<Facts, "redacted" | "hidden">): readonly string[] {
  const list = [...hidden].map(([name, count]) => `${name} × ${count}`).join(", ");
  return [
    ...(redacted > 0 ? [l10n.t("Secrets redacted: {0}", redacted)] : []),
    ...(list === "" ? [] : [l10n.t("Hidden characters: {0}", list)]),
  ];
}

export function dateWords(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(env.language, { dateStyle: "medium", timeStyle: "short" });
}

export function sizeWords(bytes: number): string {
  const number = (value: number) => value.toLocaleString(env.language, { maximumFractionDigits: value < 10 ? 1 : 0 });
  if (bytes < 1024 * 1024) return `${number(Math.ceil(bytes / 1024))} KB`;
  return `${number(bytes / 1024 / 1024)} MB`;
}

export function refusalWords(reason: Refusal): string {
  const words: Record<Refusal, string> = {
    empty: l10n.t("There is no conversation in it."),
    tooLarge: l10n.t("It is larger than 256 MB. Export fewer conversations at a time."),
    notText: l10n.t("It is no text."),
    broken: l10n.t("It is damaged or incomplete. Export it again."),
    newer: l10n.t("A newer version of Ask Qwen wrote it. Update the extension."),
    ours: l10n.t("Markdown is for reading. Export the conversation as JSON to import it."),
    unknown: l10n.t("It is no export of Ask Qwen, VS Code's chat, Cline, Roo Code or Continue."),
  };
  return words[reason];
}

/** Why nothing can be written to the history, as a sentence. */
export function troubleWords(trouble: NotSaved["trouble"]): string {
  if (trouble.kind === "damaged") return l10n.t("The history can not be written ({0}).", trouble.kind);
  if (trouble.kind === "newer") return l10n.t("The saved conversations were written by a newer version of Ask Qwen.");
  return {
    full: l10n.t("The disk is full."),
    readOnly: l10n.t("The storage folder is read-only."),
    denied: l10n.t("The storage folder can not be written."),
    busy: l10n.t("Another window is writing."),
    other: l10n.t("The history can not be written ({0}).", trouble.detail),
  }[trouble.reason];
}

/** "2 images and attached files, 3 results of tools"; empty when nothing was left out. */
export function skippedWords(tallies: readonly Tally[]): string {
  const count = (what: Skipped) => tallies.reduce((sum, tally) => sum + tally.of(what), 0);
  const words: Record<Skipped, (count: number) => string> = {
    conversation: (n) => l10n.t("conversations that can not be read: {0}", n),
    message: (n) => l10n.t("messages of an unknown kind: {0}", n),
    part: (n) => l10n.t("parts of an unknown kind: {0}", n),
    attachment: (n) => l10n.t("images and attached files: {0}", n),
    toolResult: (n) => l10n.t("results of tools: {0}", n),
    tooLong: (n) => l10n.t("texts over 16 MB: {0}", n),
    tooMany: (n) => l10n.t("messages or conversations over the limit: {0}", n),
  };
  const kinds = Object.keys(words) as readonly Skipped[]; // A record's keys are its keys.
  return kinds.flatMap((kind) => (count(kind) > 0 ? words[kind](count(kind)) : [])).join(", ");
}
