// An order as the matching table writes it: `sell 10 stop 98 limit 97.5 tif GTD`, `buy 10 market bracket 98 105`.

import { type ChildIntent, type OrderIntent, type OrderTerms, plainTerms, type Side } from '../../src/model/order.js'
import { bracket, intent } from '../../src/model/order.testing.js'
import {
  limit,
  limitIfTouched,
  limitOnClose,
  market,
  marketIfTouched,
  marketOnClose,
  type OrderPrice,
  relative,
  stop,
  stopLimit,
  type Trail,
  trailingStop,
  trailingStopLimit,
} from '../../src/model/order-price.js'
import type { OcaGroup, TimeInForce } from '../../src/model/signal.js'

export function orderOf(text: string): OrderIntent {
  const [own = '', ...others] = text.split(' then ')
  const words = new Words(own)
  const side = words.first as Side
  return intent(side, words.lots, {
    price: priceOf(words),
    timeInForce: (words.after('tif') ?? 'GTC') as TimeInForce,
    reduceOnly: words.has('reduce-only'),
    terms: termsOf(words),
    children: [...childrenOf(words), ...others.map(triggeredOf)],
    strategy: words.after('by') ?? 's',
  })
}

class Words {
  readonly #words: readonly string[]

  constructor(text: string) {
    this.#words = text.split(' ')
  }

  get first(): string {
    return this.#words[0] ?? ''
  }

  /** The number that follows the side; 0 where there is none. */
  get lots(): number {
    const lots = Number(this.#words[1])
    return Number.isNaN(lots) ? 0 : lots
  }

  has(word: string): boolean {
    return this.#words.includes(word)
  }

  after(word: string, distance = 1): string | undefined {
    const at = this.#words.indexOf(word)
    return at < 0 ? undefined : this.#words[at + distance]
  }

  number(word: string, distance = 1): number | undefined {
    const text = this.after(word, distance)
    return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text)
  }
}

function priceOf(words: Words): OrderPrice {
  const [cap, trigger, touched] = [words.number('limit'), words.number('stop'), words.number('touched')]
  const trail = words.after('trail')
  if (words.has('limit-on-close')) return limitOnClose(words.number('limit-on-close') as number)
  if (words.has('on-close')) return marketOnClose()
  if (words.has('relative')) return relative(words.number('relative') as number, words.number('cap') ?? null)
  if (trail !== undefined) {
    const [from, offset] = [words.number('from') ?? null, words.number('offset')]
    return offset === undefined ? trailingStop(trailOf(trail), from) : trailingStopLimit(trailOf(trail), offset, from)
  }
  if (touched !== undefined) return cap === undefined ? marketIfTouched(touched) : limitIfTouched(touched, cap)
  if (trigger !== undefined) return cap === undefined ? stop(trigger) : stopLimit(trigger, cap)
  return cap === undefined ? market() : limit(cap)
}

/** `5%` or a distance. */
function trailOf(text: string): Trail {
  return text.endsWith('%') ? { fraction: Number(text.slice(0, -1)) / 100 } : { amount: Number(text) }
}

function termsOf(words: Words): OrderTerms {
  const [group, type] = [words.after('oca'), words.number('oca', 2)]
  const till = words.after('till')
  return {
    ...plainTerms,
    outsideRth: words.has('outside-rth'),
    postOnly: words.has('post-only'),
    goodTill: till === undefined ? null : Date.parse(`${till}:00Z`),
    oca: group === undefined ? null : { group, type: type as OcaGroup['type'] },
    childrenAfter: words.has('after-full') ? 'full' : 'partial',
  }
}

/** `bracket 98 105`, `protect-stop 98`, `protect-trail 3` or `protect-trail 5%`. */
function childrenOf(words: Words): readonly ChildIntent[] {
  const [losing, winning] = [words.number('bracket'), words.number('bracket', 2)]
  if (losing !== undefined && winning !== undefined) return bracket(losing, winning)
  const [at, trail] = [words.number('protect-stop'), words.after('protect-trail')]
  if (at !== undefined) return [{ role: 'stop', price: { at } }]
  return trail === undefined ? [] : [{ role: 'stop', price: { trail: trailOf(trail), from: null } }]
}

function triggeredOf(text: string): ChildIntent {
  const words = new Words(text)
  return { role: 'triggered', side: words.first as Side, lots: words.lots, price: priceOf(words) }
}
