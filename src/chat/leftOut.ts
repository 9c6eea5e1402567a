// Which exchanges of a branch later requests go without: the provider would refuse every one that has them.
import type { StoredMessage } from "./message.ts";

/**
 * Their prompts: one whose own request failed for what was in it, with whatever had come of an answer, and those that the
 * reader has left out. A summary stands for all before it.
 */
export function leftOutOf(branch: readonly StoredMessage[]): ReadonlySet<string> {
  const ids = new Set<string>();
  branch.forEach(({ id, role, leavesOut, parts }, index) => {
    if (role !== "user") return;
    if (parts.some((part) => part.type === "reference" && part.kind === "text" && part.of === "summary")) {
      for (const other of branch.slice(0, index)) if (other.role === "user") ids.add(other.id);
    }
    for (const other of leavesOut ?? []) ids.add(other);
    if (wouldFailAgain.has(branch[index + 1]?.error?.kind ?? "")) ids.add(id);
  });
  return ids;
}

/** The prompt of the last exchange that is sent along with this one; undefined if it goes out alone. */
export function lastSentBefore(branch: readonly StoredMessage[], promptId: string): string | undefined {
  const at = branch.findIndex(({ id }) => id === promptId);
  const leftOut = leftOutOf(branch.slice(0, at + 1));
  return branch.slice(0, Math.max(0, at)).findLast(({ id, role }) => role === "user" && !leftOut.has(id))?.id;
}

const wouldFailAgain: ReadonlySet<string> = new Set([
  "inspectionInput",
  // What had come of the answer would be a part of the next question's input.
  "inspectionOutput",
  "tooLong",
  "image",
  "parameter",
]);
