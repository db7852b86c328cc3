// The trail of an order for a terminal: time, stage and what it said, in three columns; a time or a stage that repeats is left out.

import { moment } from '../wording.js'
import type { OrderLife } from './order-life.js'
import type { TrailStep } from './order-trail.js'
import { quantityText, standingText, termTexts, words } from './order-words.js'
import type { Paint } from './text.js'

export function trailText({ order, parent }: OrderLife, trail: readonly TrailStep[], paint: Paint): string {
  const { intent } = order
  const what = `${intent.side} ${quantityText(intent.quantity, order.quantity)} ${intent.instrument}`
  const how = [words(intent.role), standingText(order, parent), intent.timeInForce, ...termTexts(intent.terms)].join(', ')
  const times = trail.map(({ time }) => moment(time))
  const [wide, wider] = [Math.max(...times.map((time) => time.length)), Math.max(...trail.map(({ stage }) => stage.length))]
  const lines = trail.map((step, index) => {
    const isNew = times[index] !== times[index - 1]
    const time = isNew ? (times[index] as string) : ''
    const stage = isNew || step.stage !== trail[index - 1]?.stage ? step.stage : ''
    return `  ${time.padEnd(wide)}  ${stage.padEnd(wider)}  ${verdictOf(step, paint)}${step.says}`.trimEnd()
  })
  return [paint.bold(`Order ${order.clientOrderId}: ${what}, ${how}`), `  by ${intent.strategy}, times are UTC`, ...lines].join('\n')
}

/** Only stages that can refuse have one; the approval says its own. */
function verdictOf({ stage, passed }: TrailStep, paint: Paint): string {
  if (passed === undefined || stage === 'approval') return ''
  return passed ? 'allowed  ' : `${paint.red('denied')}   `
}
