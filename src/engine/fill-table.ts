// The fills of a run as rows of numbers.

import type { Fill } from '../model/fill.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'

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
  }
  return {
    width: 17,
    write(fill, rows, at) {
      rows[at] = fill.fillId
      rows[at + 1] = fill.clientOrderId
      rows[at + 2] = texts.strategy.code(fill.strategy)
      rows[at + 3] = texts.instrument.code(fill.instrument)
      rows[at + 4] = texts.role.code(fill.role)
      rows[at + 5] = texts.side.code(fill.side)
      rows[at + 6] = fill.quantity
      rows[at + 7] = fill.price
      rows[at + 8] = fill.referencePrice
      rows[at + 9] = fill.fee
      rows[at + 10] = fill.slippage
      rows[at + 11] = fill.time
      rows[at + 12] = fill.barIndex
      rows[at + 13] = texts.rule.code(fill.rule)
      rows[at + 14] = texts.priceSource.code(fill.priceSource)
      rows[at + 15] = fill.ambiguous ? 1 : 0
      rows[at + 16] = fill.volumeUnknown ? 1 : 0
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      return {
        fillId: number(0),
        clientOrderId: number(1),
        strategy: texts.strategy.text(number(2)),
        instrument: texts.instrument.text(number(3)),
        role: texts.role.text<Fill['role']>(number(4)),
        side: texts.side.text<Fill['side']>(number(5)),
        quantity: number(6),
        price: number(7),
        referencePrice: number(8),
        fee: number(9),
        slippage: number(10),
        time: number(11),
        barIndex: number(12),
        rule: texts.rule.text<Fill['rule']>(number(13)),
        priceSource: texts.priceSource.text<Fill['priceSource']>(number(14)),
        ambiguous: number(15) === 1,
        volumeUnknown: number(16) === 1,
      }
    },
  }
}
