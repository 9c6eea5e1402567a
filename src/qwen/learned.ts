// What the service has told us in this session about its models that our table does not know.
import { hostOf } from "./endpoints.ts";
import type { Request } from "./types.ts";

type Asked = Pick<Request, "endpoint" | "model">;

export interface Learned {
  /** The largest thinking budget, where a larger one was refused. */
  budgetLimit(asked: Asked): number | undefined;
  limitBudget(asked: Asked, limit: number): void;
  /** A search was refused. */
  refusesSearch(asked: Asked): boolean;
  noSearch(asked: Asked): void;
}

/** `changed` is told of everything new. */
export function createLearned(changed: () => void = () => {}): Learned {
  const limits = new Map<string, number>();
  const withoutSearch = new Set<string>();
  // The same model may have other limits at another host.
  const key = ({ endpoint, model }: Asked): string => `${hostOf(endpoint)} ${model}`;
  return {
    budgetLimit: (asked) => limits.get(key(asked)),
    limitBudget(asked, limit) {
      limits.set(key(asked), limit);
      changed();
    },
    refusesSearch: (asked) => withoutSearch.has(key(asked)),
    noSearch(asked) {
      withoutSearch.add(key(asked));
      changed();
    },
  };
}
