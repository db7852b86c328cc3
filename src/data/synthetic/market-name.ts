// A synthetic market by its name alone: `synthetic:20:5m:seed=7` is the same twenty instruments everywhere, and nothing of it is stored.

import type { BarSeries } from '../../model/bar.js'
import { parseTimeframe } from '../../model/time.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { Selection } from '../catalog/catalog.js'
import { concatColumns } from '../columns.js'
import { type LoadedBars, loadedBars } from '../loaded-bars.js'
import { readSeries } from '../reading.js'
import { describeMarket, generateBars } from './generate.js'
import { checkMarket, type MarketModel, syntheticInstrument, syntheticSymbols, usualMarket } from './market-model.js'

const PREFIX = 'synthetic:'

/** Parts of a name that are `key=value`, and how each is read. */
const keys: Readonly<Record<string, (text: string) => unknown>> = {
  symbols: (text) => (/^\d+$/.test(text) ? syntheticSymbols(Number(text)) : text.split('+')),
  timeframe: parseTimeframe,
  calendar: (text) => oneOf(text, ['XNYS', '24/7', '24/5']),
  from: day,
  to: day,
  count: number,
  seed: number,
  volatility: number,
  drift: number,
  correlation: number,
  jumpsPerYear: number,
  regimes: (text) => Number(oneOf(text, ['1', '2', '3'])),
  startPrice: number,
}

/** Whether a text names a market that is to be made. */
export function isMarketName(text: string): boolean {
  return text.startsWith(PREFIX)
}

/**
 * The market of a name: `synthetic:20` is twenty symbols of the usual market, `synthetic:AAA+BBB:1m:from=2024-01-02:to=2024-03-28:volatility=0.6` two of
 * another, `synthetic:ACME@XNAS+ACME@BATS` one stock on two venues; what is left out is as `bench data generate` has it. Fails with `USAGE` on anything else.
 */
export function marketOfName(name: string): MarketModel {
  const given: Record<string, unknown> = {}
  const parts = name
    .slice(PREFIX.length)
    .split(':')
    .filter((part) => part !== '')
  for (const [index, part] of parts.entries()) {
    const at = part.indexOf('=')
    const key = at >= 0 ? part.slice(0, at) : index === 0 ? 'symbols' : 'timeframe'
    const read = keys[key]
    if (read === undefined) throw refused(name, `'${key}' is not of a market`, didYouMean(key, Object.keys(keys)))
    try {
      given[key] = read(part.slice(at + 1))
    } catch (cause) {
      throw refused(name, `${key}: ${(cause as Error).message}`, null)
    }
  }
  const model = { symbols: syntheticSymbols(1), ...usualMarket, ...given } as MarketModel
  checkMarket(model)
  return model
}

/** The bars of a market that is named, read as a stored dataset would be. Errors: `USAGE`, `UNKNOWN_INSTRUMENT`, `NO_BARS`. */
export function syntheticBars(name: string, selection: Selection = {}): LoadedBars {
  const model = marketOfName(name)
  const { symbols, timeframe } = model
  const asked = selection.instruments ?? symbols
  const stranger = asked.find((id) => !symbols.includes(id))
  if (stranger !== undefined)
    throw new BenchError('UNKNOWN_INSTRUMENT', `${name} has no instrument ${stranger}`, `it has ${symbols.join(', ')}`)
  const notes = new Set(describeMarket(model).notes)
  const series = asked.flatMap((symbol): BarSeries[] => {
    const columns = concatColumns([...generateBars(model, symbol)])
    const stored = { instrument: syntheticInstrument(symbol, model), timeframe, columns }
    const read = readSeries(stored, { adjusted: 'none', actions: [] }, selection)
    for (const note of read.notes) notes.add(note)
    return read.series.columns.length === 0 ? [] : [read.series]
  })
  if (series.length === 0) throw new BenchError('NO_BARS', `${name} has no bars in that range`, 'widen --from and --to')
  return loadedBars(series, { ...describeMarket(model), name, timeframe: selection.timeframe ?? timeframe, notes: [...notes] })
}

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`'${text}' is not a number`)
  return value
}

function day(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new Error(`'${text}' is not a day; write 2024-01-31`)
  return text
}

function oneOf(text: string, choices: readonly string[]): string {
  if (!choices.includes(text)) throw new Error(`'${text}' is not one of ${choices.join(', ')}`)
  return text
}

function refused(name: string, what: string, hint: string | null): BenchError {
  const form = `write synthetic:20:5m:from=2024-01-02:to=2024-03-28:seed=7; the keys are ${Object.keys(keys).join(', ')}`
  return new BenchError('USAGE', `${name}: ${what}`, [hint, form].filter(Boolean).join('; '))
}
