// The round trips of an account as rows of numbers.

import type { RoundTrip } from '../model/round-trip.js'
import { FEW, HALF } from '../std/packed-codes.js'
import { RecordTable, type RowCodec } from '../std/record-table.js'
import { TextCodes } from '../std/text-codes.js'

/** No rate is below zero: the trip is in the account's own currency. */
const SAME = -1

export function roundTripTable(): RecordTable<RoundTrip> {
  return new RecordTable(roundTripCodec())
}

function roundTripCodec(): RowCodec<RoundTrip> {
  const texts = {
    strategy: new TextCodes(HALF),
    instrument: new TextCodes(HALF),
    direction: new TextCodes(FEW),
    entryReason: new TextCodes(HALF),
    exitReason: new TextCodes(HALF),
    exitRole: new TextCodes(FEW),
  }
  return {
    width: 19,
    write(trip, rows, at) {
      const how = texts.direction.code(trip.direction) * FEW + texts.exitRole.code(trip.exitRole)
      rows[at] = trip.id
      rows[at + 1] = texts.strategy.code(trip.strategy) * HALF + texts.instrument.code(trip.instrument)
      rows[at + 2] = texts.entryReason.code(trip.entryReason) * HALF + texts.exitReason.code(trip.exitReason)
      rows[at + 3] = how * FEW + (trip.ambiguous ? 1 : 0)
      rows[at + 4] = trip.entryTime
      rows[at + 5] = trip.exitTime
      rows[at + 6] = trip.entryBar
      rows[at + 7] = trip.exitBar
      rows[at + 8] = trip.quantity
      rows[at + 9] = trip.entryPrice
      rows[at + 10] = trip.exitPrice
      rows[at + 11] = trip.grossPnl
      rows[at + 12] = trip.fees
      rows[at + 13] = trip.slippage
      rows[at + 14] = trip.pnl
      rows[at + 15] = trip.mae
      rows[at + 16] = trip.mfe
      rows[at + 17] = trip.initialRisk ?? Number.NaN
      rows[at + 18] = trip.rate ?? SAME
    },
    read(rows, at) {
      const number = (column: number): number => rows[at + column] as number
      const low = (column: number): number => number(column) % HALF
      const high = (column: number): number => Math.floor(number(column) / HALF)
      /** One of the three in column 3, from the last. */
      const few = (place: number): number => Math.floor(number(3) / FEW ** place) % FEW
      const initialRisk = number(17)
      return {
        id: number(0),
        strategy: texts.strategy.text(high(1)),
        instrument: texts.instrument.text(low(1)),
        direction: texts.direction.text<RoundTrip['direction']>(few(2)),
        entryTime: number(4),
        exitTime: number(5),
        entryBar: number(6),
        exitBar: number(7),
        quantity: number(8),
        entryPrice: number(9),
        exitPrice: number(10),
        grossPnl: number(11),
        fees: number(12),
        slippage: number(13),
        pnl: number(14),
        mae: number(15),
        mfe: number(16),
        initialRisk: Number.isNaN(initialRisk) ? null : initialRisk,
        entryReason: texts.entryReason.text(high(2)),
        exitReason: texts.exitReason.text(low(2)),
        exitRole: texts.exitRole.text<RoundTrip['exitRole']>(few(1)),
        ambiguous: few(0) === 1,
        ...(number(18) === SAME ? {} : { rate: number(18) }),
      }
    },
  }
}
