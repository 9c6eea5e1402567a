// Where the slider of the thinking budget stops, and which level a number of tokens stands for.

const LEAST = 1024;

/** Doublings, up to what the model takes. */
export function budgetSteps(most: number): readonly number[] {
  const steps: number[] = [];
  for (let tokens = LEAST; tokens < most; tokens *= 2) steps.push(tokens);
  return [...steps, most];
}

/** The index of the step that is nearest, as the slider has them: by doublings. */
export function nearestStep(steps: readonly number[], tokens: number): number {
  const distances = steps.map((step) => Math.abs(Math.log2(step / Math.max(1, tokens))));
  return distances.indexOf(Math.min(...distances));
}

export interface Level {
  readonly label: "thinkingChoiceLow" | "thinkingChoiceMedium" | "thinkingChoiceHighest";
  /** As the service gives them. */
  readonly tokens: number;
}

const low: Level = { label: "thinkingChoiceLow", tokens: 4096 };
const medium: Level = { label: "thinkingChoiceMedium", tokens: 16_384 };
const highest: Level = { label: "thinkingChoiceHighest", tokens: 262_144 };

export const levels: readonly Level[] = [low, medium, highest];

/** As the host sends it. */
export const levelOf = (tokens: number): Level =>
  tokens <= low.tokens ? low : tokens <= medium.tokens ? medium : highest;
