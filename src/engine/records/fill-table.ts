// The fills of a run as rows of numbers.

import type { Fill } from '../../model/fill.js'
import { FEW, HALF } from '../../std/packed-codes.js'
import { RecordTable, type RowCodec } from '../../std/record-table.js'
import { TextCodes } from '../../std/text-codes.js'

/** No rate is below zero: the fill is in the account's own currency. */
const SAME = -1

/** The fill is in no virtual account. */
const NONE = -1

export function fillTable(): RecordTable<Fill> {
  return new RecordTable(fillCodec())
}

function fillCodec(): RowCodec<Fill> {
  const texts = {
    strategy: new TextCodes(),
    instrument: new TextCodes(),
    role: new TextCodes(),
    side: new TextCodes(),
    rule: new TextCodes(),
    priceSource: new TextCodes(),
    account: new TextCodes(),
  }
  return {
    width: 13,
    write(fill, rows, at) {
      rows[at] = fill.fillId
      rows[at + 1] = fill.clientOrderId
      rows[at + 2] = texts.strategy.code(fill.strategy) * HALF + texts.instrument.code(fill.instrument)
      const who = texts.role.code(fill.role) * FEW + texts.side.code(fill.side)
      const how = texts.rule.code(fill.rule) * FEW + texts.priceSource.code(fill.priceSource)
      rows[at + 3] = (who * FEW * FEW + how) * FEW + (fill.ambiguous ? 1 : 0) + (fill.volumeUnknown ? 2 : 0)
      rows[at + 4] = fill.quantity
      rows[at + 5] = fill.price
      rows[at + 6] = fill.referencePrice
      rows[at + 7] = fill.fee
      rows[at + 8] = fill.slippage
      rows[at + 9] = fill.time
      rows[at + 10] = fill.barIndex
      rows[at + 11] = fill.rate ?? SAME
      rows[at + 12] = fill.account === undefined ? NONE : texts.account.code(fill.account)
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      /** One of the five in column 3, from the last. */
      const few = (place: number): number => Math.floor(number(3) / FEW ** place) % FEW
      return {
        fillId: number(0),
        clientOrderId: number(1),
        strategy: texts.strategy.text(Math.floor(number(2) / HALF)),
        instrument: texts.instrument.text(number(2) % HALF),
        role: texts.role.text<Fill['role']>(few(4)),
        side: texts.side.text<Fill['side']>(few(3)),
        quantity: number(4),
        price: number(5),
        referencePrice: number(6),
        fee: number(7),
        slippage: number(8),
        time: number(9),
        barIndex: number(10),
        rule: texts.rule.text<Fill['rule']>(few(2)),
        priceSource: texts.priceSource.text<Fill['priceSource']>(few(1)),
        ambiguous: (few(0) & 1) !== 0,
        volumeUnknown: (few(0) & 2) !== 0,
        ...(number(11) === SAME ? {} : { rate: number(11) }),
        ...(number(12) === NONE ? {} : { account: texts.account.text(number(12)) }),
      }
    },
  }
}
