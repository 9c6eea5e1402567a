// The levels of an answer's headings, so that the page's outline has no holes: the page's title is 1, the turn 2, the first
// heading of its answer 3 whatever the model chose, and none is more than one deeper than the one before it.

export class Outline {
  #top = 0;
  #last = 2;

  /** The level of a heading that comes next. */
  levelOf(depth: number): number {
    const top = this.#top === 0 ? depth : Math.min(this.#top, depth);
    return Math.min(3 + depth - top, this.#last + 1);
  }

  /** The heading is final. Called in the order of the text. */
  settle(depth: number): number {
    const level = this.levelOf(depth);
    this.#top = this.#top === 0 ? depth : Math.min(this.#top, depth);
    this.#last = level;
    return level;
  }
}
