// What the working orders of one holder could open on one side, at most: groups that count once do so as their largest order.

interface Group {
  readonly name: string
  lots: number
  value: number
}

export class SideReach {
  lots = 0
  /** Currency of the account. */
  value = 0
  /** Few orders have one. */
  readonly #groups: Group[] = []

  clear(): void {
    this.lots = this.value = 0
    if (this.#groups.length > 0) this.#groups.length = 0
  }

  add(group: string | null, lots: number, value: number): void {
    if (group === null) this.#add(lots, value)
    else this.#addToGroup(group, lots, value)
  }

  /** Adds what is more of a group's largest order than what was added of it before. */
  #addToGroup(name: string, lots: number, value: number): void {
    const group = this.#groupOf(name)
    const [most, dearest] = [Math.max(group.lots, lots), Math.max(group.value, value)]
    this.#add(most - group.lots, dearest - group.value)
    group.lots = most
    group.value = dearest
  }

  #add(lots: number, value: number): void {
    this.lots += lots
    this.value += value
  }

  #groupOf(name: string): Group {
    for (const group of this.#groups) if (group.name === name) return group
    const fresh = { name, lots: 0, value: 0 }
    this.#groups.push(fresh)
    return fresh
  }
}
