// Which branch of a conversation is open, and where its side questions lead back to.
import type { History } from "./history/history.ts";
import type { ConversationHead } from "./message.ts";
import { createTree, type Tree } from "./tree.ts";

export interface Branches {
  readonly tree: Tree;
  /** The last message of the open branch. */
  readonly leaf: string | undefined;
  /** Two answers to the same prompt that stand side by side where the open branch ends; empty without. */
  readonly pair: readonly string[];
  /** The answer at which the open side question began; undefined without one. */
  readonly sideFrom: string | undefined;
  /** Ids of the open branch, oldest first. */
  open(): readonly string[];
  /** The open branch ends there from now on. */
  setLeaf(leaf: string): void;
  /** The same, where the history knows it by itself or is told later. */
  advance(leaf: string): void;
  /** These two stand side by side from now on, until the branch ends elsewhere. One of them is its end. */
  setPair(pair: readonly [string, string]): void;
  /** As `setLeaf`; if it is where a side question leads back to, the reader is back. */
  goTo(leaf: string): void;
  /** The open branch ends at this answer, until `back`. False if that can not be. */
  side(messageId: string): boolean;
  /** False if there is nothing to go back to. */
  back(): boolean;
}

export function createBranches(
  conversation: string,
  history: Pick<History, "setLeaf" | "setBack">,
  stored?: Pick<ConversationHead, "heads" | "leaf" | "back">,
): Branches {
  const tree = createTree();
  for (const head of stored?.heads ?? []) tree.add(head);
  let leaf = stored?.leaf ?? stored?.heads.at(-1)?.id;
  /** Ends of the branches to which `back` leads, the last one first. */
  let way = stored?.back ?? [];
  let pair: readonly string[] = [];

  function setLeaf(next: string): void {
    leaf = next;
    pair = [];
    history.setLeaf(conversation, next);
  }

  function setWay(next: readonly string[]): void {
    way = next;
    history.setBack(conversation, next);
  }

  return {
    tree,
    get leaf() {
      return leaf;
    },
    get pair() {
      return pair;
    },
    setPair(next) {
      pair = next;
    },
    get sideFrom() {
      const back = way.at(-1);
      if (back === undefined) return undefined;
      const origin = new Set(tree.branch(back));
      return tree.branch(leaf).findLast((id) => origin.has(id));
    },
    open: () => tree.branch(leaf),
    setLeaf,
    advance(next) {
      leaf = next;
      pair = [];
    },
    goTo(next) {
      setLeaf(next);
      if (way.at(-1) === next) setWay(way.slice(0, -1));
    },
    side(messageId) {
      if (tree.head(messageId)?.role !== "assistant" || leaf === undefined) return false;
      setWay([...way, leaf]);
      setLeaf(messageId);
      return true;
    },
    back() {
      const origin = way.at(-1);
      if (origin === undefined) return false;
      setWay(way.slice(0, -1));
      if (tree.head(origin)) setLeaf(tree.newestLeaf(origin));
      return true;
    },
  };
}
