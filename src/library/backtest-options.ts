// Options of a program that no compiler has looked at: one that is not known may have been meant as a limit, and must not be left out in silence.

import type { LoadOptions } from '../data/load-bars.js'
import type { BacktestStrategy } from '../engine/backtest-request.js'
import { backtestConfigSchema } from '../engine/config/config.js'
import { didYouMean } from '../std/did-you-mean.js'
import { BenchError } from '../std/errors.js'

/** Names of a type's fields: one that is missing does not compile. */
export type Names<Type> = Readonly<Record<keyof Type, true>>

type Known = Readonly<Record<string, true>>

/** What can hold something unknown itself. */
interface Options {
  readonly load?: object | undefined
  readonly strategies?: readonly unknown[] | undefined
}

const loadNames: Names<Omit<LoadOptions, 'from' | 'to'>> = {
  instruments: true,
  symbol: true,
  timeframe: true,
  hours: true,
  adjust: true,
  timeZone: true,
  stamp: true,
  dates: true,
  decimal: true,
  dialect: true,
  map: true,
  assetClass: true,
  calendar: true,
  tick: true,
  factors: true,
  mapFile: true,
  quotes: true,
  catalogFolders: true,
  allowDownload: true,
}

const strategyNames: Names<BacktestStrategy> = {
  strategy: true,
  params: true,
  name: true,
  allocation: true,
  isolate: true,
  isolated: true,
  sourceHash: true,
}

/** Throws USAGE for an option that is none of the known names, in `load` and in each of `strategies` too, and says where it belongs or what was meant. */
export function refuseUnknownOptions(options: Options, known: Known): void {
  const { load = {}, strategies = [] } = options
  const refuseIn = (taker: string, given: object, names: Known): void => {
    const name = Object.keys(given).find((one) => !Object.hasOwn(names, one))
    if (name === undefined) return
    const list = Object.keys(names)
    const hint = placeOf(name, known) ?? didYouMean(name, list) ?? `it takes ${list.join(', ')}`
    throw new BenchError('USAGE', `${taker} takes no option '${name}'`, hint)
  }
  refuseIn('backtest', options, known)
  refuseIn('load', load, loadNames)
  for (const [index, one] of strategies.entries()) {
    if (typeof one !== 'object' || one === null) throw notAnObject(index, one)
    refuseIn(`strategies[${index}]`, one, strategyNames)
  }
}

function notAnObject(index: number, one: unknown): BenchError {
  const text = JSON.stringify(one) ?? String(one)
  return new BenchError(
    'USAGE',
    `strategies[${index}] is ${text}, and no object`,
    `write { strategy: ${typeof one === 'string' ? text : '…'} }`,
  )
}

/** Where a name belongs that stands somewhere else; null where it belongs nowhere. */
function placeOf(name: string, options: Known): string | null {
  if (Object.hasOwn(options, name)) return `it is an option of backtest itself: { ${name}: … }`
  if (Object.hasOwn(backtestConfigSchema.shape, name)) return `it is part of the config: { config: { ${name}: … } }`
  return Object.hasOwn(loadNames, name) ? `it is part of load: { load: { ${name}: … } }` : null
}
