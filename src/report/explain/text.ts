// The life of a trade, an order or a denial as text for a terminal.

import type colors from 'picocolors'
import { denialText } from '../../model/denial.js'
import type { Fill } from '../../model/fill.js'
import { counted, decimal, minute, price, whole } from '../wording.js'
import type { BarRow } from './bars-around.js'
import type { DenialLife, JudgedDecision, OrderLife } from './order-life.js'
import { becauseText, quantityText, signalText, sizingText, standingText, termTexts, words } from './order-words.js'
import type { TradeLife } from './trade-life.js'
import type { TripFill } from './trip-fills.js'

export type Paint = ReturnType<typeof colors.createColors>

const INDENT = '  '

/** From the signal to the result. */
export function tradeText(life: TradeLife, paint: Paint): string {
  const { trip, orders, result, bars } = life
  const held = `${minute(trip.entryTime)} to ${minute(trip.exitTime)}, ${counted(trip.exitBar - trip.entryBar, 'bar')}`
  return [
    paint.bold(`Trade ${trip.id}: ${trip.direction} ${whole(trip.quantity)} ${trip.instrument} by ${trip.strategy}`),
    `${held} · ${price(trip.entryPrice)} → ${price(trip.exitPrice)} · ${trip.pnl >= 0 ? 'made' : 'lost'} ${decimal(Math.abs(trip.pnl))}`,
    `in: ${trip.entryReason} · out: ${trip.exitReason || trip.exitRole}${trip.ambiguous ? ' · a fill of it hangs on the path inside a bar' : ''}`,
    ...orders.flatMap((order) => ['', ...orderLines(order, life.fills, paint)]),
    '',
    paint.bold('While it was held'),
    ...indented([
      `worst ${decimal(trip.mae)}, best ${decimal(trip.mfe)}, fees left out`,
      trip.initialRisk === null ? 'no protective stop at the entry' : riskText(trip.initialRisk, trip.pnl),
    ]),
    '',
    paint.bold('Where the result comes from'),
    ...ladder([
      ['at the recorded prices', result.atReferencePrices],
      ['slippage', -result.slippage],
      ['fees', -result.fees],
      ['result', result.pnl],
    ]),
    ...(bars.length === 0 ? [] : ['', paint.bold('Bars around it (UTC)'), ...barLines(bars)]),
  ].join('\n')
}

export function denialTextOf({ number, denial, decision }: DenialLife, paint: Paint): string {
  return [
    paint.bold(`Denial ${number}: ${denialText(denial)}`),
    `${minute(denial.time)} · ${denial.strategy}, ${denial.instrument}`,
    '',
    ...(decision === null ? ['The run did not keep its decisions.'] : decisionLines(decision, paint)),
  ].join('\n')
}

function orderLines(life: OrderLife, tripFills: readonly TripFill[], paint: Paint): string[] {
  const { order, parent, placedBy, changes, fills } = life
  const { intent } = order
  const title = `Order ${order.clientOrderId}: ${intent.side} ${quantityText(intent.quantity, order.quantity)} ${intent.instrument}, ${words(intent.role)}, ${standingText(order, parent)}, ${[intent.timeInForce, ...termTexts(intent.terms)].join(', ')}`
  return [
    paint.bold(title),
    ...(parent === null
      ? []
      : indented([
          `${intent.role === 'triggered' ? 'waits for' : 'protects'} the fills of order ${parent.clientOrderId}, and was placed with it`,
        ])),
    ...(placedBy === null ? indented([orphanText(life)]) : parent === null ? decisionLines(placedBy, paint) : []),
    ...changes.flatMap((change) => decisionLines(change, paint)),
    ...fills.flatMap((fill) =>
      fillLines(
        fill,
        tripFills.find((one) => one.fill.fillId === fill.fillId),
      ),
    ),
    ...indented([
      `${words(order.status)} at ${minute(order.updatedAt)}${order.note === '' ? '' : `: ${order.note}`}${order.filledQuantity > 0 ? `, ${whole(order.filledQuantity)} of ${whole(order.quantity)} filled` : ''}`,
    ]),
  ]
}

