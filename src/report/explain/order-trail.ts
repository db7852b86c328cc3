// The trail of one order: every stage that it went through, in the order of time, with what the stage said and the numbers that it compared.

import { type DecisionRecord, isDenied } from '../../model/decision.js'
import type { Fill } from '../../model/fill.js'
import type { HeardEvent } from '../../model/heard-event.js'
import { type Order, sign } from '../../model/order.js'
import type { EpochMs } from '../../model/time.js'
import { counted, decimal, moment, price, whole } from '../wording.js'
import type { Booking, JudgedDecision, OrderLife } from './order-life.js'
import { becauseText, childText, orderPriceText, quantityText, signalText, sizingText, words } from './order-words.js'

export type TrailStage = 'signal' | 'router' | 'governor' | 'filters' | 'sizer' | 'risk' | 'approval' | 'venue' | 'fill' | 'ledger' | 'end'

export interface TrailStep {
  readonly time: EpochMs
  readonly stage: TrailStage
  /** Whether the stage let the order pass; absent where it had nothing to refuse. */
  readonly passed?: boolean
  /** Of pre-trade risk: the control that was asked. */
  readonly control?: string
  readonly says: string
  /** What the words are made of, where it is numbers. */
  readonly numbers?: Readonly<Record<string, number | string | null>>
}

/** From the signal to the last posting. A child begins with the signal of the order that it was placed with. */
export function orderTrail(life: OrderLife): TrailStep[] {
  const { order, parent, placedBy, events } = life
  const placing = placedBy === null ? [beginning(life)] : decisionSteps(placedBy, parent ?? order)
  const sent = parent === null ? [] : [childStep(life)]
  const unknown: TrailStep[] = events === null ? [{ time: order.createdAt, stage: 'venue', says: 'the run kept no word of it' }] : []
  return [...placing, ...sent, ...unknown, ...laterSteps(life), endStep(life)]
}

/**
 * What was heard and what was decided later, in turn: at one time what the market did comes before a decision, and the answer to a request after it. Once
 * another order was approved to take its place, a decision follows on the answer to the cancel.
 */
function laterSteps(life: OrderLife): TrailStep[] {
  const { order, changes, events, fills } = life
  const heard = events?.map((event) => ({ time: event.heardAt, isAnswer: isAnswer(event), steps: eventSteps(event, life) }))
  const words = heard ?? fills.map((fill) => ({ time: fill.time, isAnswer: false, steps: fillSteps(fill, life) }))
  const steps: TrailStep[] = []
  let next = 0
  let isReplaced = false
  for (const change of changes) {
    const { time } = change.decision
    const comesFirst = (word: { readonly time: EpochMs; readonly isAnswer: boolean }): boolean =>
      word.time < time || (word.time === time && (isReplaced || !word.isAnswer))
    for (let word = words[next]; word !== undefined && comesFirst(word); word = words[++next]) steps.push(...word.steps)
    steps.push(...decisionSteps(change, order))
    isReplaced ||= change.decision.verdict === 'approved'
  }
  return [...steps, ...words.slice(next).flatMap((word) => word.steps)]
}

function isAnswer({ kind }: HeardEvent): boolean {
  return kind === 'updated' || kind === 'canceled' || kind === 'update-rejected' || kind === 'cancel-rejected'
}

function beginning({ order, parent }: OrderLife): TrailStep {
  const says =
    order.intent.role === 'liquidation'
      ? 'no signal: the broker closes what the account no longer covers'
      : order.intent.role === 'end-of-data'
        ? 'no signal: the run closes what is open at the end of the data'
        : parent === null
          ? 'the run did not keep the decision behind it'
          : 'the decision behind its parent was not kept'
  return { time: order.createdAt, stage: 'signal', says }
}

function decisionSteps({ decision, sizing, controls, gates }: JudgedDecision, order: Order): TrailStep[] {
  const { time, signal, strategy, instrument, intent, position, mark, indicators, account, sequence, cut } = decision
  const read = Object.entries(indicators).map(([name, value]) => `${name} ${Number.isNaN(value) ? 'warming up' : price(value)}`)
  const close = mark === null ? 'no close yet' : `last close ${price(mark)}`
  return [
    {
      ...{
        time,
        stage: 'signal',
        says: `${signalText(signal)}${becauseText(signal)}${read.length === 0 ? '' : `; it read ${read.join(', ')}`}`,
      },
      numbers: { decision: sequence, ...indicators },
    },
    {
      ...{ time, stage: 'router', says: `${strategy} in ${instrument}: position ${whole(position)}, ${close}` },
      numbers: { position, mark },
    },
    ...gates.map(({ stage, passed, says }): TrailStep => ({ time, stage, passed, says })),
    ...(intent === null
      ? []
      : [
          {
            ...({ time, stage: 'sizer', says: `${sizingText(decision, intent)}${sizing === null ? '' : `; by ${sizing}`}` } as const),
            numbers: {
              lots: 'lots' in intent.quantity ? intent.quantity.lots : null,
              equity: account?.equity ?? null,
              ...(cut !== undefined && { wanted: cut.wanted }),
            },
          },
        ]),
    ...controls.map(
      ({ control, allowed, numbers }): TrailStep => ({ time, stage: 'risk', passed: allowed, control, says: `${control}: ${numbers}` }),
    ),
    { time, stage: 'approval', passed: !isDenied(decision), says: verdictText(decision, order) },
  ]
}

const verdictWords: Readonly<Record<string, string>> = {
  approved: 'approved, and sent as order',
  amended: 'approved as a change of order',
  unchanged: 'nothing to change in order',
  canceled: 'asks for the end of order',
}

