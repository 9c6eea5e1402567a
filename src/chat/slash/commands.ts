// The list behind a slash, and what a command means when it is sent. Loaded with the first slash.
import * as vscode from "vscode";
import { editorHere } from "../../context/editorHere.ts";
import { gatherCode, gatherSelection, placeHere } from "../../context/gather.ts";
import { type Gathering, gatherGuarded, gathering, one } from "../../context/gathering.ts";
import type { Guard } from "../../context/guard.ts";
import { gatherChanges } from "../../context/sources/git.ts";
import { modelFor, models } from "../../qwen/models.ts";
import type { Reference } from "../../reference.ts";
import type { MentionView } from "../../state.ts";
import { secretLines } from "../../util/secrets.ts";
import { languageName } from "../askModel.ts";
import { hiddenIn, hiddenLines } from "../code/visible.ts";
import type { Asked, Expanded } from "../expanding.ts";
import { factsOf } from "../referenceFacts.ts";
import { type BuiltInName, builtIn, builtInText, isBuiltIn, type Takes, typedCommand } from "./builtIn.ts";
import { type FoundPrompt, promptFiles } from "./files.ts";
import { filledPrompt, wantsSelection } from "./promptFile.ts";

const { l10n, window } = vscode;

export interface Commands {
  suggest(query: string): Promise<readonly MentionView[]>;
  expand(asked: Asked): Promise<Expanded>;
}

export function createCommands(guard: Guard, userFolder: vscode.Uri): Commands {
  /** The user's own come before ours, ours before those of a workspace: what others wrote takes no name of ours. */
  async function fileOf(name: string): Promise<FoundPrompt | undefined> {
    const files = (await promptFiles(userFolder, guard)).filter((file) => file.name === name);
    return files.find(({ from }) => from === "user") ?? (isBuiltIn(name) ? undefined : files[0]);
  }

  async function suggest(query: string): Promise<readonly MentionView[]> {
    const views = new Map<string, MentionView>();
    const add = (name: string, detail: string): void => {
      if (!views.has(name)) views.set(name, { id: name, kind: "command", label: `/${name}`, detail });
    };
    const files = await promptFiles(userFolder, guard);
    for (const file of files) if (file.from === "user") add(file.name, detailOf(file));
    for (const [name, detail] of Object.entries(details())) add(name, detail);
    for (const file of files) if (file.from === "workspace") add(file.name, detailOf(file));
    const wanted = query.toLowerCase();
    const starts = (view: MentionView): boolean => view.label.toLowerCase().startsWith(`/${wanted}`);
    const all = [...views.values()].filter(({ label }) => label.toLowerCase().includes(wanted));
    return [...all.filter(starts), ...all.filter((view) => !starts(view))];
  }

  async function expand({ text, attached, isBegun }: Asked): Promise<Expanded> {
    const typed = typedCommand(text);
    const file = typed && (await fileOf(typed.name));
    if (typed && file) return expandFile(file, typed.argument, attached);
    if (!typed || !isBuiltIn(typed.name)) return { type: "go" };
    const { name, argument } = typed;
    const isThere =
      builtIn[name].takes === "changes"
        ? attached.some((one) => one.kind === "text" && (one.of === "changes" || one.of === "commit"))
        : attached.length > 0;
    const gathered: Gathering = isThere ? { ok: true, references: [] } : await take(name);
    // Then it is about what was typed, or said before.
    const canDoWithout = argument !== "" || (isBegun && builtIn[name].takes === "code");
    if (!gathered.ok && (gathered.refusal || !canDoWithout)) return told(gathered.reason);
    const language = vscode.env.language;
    const sent = builtInText(name, argument, language.startsWith("en") ? undefined : languageName(language));
    return looked({ type: "go", sent, references: gathered.ok ? gathered.references : [] });
  }

  async function expandFile(file: FoundPrompt, argument: string, attached: readonly Reference[]): Promise<Expanded> {
    if (!(await isWanted(file))) return { type: "not" };
    const taken = wantsSelection(file.body) && attached.length === 0 ? await gatherHere(guard, "selection") : undefined;
    if (taken && !taken.ok && taken.refusal) return told(taken.reason);
    const references = taken?.ok ? taken.references : [];
    const [about] = [...references, ...attached];
    const uri = editorHere()?.document.uri;
    const sent = filledPrompt(file.body, argument, {
      selection: about ? `the attached ${about.label}` : undefined,
      file: uri && placeHere(uri),
      workspaceFolderBasename: vscode.workspace.workspaceFolders?.[0]?.name,
    });
    return looked({ type: "go", sent, references, ...modelOf(file) });
  }

  async function take(name: BuiltInName): Promise<Gathering> {
    const { takes } = builtIn[name];
    const gathered = await gatherHere(guard, takes);
    if (gathered.ok || takes !== "selection" || gathered.refusal) return gathered;
    return { ok: false, reason: l10n.t("Type behind /{0} what to translate, or select it.", name) };
  }

  return { suggest, expand };
}