function orphanText({ order, parent }: OrderLife): string {
  if (order.intent.role === 'liquidation') return 'no signal: the broker closes what the account no longer covers'
  if (order.intent.role === 'end-of-data') return 'no signal: the run closes what is open at the end of the data'
  return parent === null ? 'the run did not keep the decision behind it' : 'the decision behind its parent was not kept'
}

/** The signal, the sizing, the controls and the verdict of one decision. */
function decisionLines({ decision, gates, controls }: JudgedDecision, paint: Paint): string[] {
  const { time, signal, verdict, intent, position, mark } = decision
  const read = Object.entries(decision.indicators).map(([name, value]) => `${name} ${Number.isNaN(value) ? 'warming up' : price(value)}`)
  return indented([
    `${minute(time)}  signal ${signalText(signal)}${becauseText(signal)}`,
    `${INDENT}decision ${decision.sequence} · last close ${mark === null ? 'none' : price(mark)} · position ${whole(position)}`,
    ...(read.length === 0 ? [] : [`${INDENT}indicators: ${read.join(', ')}`]),
    ...gates.map(({ stage, passed, says }) => `${INDENT}${passed ? 'allowed' : paint.red('denied ')}  ${stage}: ${says}`),
    ...(intent === null ? [] : [`${INDENT}sized to ${sizingText(decision, intent)}`]),
    ...controls.map(({ control, allowed, numbers }) => `${INDENT}${allowed ? 'allowed' : paint.red('denied ')}  ${control}: ${numbers}`),
    `${INDENT}verdict: ${verdict}`,
  ])
}

function fillLines(fill: Fill, part: TripFill | undefined): string[] {
  const { quantity, price: at, referencePrice, slippage, fee, rule, priceSource, ambiguous, volumeUnknown } = fill
  const does = part === undefined ? '' : ` (${part.does}${part.lots === quantity ? '' : ` ${whole(part.lots)} of them`})`
  const doubts = [
    ambiguous ? 'another path inside the bar would have filled otherwise' : '',
    volumeUnknown ? 'the bar has no volume, so no cap' : '',
  ]
  return indented([
    `${minute(fill.time)}  fill ${fill.fillId}: ${fill.side} ${whole(quantity)} at ${price(at)}${does}`,
    `${INDENT}${words(rule)}: ${price(referencePrice)} from the ${words(priceSource)} of bar ${fill.barIndex}, slippage ${decimal(slippage)}, fee ${decimal(fee)}`,
    ...doubts.filter((doubt) => doubt !== '').map((doubt) => `${INDENT}${doubt}`),
  ])
}

function barLines(bars: readonly BarRow[]): string[] {
  const cells = bars.map((row) => [
    minute(row.openTime),
    ...[row.open, row.high, row.low, row.close].map(price),
    whole(row.volume),
    row.fills.map((fill) => `${fill.side} ${whole(fill.quantity)} at ${price(fill.price)}`).join(', '),
  ])
  const table = [['opens', 'open', 'high', 'low', 'close', 'volume', ''], ...cells]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.flatMap((row, index) => {
    const skipped = bars[index - 1]?.skipped ?? 0
    const line = row.map((cell, column) =>
      column === 0 || column === 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    return [...(skipped > 0 ? indented([`… ${counted(skipped, 'bar')} …`]) : []), ...indented([line.join('  ').trimEnd()])]
  })
}

function ladder(rows: readonly (readonly [string, number])[]): string[] {
  const labels = Math.max(...rows.map(([label]) => label.length))
  const figures = Math.max(...rows.map(([, value]) => decimal(value).length))
  return indented(rows.map(([label, value]) => `${label.padEnd(labels)}  ${decimal(value).padStart(figures)}`))
}

function riskText(risk: number, pnl: number): string {
  return `risked ${decimal(risk)} to its first stop${risk > 0 ? `: ${decimal(pnl / risk)} R` : ''}`
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `${INDENT}${line}`)
}
