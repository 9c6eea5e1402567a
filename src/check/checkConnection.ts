// The command Check Connection: a read-only document that grows with each step, and is the report to be copied.
import * as vscode from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Log } from "../log.ts";
import { currentEndpoint, readSettings } from "../settings.ts";
import { check } from "./check.ts";
import { thisPerson, withoutPerson } from "./person.ts";
import { type ProxyInEffect, proxyInEffect } from "./proxy.ts";
import { type Step, stepNames } from "./step.ts";
import { say, stepText } from "./words.ts";

const { l10n, window } = vscode;

export const SCHEME = "ask-qwen-check";

export interface ConnectionCheck extends vscode.Disposable {
  run(version: string): Promise<void>;
  /** What stands in the document, to the clipboard. */
  copy(): Promise<void>;
}

export function createConnectionCheck(keys: ApiKeys, log: Log): ConnectionCheck {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let text = "";
  let running: AbortController | undefined;
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${l10n.t("Ask Qwen Connection Check")}` });
  const listening = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => text,
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.uri.scheme === SCHEME) running?.abort();
    }),
  ];

  function show(lines: readonly string[]): void {
    // Whatever is shown may be copied: so it is clean before it is seen.
    text = withoutPerson(log.redact(lines.join("\n")), thisPerson());
    changed.fire(uri);
  }

  async function copy(): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    window.setStatusBarMessage(l10n.t("The report is copied."), 4000);
  }

  return {
    copy,
    async run(version) {
      running?.abort();
      const abort = new AbortController();
      running = abort;
      const endpoint = currentEndpoint();
      const { endpoint: setting, model } = readSettings();
      const heading = [
        l10n.t("Ask Qwen: check of the connection"),
        [
          new Date().toISOString(),
          `Ask Qwen ${version}`,
          `VS Code ${vscode.version}`,
          `${process.platform} ${process.arch}`,
        ].join(" · "),
        l10n.t("There is no key, password, user name or home folder in this text."),
        l10n.t("The last step asks the model for one word, which takes a few tokens."),
        "",
      ];
      const steps: Step[] = [];
      const draw = (...ending: readonly string[]): void =>
        show([...heading, ...steps.map((step) => stepText(step, setting)), ...ending, ""]);
      draw();
      const document = await vscode.workspace.openTextDocument(uri);
      await window.showTextDocument(document, { preview: false });
      const options = {
        endpoint,
        model,
        proxy: endpoint.ok ? proxyNow(new URL(endpoint.value.baseUrl)) : ({ type: "none", why: "system" } as const),
        async key() {
          if (!endpoint.ok) return { value: undefined, fromEnvironment: false, isNeeded: true };
          const state = await keys.state(endpoint.value);
          const value = (await keys.get(endpoint.value))?.value;
          return { value, fromEnvironment: state === "environment", isNeeded: state !== "none needed" };
        },
      };
      for await (const step of check(options, abort.signal)) {
        if (step.result) steps.splice(-1, 1, step);
        else steps.push(step);
        draw();
      }
      if (abort.signal.aborted) return;
      const bad = steps.find(({ result }) => result?.verdict === "failed");
      draw("", bad ? l10n.t("Something is in the way: see the line marked as failed.") : l10n.t("Everything works."));
      await offer(bad, setting, steps.length === stepNames.length && !bad);
    },
    dispose() {
      running?.abort();
      for (const one of listening) one.dispose();
    },
  };

  async function offer(bad: Step | undefined, setting: string, isFine: boolean): Promise<void> {
    const copyReport = l10n.t("Copy Report");
    const found = bad?.result && say(bad.result.finding, setting);
    const mend = found?.run !== undefined && commands[found.run] ? l10n.t("Mend It") : undefined;
    const buttons = [copyReport, ...(mend === undefined ? [] : [mend])];
    const chosen = isFine
      ? await window.showInformationMessage(l10n.t("The connection to Qwen works."), ...buttons)
      : await window.showWarningMessage(
          found ? l10n.t("The connection to Qwen: {0}", found.text) : l10n.t("The check was not completed."),
          ...buttons,
        );
    if (chosen === copyReport) await copy();
    const [command, ...args] = (chosen === mend && found?.run !== undefined && commands[found.run]) || [];
    if (command !== undefined) await vscode.commands.executeCommand(command, ...args);
  }
}

const commands: Readonly<Record<string, readonly [string, ...unknown[]]>> = {
  setApiKey: ["askQwen.setApiKey"],
  selectEndpoint: ["askQwen.selectEndpoint"],
  selectModel: ["askQwen.selectModel"],
  openProxySettings: ["workbench.action.openSettings", "http.proxy"],
};

function proxyNow(target: URL): ProxyInEffect {
  const http = vscode.workspace.getConfiguration("http");
  const settings = {
    proxy: http.get<string>("proxy") ?? "",
    support: http.get<string>("proxySupport") ?? "override",
    noProxy: http.get<readonly string[]>("noProxy") ?? [],
  };
  return proxyInEffect(target, settings, process.env);
}
