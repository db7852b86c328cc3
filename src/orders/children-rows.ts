// The protection that ended orders had, as rows of numbers: in a run of brackets every entry has some.

import type { ChildIntent, ProtectiveChild } from '../model/order.js'
import { NumberRows } from '../std/number-rows.js'

/** What a row's first number says of a child; the second is its price, or the fraction of the fill. */
const Kind = { target: 1, fraction: 2, more: 4 } as const

export class ChildrenRows {
  readonly #rows = new NumberRows(2)

  /** Notes a list of children and answers where it begins; null for one that is not of prices alone. */
  add(children: readonly ChildIntent[]): number | null {
    if (!children.every(isPriced)) return null
    let first = -1
    for (let index = 0; index < children.length; index++) {
      const row = this.#add(children[index] as Priced, index + 1 < children.length)
      if (index === 0) first = row
    }
    return first
  }

  /** The list that begins at a row. */
  at(first: number): ChildIntent[] {
    const children: ChildIntent[] = []
    for (let row = first; ; row++) {
      const block = this.#rows.blockOf(row)
      const place = this.#rows.placeOf(row)
      const kind = block[place] as number
      const value = block[place + 1] as number
      children.push({
        role: kind & Kind.target ? 'target' : 'stop',
        price: kind & Kind.fraction ? { fractionOfFill: value } : { at: value },
      })
      if ((kind & Kind.more) === 0) return children
    }
  }

  #add({ role, price }: Priced, hasMore: boolean): number {
    const row = this.#rows.add()
    const block = this.#rows.blockOf(row)
    const place = this.#rows.placeOf(row)
    block[place] = (role === 'target' ? Kind.target : 0) + ('at' in price ? 0 : Kind.fraction) + (hasMore ? Kind.more : 0)
    block[place + 1] = 'at' in price ? price.at : price.fractionOfFill
    return row
  }
}

type Priced = ProtectiveChild & { readonly price: { readonly at: number } | { readonly fractionOfFill: number } }

function isPriced(child: ChildIntent): child is Priced {
  return child.role !== 'triggered' && !('trail' in child.price)
}
