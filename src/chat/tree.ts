// The shape of a conversation: which message answers which. Bodies are elsewhere.
import type { MessageHead } from "./message.ts";

export interface Tree {
  /** Adds a message; one that is known stays where it is. */
  add(head: MessageHead): void;
  head(id: string): MessageHead | undefined;
  /** From the root to that message; empty if there is none. */
  branch(leaf: string | undefined): readonly string[];
  /** The messages with the same parent, oldest first, itself included. */
  siblings(id: string): readonly string[];
  /** The end of the branch that was written last below a message. */
  newestLeaf(id: string): string;
  readonly isEmpty: boolean;
}

export function createTree(): Tree {
  const heads = new Map<string, MessageHead>();
  /** In the order of writing, by parent; roots under "". */
  const children = new Map<string, string[]>();
  /** The last answer of `branch`: it is asked for again and again. */
  let known: { readonly leaf: string | undefined; readonly branch: readonly string[] } | undefined;

  return {
    add(head) {
      if (heads.has(head.id)) return;
      known = undefined;
      heads.set(head.id, head);
      const siblings = children.get(head.parent ?? "");
      if (siblings) siblings.push(head.id);
      else children.set(head.parent ?? "", [head.id]);
    },
    head: (id) => heads.get(id),
    branch(leaf) {
      if (known && known.leaf === leaf) return known.branch;
      const branch: string[] = [];
      const seen = new Set<string>();
      for (let at = leaf; at !== undefined && !seen.has(at); at = heads.get(at)?.parent) {
        if (!heads.has(at)) break;
        seen.add(at);
        branch.push(at);
      }
      known = { leaf, branch: branch.reverse() };
      return known.branch;
    },
    siblings(id) {
      const head = heads.get(id);
      return head ? (children.get(head.parent ?? "") ?? []) : [];
    },
    newestLeaf(id) {
      let leaf = id;
      for (let child = children.get(leaf)?.at(-1); child; child = children.get(leaf)?.at(-1)) leaf = child;
      return leaf;
    },
    get isEmpty() {
      return heads.size === 0;
    },
  };
}
