export interface Item {
  readonly name: string;
  readonly price: number;
  readonly quantity: number;
}

export class Inventory {
  readonly #items = new Map<string, Item>();

  add(item: Item): void {
    const known = this.#items.get(item.name);
    const quantity = item.quantity + (known?.quantity ?? 0);
    this.#items.set(item.name, { ...item, quantity });
  }

  /** Takes things out; false when there are too few. */
  take(name: string, quantity: number): boolean {
    const item = this.#items.get(name);
    if (!item || item.quantity < quantity) return false;
    this.#items.set(name, { ...item, quantity: item.quantity - quantity });
    return true;
  }

  total(): number {
    let sum = 0;
    for (const item of this.#items.values()) sum += item.price * item.quantity;
    return sum;
  }
}
