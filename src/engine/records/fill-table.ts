// The fills of a run as rows of numbers, and their hash: what filled, when and at what price, without ids.

import type { Fill } from '../../model/fill.js'
import { NumberLog } from '../../std/number-log.js'
import { FEW, HALF } from '../../std/packed-codes.js'
import { RecordTable, type RowCodec } from '../../std/record-table.js'
import { TextCodes } from '../../std/text-codes.js'

/** No rate is below zero: the fill is in the account's own currency. */
const SAME = -1

/** The fill is in no virtual account, or in the one with a code from here on. */
const NONE = 0
const FIRST = 1

export class FillTable {
  readonly #texts = fillTexts()
  readonly #rows = new RecordTable(fillCodec(this.#texts))

  get length(): number {
    return this.#rows.length
  }

  /** Appends a fill, which never changes again. */
  append(fill: Fill): void {
    this.#rows.appendFinal(fill)
  }

  /** Every fill as an object of its own. */
  records(): Fill[] {
    return this.#rows.records()
  }

  /** Hex sha256 of what is hashed of every fill; walks through all of them. */
  hash(): string {
    const log = new NumberLog()
    this.#rows.eachRow((rows, at) => log.row(rows, at, at + HASHED))
    return log.digest(Object.values(this.#texts))
  }
}

function fillTexts() {
  return {
    strategy: new TextCodes(HALF),
    instrument: new TextCodes(HALF),
    role: new TextCodes(FEW),
    side: new TextCodes(FEW),
    rule: new TextCodes(FEW),
    priceSource: new TextCodes(FEW),
    account: new TextCodes(),
  } as const
}

/** Columns that are hashed: the first that `write` writes, up to the account. */
const HASHED = 8

function fillCodec(texts: ReturnType<typeof fillTexts>): RowCodec<Fill> {
  return {
    width: 13,
    write(fill, rows, at) {
      const who = texts.role.code(fill.role) * FEW + texts.side.code(fill.side)
      const how = texts.rule.code(fill.rule) * FEW + texts.priceSource.code(fill.priceSource)
      rows[at] = fill.time
      rows[at + 1] = texts.strategy.code(fill.strategy) * HALF + texts.instrument.code(fill.instrument)
      rows[at + 2] = (who * FEW * FEW + how) * FEW + (fill.ambiguous ? 1 : 0) + (fill.volumeUnknown ? 2 : 0)
      rows[at + 3] = fill.quantity
      rows[at + 4] = fill.price
      rows[at + 5] = fill.referencePrice
      rows[at + 6] = fill.fee
      rows[at + 7] = fill.account === undefined ? NONE : FIRST + texts.account.code(fill.account)
      rows[at + 8] = fill.fillId
      rows[at + 9] = fill.clientOrderId
      rows[at + 10] = fill.slippage
      rows[at + 11] = fill.barIndex
      rows[at + 12] = fill.rate ?? SAME
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      /** One of the five in column 2, from the last. */
      const few = (place: number): number => Math.floor(number(2) / FEW ** place) % FEW
      return {
        fillId: number(8),
        clientOrderId: number(9),
        strategy: texts.strategy.text(Math.floor(number(1) / HALF)),
        instrument: texts.instrument.text(number(1) % HALF),
        role: texts.role.text<Fill['role']>(few(4)),
        side: texts.side.text<Fill['side']>(few(3)),
        quantity: number(3),
        price: number(4),
        referencePrice: number(5),
        fee: number(6),
        slippage: number(10),
        time: number(0),
        barIndex: number(11),
        rule: texts.rule.text<Fill['rule']>(few(2)),
        priceSource: texts.priceSource.text<Fill['priceSource']>(few(1)),
        ambiguous: (few(0) & 1) !== 0,
        volumeUnknown: (few(0) & 2) !== 0,
        ...(number(12) === SAME ? {} : { rate: number(12) }),
        ...(number(7) === NONE ? {} : { account: texts.account.text(number(7) - FIRST) }),
      }
    },
  }
}
