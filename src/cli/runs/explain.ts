// `bench explain`: the life of a trade, an order or a denial of a stored run; without one, the list of its trades.

import pc from 'picocolors'
import { RunLives } from '../../report/explain/order-life.js'
import { orderTrail } from '../../report/explain/order-trail.js'
import { denialTextOf, type Paint, tradeText } from '../../report/explain/text.js'
import { tradeLife } from '../../report/explain/trade-life.js'
import { trailText } from '../../report/explain/trail-text.js'
import { faultsOf } from '../../report/run-store/faults.js'
import { findRun } from '../../report/run-store/find-run.js'
import { loadSeriesOf } from '../../report/run-store/load-series.js'
import { readRun, type StoredRun } from '../../report/run-store/read-run.js'
import { counted, decimal, minute, price, whole } from '../../report/wording.js'
import { BenchError } from '../../std/errors.js'
import { hasColor } from '../terminal/colors.js'
import { log } from '../terminal/log.js'
import { table } from '../terminal/table.js'
import type { ExplainOptions } from './options.js'

export async function explain(run: string, options: ExplainOptions): Promise<void> {
  const asked = (['trade', 'order', 'denial'] as const).filter((name) => options[name] !== undefined)
  if (asked.length > 1) throw new BenchError('USAGE', `--${asked[0]} and --${asked[1]} are two questions`, 'ask one at a time')
  const stored = await readRun(await findRun(options.reports ?? 'reports', run))
  const { fields, text } = await answer(stored, options)
  const { name, runId } = stored
  const notes = faultsOf(stored)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ schema: 'bench.explain/1', run: name, runId, notes, ...fields })}\n`)
    return
  }
  for (const note of notes) log('info', `note: ${note}`)
  process.stdout.write(`${text(pc.createColors(hasColor(process.stdout)))}\n`)
}

/** As one object, and as text. */
interface Answer {
  readonly fields: object
  readonly text: (paint: Paint) => string
}

async function answer(stored: StoredRun, { trade, order, denial }: ExplainOptions): Promise<Answer> {
  const lives = new RunLives(stored.result)
  if (trade !== undefined) {
    const { series, absent } = await loadSeriesOf(stored)
    const life = tradeLife(lives, trade, series)
    const note = absent === null ? '' : `\n\nWithout the bars around it: ${absent}.`
    return { fields: { trade: life }, text: (paint) => `${tradeText(life, paint)}${note}` }
  }
  if (order !== undefined) {
    const life = lives.order(order)
    const trail = orderTrail(life)
    return { fields: { order: { ...life, trail } }, text: (paint) => trailText(life, trail, paint) }
  }
  if (denial !== undefined) {
    const life = lives.denial(denial)
    return { fields: { denial: life }, text: (paint) => denialTextOf(life, paint) }
  }
  return { fields: { trades: stored.result.roundTrips }, text: () => tradeList(stored) }
}

function tradeList({ name, result }: StoredRun): string {
  const { roundTrips, counts } = result
  const others = [
    counts.orders > 0 ? `${counted(counts.orders, 'order')}: --order ID` : '',
    counts.denials > 0 ? `${counted(counts.denials, 'denial')}: --denial N` : '',
  ].filter(Boolean)
  if (roundTrips.length === 0) return [`${name} closed no round trip.`, ...others].join('\n')
  const rows = roundTrips.map((trip) => [
    whole(trip.id),
    trip.strategy,
    trip.instrument,
    trip.direction,
    minute(trip.entryTime),
    minute(trip.exitTime),
    whole(trip.quantity),
    price(trip.entryPrice),
    price(trip.exitPrice),
    decimal(trip.pnl),
    trip.exitReason || trip.exitRole,
  ])
  const head = ['#', 'strategy', 'instrument', 'side', 'in (UTC)', 'out (UTC)', 'quantity', 'price in', 'price out', 'result', 'why out']
  const list = table(head, rows, [0, 6, 7, 8, 9])
  return [list, '', `bench explain ${name} --trade N tells one of them${others.length === 0 ? '' : `; ${others.join(', ')}`}`].join('\n')
}
