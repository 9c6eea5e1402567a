// What goes with the next message beside its text, in the order in which it is sent.
import type { ReferenceView, State } from "../../src/protocol.ts";

export const goingWith = ({ draft, beside = [] }: Pick<State, "draft" | "beside">): readonly ReferenceView[] => [
  ...beside.filter(({ what }) => what === "instructions"),
  ...draft.references,
  ...beside.filter(({ what, isOn }) => what === "selection" && isOn),
];