async function gatherHere(guard: Guard, what: Takes): Promise<Gathering> {
  if (what === "changes") {
    const changes = (await gatherChanges("staged", guard)) ?? (await gatherChanges("all", guard));
    return one(changes, l10n.t("There are no changes to send."));
  }
  const editor = editorHere();
  // Also when the file is so large that VS Code keeps it from extensions.
  if (!editor) return { ok: false, reason: l10n.t("Open a file and put the cursor on the code.") };
  return gatherGuarded(guard, editor.document.uri, false, async () =>
    gathering(
      what === "code" ? await gatherCode(editor) : ((await gatherSelection(editor)) ?? { ok: false, reason: "empty" }),
    ),
  );
}

function told(reason: string): Expanded {
  void window.showInformationMessage(reason);
  return { type: "not" };
}

/** What looks like a secret in what goes along is shown and asked about, as for everything that is attached (H16). */
function looked(expanded: Extract<Expanded, { type: "go" }>): Expanded {
  const { references = [] } = expanded;
  if (!references.some((reference) => factsOf(reference).secretLines.length > 0)) return expanded;
  void window.showInformationMessage(
    l10n.t("What would go along has lines that look like a secret. It is attached now: look at it, then send again."),
  );
  return { type: "not", references };
}

/** What can not be seen in it, or looks like a secret, goes only after a word about it (H13, H16). */
async function isWanted({ place, body }: FoundPrompt): Promise<boolean> {
  const hidden = hiddenIn(body);
  const secrets = secretLines(body);
  if (hidden === 0 && secrets.length === 0) return true;
  const send = l10n.t("Send All the Same");
  const lines = body.split("\n");
  const [title, detail] =
    hidden > 0
      ? [
          l10n.t("The prompt file {0} has {1} characters that can not be seen. A model reads them.", place, hidden),
          hiddenLines(body, MOST_SHOWN),
        ]
      : [
          l10n.t("The prompt file {0} has lines that look like a secret.", place),
          secrets
            .slice(0, MOST_SHOWN)
            .map((line) => lines[line]?.trim().slice(0, 200))
            .join("\n"),
        ];
  return (await window.showWarningMessage(title, { modal: true, detail }, send)) === send;
}

const MOST_SHOWN = 10;

function modelOf({ models: wanted }: FoundPrompt): { readonly model?: string } {
  const known = wanted.map((name) => models.find(({ id, label }) => id === name || label === name)?.id);
  const model = known.find((id) => id !== undefined);
  return model === undefined ? {} : { model };
}

function detailOf(file: FoundPrompt): string {
  const { model } = modelOf(file);
  const words = [file.argumentHint, file.description || file.place, model === undefined ? "" : modelFor(model).label];
  return words.filter(Boolean).join(" · ");
}

const details = (): Readonly<Record<BuiltInName, string>> => ({
  explain: l10n.t("Explain the selected code, or what the cursor is in"),
  fix: l10n.t("Find what is wrong with it and correct it"),
  tests: l10n.t("Write tests for it"),
  docs: l10n.t("Write documentation comments for it"),
  review: l10n.t("Look for errors and weak points in it"),
  commit: l10n.t("Write a commit message for the staged changes, or for all"),
  translate: l10n.t("Translate what you type or select, between English and Chinese"),
});
