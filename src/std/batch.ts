// Work on records that can wait for others of their kind: done together, the code that takes one is still in the processor's cache for the next.

/** How many are taken together. */
const TOGETHER = 64

/** Records wait in it until there are enough of them, or somebody asks. They must not change while they wait. */
export class Batch<Item> {
  readonly #take: (item: Item) => void
  readonly #waiting = new Array<Item>(TOGETHER)
  #count = 0

  constructor(take: (item: Item) => void) {
    this.#take = take
  }

  add(item: Item): void {
    this.#waiting[this.#count++] = item
    if (this.#count === TOGETHER) this.flush()
  }

  /** Takes those that wait, in the order they came. */
  flush(): void {
    const count = this.#count
    this.#count = 0
    for (let index = 0; index < count; index++) this.#take(this.#waiting[index] as Item)
  }
}
