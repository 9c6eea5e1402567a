// Says why a message with an image waits, and offers a model that sees.
import type { JSX } from "preact";
import type { State } from "../../src/protocol.ts";
import { post } from "../host.ts";
import { fill, useWords } from "../words.ts";

/** Whether the draft has an image that the model would refuse. */
export const isUnseen = ({ draft, model }: State): boolean =>
  model.blind !== undefined && draft.references.some(({ kind }) => kind === "image");

export function BlindBar({ model }: Pick<State, "model">): JSX.Element {
  const { labels } = useWords();
  const instead = model.blind?.instead;
  return (
    <p class="blind-bar" role="status">
      <span>{fill(labels.blind, model.label)}</span>
      <button type="button" class="link" onClick={() => post({ type: "run", action: "selectSeeingModel" })}>
        {instead ? fill(labels.blindUse, instead) : labels.blindChoose}
      </button>
    </p>
  );
}
