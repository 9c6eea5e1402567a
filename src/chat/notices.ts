// What stands above the composer until it is mended or dismissed.
import { l10n, workspace } from "vscode";
import type { ApiKeys } from "../apiKey.ts";
import type { Notice } from "../protocol.ts";
import type { Connection } from "./connection.ts";
import type { History } from "./history/history.ts";
import type { StorageNotice } from "./history/storageNotice.ts";

export function notices(history: History, keys: ApiKeys, connection: Connection): Notice[] {
  const list: Notice[] = history.notices.map(storageNotice);
  if (keys.lost) {
    list.push({ id: "keyLost", text: keys.lost, button: { label: l10n.t("Set API Key"), run: "setApiKey" } });
  }
  if (connection.problem) {
    list.push({
      id: "endpoint",
      text: connection.problem,
      button: { label: l10n.t("Select Endpoint"), run: "selectEndpoint" },
    });
  }
  if (!workspace.isTrusted) {
    list.push({
      id: "untrusted",
      text: l10n.t("Restricted Mode: only what you type is sent, no code of this workspace is read."),
      button: { label: l10n.t("Manage trust"), run: "trustWorkspace" },
    });
  }
  return list;
}

function storageNotice(notice: StorageNotice): Notice {
  switch (notice.kind) {
    case "notSaved":
      return {
        id: `notSaved.${notice.reason}`,
        text: {
          full: l10n.t("Not saved: the disk is full. The conversation goes on, and is saved when there is room."),
          readOnly: l10n.t("Not saved: the storage folder is read-only. The conversation goes on in memory."),
          denied: l10n.t("Not saved: the storage folder can not be written. The conversation goes on in memory."),
          busy: l10n.t("Not saved yet: another window is writing."),
          other: l10n.t("Not saved: {0}. The conversation goes on in memory.", notice.detail),
        }[notice.reason],
        button: { label: l10n.t("Save now"), run: "saveAgain" },
      };
    case "repairing":
      return {
        id: "repairing",
        text: l10n.t(
          "The saved conversations were damaged. What can still be read is being brought back; you can go on meanwhile.",
        ),
      };
    case "damaged":
      return {
        id: `damaged.${notice.keptAs}`,
        text: l10n.t(
          "The saved conversations were damaged. {0} messages could be read; the damaged file is kept as {1}.",
          notice.recovered,
          notice.keptAs,
        ),
      };
    case "newer":
      return {
        id: "newer",
        text: l10n.t(
          "The saved conversations were written by a newer version of Ask Qwen and are left untouched. This session is kept in memory only.",
        ),
      };
    case "skipped":
      return {
        id: "skipped",
        text: l10n.t("{0} saved entries could not be read. They are left as they are.", notice.count),
      };
    default:
      return notice satisfies never;
  }
}
