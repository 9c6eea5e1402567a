// What the user should know of the history: it is not saved, it was damaged, a part of it can not be read.
import type { Salvage } from "./salvage.ts";
import type { Reason, Trouble } from "./trouble.ts";

export type StorageNotice =
  /** The file was damaged; what can still be read of it is being read. */
  | { readonly kind: "repairing" }
  /** Works in memory, tried again at the next change. */
  | { readonly kind: "notSaved"; readonly reason: Reason; readonly detail: string }
  /** The damaged file is kept under that name; so many of its messages are in the new one. */
  | { readonly kind: "damaged"; readonly keptAs: string; readonly recovered: number }
  /** Written by a newer version: left untouched, this session is kept in memory. */
  | { readonly kind: "newer" }
  /** Rows or parts that could not be read were skipped, not deleted. */
  | { readonly kind: "skipped"; readonly count: number };

export function storageNotices(
  salvage: Pick<Salvage, "repaired" | "isRunning" | "trouble">,
  trouble: Trouble | undefined,
  skipped: number,
): readonly StorageNotice[] {
  const notices: StorageNotice[] = salvage.repaired.map((repair) => ({ kind: "damaged", ...repair }));
  if (salvage.isRunning) notices.push({ kind: "repairing" });
  const wrong = trouble ?? salvage.trouble;
  if (wrong && wrong.kind !== "damaged") notices.push(wrong);
  if (wrong?.kind === "damaged")
    notices.push({ kind: "notSaved", reason: "other", detail: "The file is damaged again and again." });
  if (skipped > 0) notices.push({ kind: "skipped", count: skipped });
  return notices;
}