function verdictText(decision: DecisionRecord, order: Order): string {
  const { verdict, others = [] } = decision
  const [replaced] = others
  if (replaced !== undefined && verdict !== 'canceled') return successionText(decision, replaced, order)
  return `${verdictWords[verdict] ?? `denied, ${verdict}: order`} ${order.clientOrderId}${waitText(decision, order)}`
}

/** Of what was to take the place of an order, in the trail of either. */
function successionText(decision: DecisionRecord, replaced: number, order: Order): string {
  const { verdict, orderId } = decision
  if (orderId !== null) return `${verdictWords.approved} ${orderId} in the place of order ${replaced}${waitText(decision, order)}`
  if (verdict === 'approved') return `approved, to take the place of order ${replaced}`
  return `${verdict === 'superseded' ? 'no longer needed' : `denied, ${verdict},`} in the place of order ${replaced}`
}

/** One that had to wait for the end of the order before it is sent later than it was decided. */
function waitText({ verdict, time }: DecisionRecord, { createdAt }: Order): string {
  return verdict === 'approved' && createdAt > time ? ` at ${moment(createdAt)}, once the one before it had ended` : ''
}

function childStep({ order, parent, placedBy }: OrderLife): TrailStep {
  const { role } = order.intent
  const child = placedBy?.decision.intent?.children.find((one) => one.role === role)
  const what = child === undefined ? words(role) : childText(child)
  const does = role === 'triggered' ? 'sleeps until it fills' : 'protects what it fills'
  return {
    time: order.createdAt,
    stage: 'approval',
    says: `order ${order.clientOrderId} came with order ${parent?.clientOrderId}: ${what}, ${does}`,
  }
}

function eventSteps(event: HeardEvent, life: OrderLife): TrailStep[] {
  const { time, heardAt, fillId } = event
  const late = heardAt === time ? {} : { numbers: { happenedAt: time, heardAfterMs: heardAt - time } }
  const says = `${eventText(event)}${heardAt === time ? '' : `, heard ${whole(heardAt - time)} ms later`}`
  const filled = event.kind === 'filled' ? life.fills.find((fill) => fill.fillId === fillId) : undefined
  if (filled !== undefined) return fillSteps(filled, life, heardAt)
  const isBooked = event.kind === 'commission' || event.kind === 'revised'
  return [{ time: heardAt, stage: isBooked ? 'ledger' : 'venue', says, ...late }]
}

function eventText({ kind, update, fillId, amount, why }: HeardEvent): string {
  switch (kind) {
    case 'updated': {
      if (update === null) return 'updated'
      const { moves, leaves } = update
      const followed = moves > 1 ? `followed the price ${whole(moves)} times, to` : 'is now'
      return `${followed} ${orderPriceText(update.price)}${leaves === null ? '' : `, ${whole(leaves)} to fill`}`
    }
    case 'commission':
      return `charged ${decimal(amount ?? 0)} more for a fill`
    case 'revised':
      return `the venue took fill ${fillId} back, or put it right`
    default:
      return `${words(kind)}${why === '' ? '' : `: ${why}`}`
  }
}

/** The execution, why it was at that price, and what the ledger posted. */
function fillSteps(fill: Fill, { fills, bookings }: OrderLife, heardAt: EpochMs = fill.time): TrailStep[] {
  const { time, fillId, quantity, price: at, referencePrice, fee, slippage, rule, priceSource, barIndex } = fill
  const { postings, trips } = bookings[fills.indexOf(fill)] as Booking
  const heard = heardAt === time ? '' : `, heard ${whole(heardAt - time)} ms later`
  const steps: TrailStep[] = [
    {
      ...{ time: heardAt, stage: 'venue', says: `filled: ${fill.side} ${whole(quantity)} at ${price(at)} (fill ${fillId})${heard}` },
      numbers: { fillId, quantity, price: at, happenedAt: time },
    },
    { time: heardAt, stage: 'fill', says: reasonText(fill), numbers: { rule, priceSource, barIndex, referencePrice, slippage, fee } },
  ]
  const entries = postings.map(({ account, amount }) => `${account} ${amount > 0 ? '+' : ''}${decimal(amount)}`)
  const becomes = trips.map(({ trip, does }) => `${does} trade ${trip}`)
  const booked = becomes.length === 0 ? `${sign(fill.side) > 0 ? '+' : '−'}${whole(quantity)} lots` : becomes.join(', ')
  return [
    ...steps,
    {
      ...{ time: heardAt, stage: 'ledger', says: `${entries.join(', ')}; ${booked}` },
      numbers: Object.fromEntries(postings.map(({ account, amount }) => [account, amount])),
    },
  ]
}

function reasonText({ rule, referencePrice, priceSource, barIndex, slippage, fee, ambiguous, volumeUnknown }: Fill): string {
  const doubts = [
    ambiguous ? '; another path inside the bar would have filled otherwise' : '',
    volumeUnknown ? '; the bar has no volume, so no cap' : '',
  ]
  return `${words(rule)}: ${price(referencePrice)} from the ${words(priceSource)} of bar ${barIndex}, slippage ${decimal(slippage)}, fee ${decimal(fee)}${doubts.join('')}`
}

function endStep({ order, fills }: OrderLife): TrailStep {
  const { status, note, quantity, filledQuantity, averageFillPrice, fees, updatedAt } = order
  const why = note === '' ? '' : `: ${note}`
  const got =
    filledQuantity === 0
      ? ''
      : `, ${whole(filledQuantity)} of ${quantityText({ lots: quantity }, quantity)} in ${counted(fills.length, 'fill')} at ${price(averageFillPrice)} on average, fees ${decimal(fees)}`
  return {
    time: updatedAt,
    stage: 'end',
    says: `${words(status)}${why}${got}`,
    numbers: { quantity, filledQuantity, averageFillPrice, fees },
  }
}
