// What the governor and the market filters measured, in words beside the limits that it was held to.

import type { BacktestConfig } from '../../engine/config/config.js'
import type { JudgedGates } from '../../model/gate-notes.js'
import { weekdays } from '../../routing/filters/trading-window.js'
import { counted, minute, price, whole } from '../wording.js'

type Governor = NonNullable<BacktestConfig['governor']>
type Filters = NonNullable<BacktestConfig['filters']>

/** In the order in which its limits are asked; those that were not asked are left out. */
export function governorTexts(
  { losses, trades, heldLots, othersOpen, sent }: JudgedGates,
  { coolDown, dailyTrades, maxOpenPositions, throttle }: Governor,
): string[] {
  return [
    coolDown && losses !== undefined && `${losses} of ${coolDown.losses} losses in a row`,
    dailyTrades && trades !== undefined && `${trades} of ${dailyTrades} trades in the session`,
    maxOpenPositions && heldLots !== undefined && 'it adds to an open position',
    maxOpenPositions &&
      othersOpen !== undefined &&
      `${counted(othersOpen, 'other position')} open, room for ${maxOpenPositions - othersOpen}`,
    throttle && sent !== undefined && `${sent + 1} of ${throttle.orders} orders in ${throttle.seconds} s`,
  ].filter((text) => typeof text === 'string')
}

export function filterTexts(judged: JudgedGates, { window, staleAfter, spreadBps, slippageBps, volatility }: Filters): string[] {
  const { ageMs, ageLimitMs = Number.NaN, slippagePrice = Number.NaN, slippageReference = Number.NaN } = judged
  return [
    window && windowText(judged),
    staleAfter && ageMs !== undefined && `last trade ${seconds(ageMs)} old of at most ${seconds(ageLimitMs)}`,
    spreadBps !== undefined && judged.spreadBps !== undefined && `spread ${few(judged.spreadBps)} of at most ${spreadBps} bps`,
    slippageBps !== undefined &&
      judged.slippageBps !== undefined &&
      `${price(slippagePrice)} is ${few(judged.slippageBps)} of at most ${slippageBps} bps beyond ${price(slippageReference)}`,
    volatility && judged.volatility !== undefined && volatilityText(judged.volatility, volatility),
  ].filter((text) => typeof text === 'string')
}

function windowText({ weekday, windowFrom, windowTo }: JudgedGates): string | undefined {
  const day = weekday === undefined ? [] : [`a ${weekdays[weekday]}`]
  const hours = windowFrom === undefined || windowTo === undefined ? [] : [`between ${minute(windowFrom)} and ${minute(windowTo)}`]
  return day.length + hours.length === 0 ? undefined : [...day, ...hours].join(' ')
}

function volatilityText(measured: number, { measure, min, max }: NonNullable<Filters['volatility']>): string {
  return `${measure} ${few(measured)}, from ${min}${max === undefined ? '' : ` to ${max}`}`
}

function seconds(ms: number): string {
  return `${whole(ms / 1000)} s`
}

/** Without the digits that division leaves. */
function few(value: number): number {
  return Number(value.toPrecision(6))
}
