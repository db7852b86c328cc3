import { describe, expect, test } from 'vitest'
import { limit, limitIfTouched, market, marketOnClose, relative, trailingStop, trailingStopLimit } from '../model/order-price.js'
import { enterLong, exit, type Signals } from '../model/signal.js'
import { checkSignals } from './check-signals.js'

const NOW = 1_000

const limitOf = (price: unknown): unknown => enterLong({ order: limit(price as number) })

const check = (returned: unknown): unknown => checkSignals('mine', 'onBar', returned as Signals, NOW)

describe('what a handler returns', () => {
  test.each(
    [
      undefined,
      exit(),
      enterLong({ order: trailingStop({ fraction: 0.1 }), timeInForce: 'GTD', goodTill: NOW + 1, outsideRth: true, protectAfter: 'full' }),
      enterLong({
        order: limitIfTouched(9, 9.5),
        postOnly: true,
        protect: { stop: 9, trail: { amount: 2 } },
        oca: { group: 'g', type: 3 },
      }),
      exit({ order: trailingStopLimit({ amount: 2 }, 0, 95), timeInForce: 'FOK' }),
      exit({
        order: relative(0.01),
        triggers: [
          { side: 'sell', lots: 3 },
          { side: 'buy', lots: 1, order: marketOnClose() },
        ],
      }),
      [enterLong({ strength: 1, confidence: 0 }), enterLong({ strength: -1, confidence: 1 })],
      [enterLong({ order: limit(10), protect: { stop: 9, target: { fraction: 0.1 } }, size: { lots: 5 } }), exit('out')],
      enterLong({ metadata: { model: 'm1', score: 0.8, isNew: true } }),
      [],
    ].map((one) => [one]),
  )('%j is taken as it is', (returned) => {
    expect(check(returned)).toEqual(returned)
  })

  test('is the strategy’s to change afterwards, and what it said is not', () => {
    const trail = { fraction: 0.1 }
    const said = { order: limit(9), size: { lots: 1 }, protect: { stop: { fraction: 0.2 }, trail }, oca: { group: 'g', type: 1 as const } }
    const triggers = [{ side: 'sell' as const, lots: 3, order: trailingStop(trail) }]
    const signals = [enterLong({ ...said, triggers })]
    const [before, taken] = [structuredClone(signals), check(signals)]
    const scribble = (of: object): void => {
      for (const [name, value] of Object.entries(of)) {
        if (typeof value === 'object' && value !== null) scribble(value)
        else (of as Record<string, unknown>)[name] = 7
      }
    }
    scribble(signals)
    signals.pop()
    expect(taken).toEqual(before)
  })

  test('is what stands in the object itself: neither inherited nor hidden, and read once', () => {
    expect(() => check(Object.create(exit()))).toThrow('an object that is no signal')
    expect(check(Object.defineProperty({ kind: 'exit' }, 'tag', { value: 'hidden' }))).toEqual({ kind: 'exit' })
    let reads = 0
    const counting = {
      kind: 'exit',
      get tag() {
        return `read ${++reads}`
      },
    }
    expect(check(counting)).toEqual({ kind: 'exit', tag: 'read 1' })
  })

  test.each<[unknown, string]>([
    [true, 'returned true, which is no signal'],
    [null, 'returned null, which is no signal'],
    ['exit', 'returned exit, which is no signal'],
    [Promise.resolve(), 'returned a promise'],
    [{ side: 'buy' }, 'an object that is no signal'],
    [{ kind: 'toString' }, 'an object that is no signal'],
    [{ kind: '__proto__' }, 'an object that is no signal'],
    [enterLong({ metadata: { score: Number.NaN } }), 'metadata'],
    [exit({ metadata: { nested: {} } as never }), 'metadata'],
    [{ kind: ['exit'] }, 'an object that is no signal'],
    [[exit(), 5], 'returned 5, which is no signal'],
    [{ kind: 'enter', direction: 'long', order: 101 }, 'order: 101'],
    [{ kind: 'exit', order: { type: 'lmt', limit: 5 } }, 'order: {"type":"lmt","limit":5}'],
    [limitOf('99'), 'order: {"type":"limit","limit":"99"}'],
    [{ kind: 'enter', direction: 'up' }, 'direction: "up"'],
    [{ kind: 'enter' }, 'direction: undefined'],
    [{ kind: 'enter', direction: 'long', sized: 3 }, "'enter' with the field 'sized'"],
    [{ kind: 'enter', direction: 'long', size: 5 }, 'size: 5'],
    [enterLong({ strength: 1.01 }), 'strength: 1.01'],
    [enterLong({ strength: -1.01 }), 'strength: -1.01'],
    [enterLong({ strength: Number.NaN }), 'strength: NaN'],
    [enterLong({ confidence: 1.01 }), 'confidence: 1.01'],
    [enterLong({ confidence: -0.01 }), 'confidence: -0.01'],
    [exit({ order: trailingStopLimit({ amount: 1 }, -5) }), 'order.offset: -5'],
    [enterLong({ order: relative(-1) }), 'order.offset: -1'],
    [exit({ triggers: [{ side: 'sell', lots: 1, order: relative(-1) }] }), 'triggers.order.offset: -1'],
    [enterLong({ protect: { trail: { amount: -1 } } }), 'protect.trail: {"amount":-1}'],
    [enterLong({ timeInForce: 'GTD' }), "timeInForce 'GTD' without goodTill"],
    [enterLong({ timeInForce: 'GTD', goodTill: NOW }), 'which is not after 1970-01-01T00:00:01.000Z'],
    [enterLong({ timeInForce: 'DAY', goodTill: NOW + 1 }), "goodTill with timeInForce 'DAY'"],
    [exit({ goodTill: NOW + 1 }), 'goodTill with timeInForce not given'],
    [enterLong({ postOnly: true }), 'postOnly with a market order'],
    [enterLong({ postOnly: true, order: marketOnClose() }), 'postOnly with a market-on-close order'],
    [{ kind: 'exit', order: { type: 'trailing-stop', trail: { amount: 2 } } }, 'order: {"type":"trailing-stop","trail":{"amount":2}}'],
    [{ kind: 'exit', order: { ...market(), limit: 5 } }, "'market' with the field 'limit'"],
    [exit({ order: trailingStop({ fraction: 10 }) }), 'order.trail: {"fraction":10}'],
    [exit({ order: trailingStop({ amount: 0 }) }), 'order.trail: {"amount":0}'],
    [exit({ order: trailingStop({ amount: 1, fraction: 0.1 }) }), 'order.trail: {"amount":1,"fraction":0.1}'],
    [{ kind: 'exit', order: { type: 'trailing-stop', trail: { amout: 2 }, trigger: null } }, "'order.trail' with the field 'amout'"],
    [{ kind: 'enter', direction: 'long', protect: { trail: 5 } }, 'protect.trail: 5'],
    [{ kind: 'enter', direction: 'long', protectAfter: 'all' }, 'protectAfter: "all"'],
    [{ kind: 'enter', direction: 'long', outsideRth: 'yes' }, 'outsideRth: "yes"'],
    [{ kind: 'exit', oca: { group: 'g', type: 4 } }, 'oca: {"group":"g","type":4}'],
    [{ kind: 'exit', oca: { group: '', type: 1 } }, 'oca: {"group":"","type":1}'],
    [{ kind: 'exit', oca: { group: 'g', kind: 1 } }, "'oca' with the field 'kind'"],
    [{ kind: 'exit', triggers: { side: 'buy', lots: 1 } }, 'triggers: {"side":"buy","lots":1}'],
    [{ kind: 'exit', triggers: [{ side: 'long', lots: 1 }] }, 'triggers: {"side":"long","lots":1}'],
    [{ kind: 'exit', triggers: [{ side: 'buy', lots: 1, price: 5 }] }, "'triggers' with the field 'price'"],
    [{ kind: 'exit', triggers: [{ side: 'buy', lots: 1, order: 5 }] }, 'triggers.order: 5'],
    [{ kind: 'enter', direction: 'long', protect: { stopp: 95 } }, "'protect' with the field 'stopp'"],
    [{ kind: 'enter', direction: 'long', protect: { stop: { fraction: 5 } } }, 'protect.stop: {"fraction":5}'],
    [{ kind: 'enter', direction: 'long', protect: { stop: { percent: 0.05 } } }, 'protect.stop: {"percent":0.05}'],
  ])('%j is refused, and the strategy and handler named', (returned, message) => {
    expect(() => check(returned)).toThrow(expect.objectContaining({ code: 'BAD_STRATEGY', message: expect.stringContaining(message) }))
    expect(() => check(returned)).toThrow('mine: onBar')
  })

  test.each<[unknown, string]>([
    [{ kind: 'exit', order: { type: 'trailing-stp' } }, 'did you mean `trailing-stop`?'],
    [{ kind: 'exit', timeInForce: 'GDT' }, 'did you mean `GTD`?'],
    [{ kind: 'enter', direction: 'long', protect: { tral: 5 } }, 'did you mean `trail`?'],
    [{ kind: 'exit', postonly: true }, 'did you mean `postOnly`?'],
    [exit({ order: trailingStop({ fraction: 10 }) }), '{ fraction: 0.05 } is 5 %'],
    [enterLong({ confidence: 75 }), 'confidence is 0 to 1'],
    [enterLong({ strength: 5 }), 'strength is -1 to 1'],
    [{ kind: 'exit', order: { type: 'relative' } }, 'order is relative(0.01)'],
    [enterLong({ order: relative(-1) }), 'order.offset is 0 or more: relative(0.01) is 0.01 above the bid'],
  ])('%j is refused with a hint', (returned, hint) => {
    expect(() => check(returned)).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }))
  })
})
