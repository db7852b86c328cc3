// Options that hold something by name: a name that the run does not have is a slip of the pen, and would change what it was never meant to.

import { z } from 'zod'
import type { Instrument } from '../../model/instrument.js'
import { didYouMean } from '../../std/did-you-mean.js'
import { BenchError } from '../../std/errors.js'
import type { Strategy } from '../../strategy/define-strategy.js'
import type { BacktestConfig, BacktestConfigInput } from './config.js'

const assetClasses = ['equity', 'etf', 'index', 'forex', 'crypto', 'future'] as const satisfies readonly Instrument['assetClass'][]

/** Besides the instruments of the run. */
const otherNames = { marginRates: assetClasses, shortAvailability: ['default'], borrowFee: ['default'], sizingBySymbol: [] } as const

type ByInstrument = keyof typeof otherNames
const byInstrument = Object.keys(otherNames) as readonly ByInstrument[]

/** Errors: `BAD_CONFIG` for a venue, `UNKNOWN_INSTRUMENT` for an instrument that an option names and nothing in the run is. */
export function refuseUnknownNames(config: BacktestConfig, instruments: readonly Instrument[]): void {
  refuseUnknownVenues(config, instruments)
  const ids = [...new Set(instruments.map(({ id }) => id))]
  for (const option of byInstrument) {
    refuseUnknown(option, namesIn(config[option]), ids, otherNames[option])
  }
  if (typeof config.sizing === 'object' && 'weights' in config.sizing)
    refuseUnknown('sizing.weights', Object.keys(config.sizing.weights), ids, [])
  refuseUnknown('limits.positionLots', namesIn(config.limits.positionLots), ids, ['default'])
}

/**
 * The same of a strategy's parameters: of one whose keys are instruments, as `z.record(…).meta({ keys: 'instrument' })` says, and of a text that is one,
 * `z.string().meta({ value: 'instrument' })`; an empty text names none.
 */
export function refuseUnknownParams({ name, params: schema }: Strategy, params: unknown, instruments: readonly Instrument[]): void {
  if (!(schema instanceof z.ZodObject)) return
  const ids = [...new Set(instruments.map(({ id }) => id))]
  for (const [param, shape] of Object.entries(schema.shape)) {
    const meta = (shape as z.ZodType).meta()
    const value = (params as Readonly<Record<string, unknown>>)[param]
    if (meta?.keys === 'instrument') refuseUnknown(`${name}: ${param}`, namesIn(value), ids, [])
    if (meta?.value === 'instrument' && typeof value === 'string' && value !== '') refuseUnknown(`${name}: ${param}`, [value], ids, [])
  }
}

/** Errors: `BAD_CONFIG` where a strategy needs more instruments than the run has. */
export function refuseTooFew({ name, leastInstruments = 1 }: Strategy, instruments: readonly Instrument[]): void {
  const ids = [...new Set(instruments.map(({ id }) => id))]
  if (ids.length >= leastInstruments) return
  const message = `${name} needs ${leastInstruments} instruments, and the run has ${ids.length}: ${ids.join(', ')}`
  throw new BenchError('BAD_CONFIG', message, 'take other data, or name more with --instrument')
}

function refuseUnknown(option: string, names: readonly string[], ids: readonly string[], others: readonly string[]): void {
  const known = [...ids, ...others]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const alsoKnown = others.length === 0 ? '' : `; ${others.join(', ')} can be named too`
  const hint = didYouMean(unknown, known) ?? `the run has ${ids.join(', ')}${alsoKnown}`
  throw new BenchError('UNKNOWN_INSTRUMENT', `${option}: the run has no '${unknown}'`, hint)
}

function refuseUnknownVenues({ venues }: BacktestConfig, instruments: readonly Instrument[]): void {
  const known = venuesOf(instruments)
  const unknown = Object.keys(venues).find((venue) => !known.includes(venue))
  if (unknown === undefined) return
  const hint = known.length === 0 ? 'a listing names its venue after an @, as in ACME@XNAS' : `the run trades on ${known.join(', ')}`
  throw new BenchError('BAD_CONFIG', `venues: nothing in this run trades on '${unknown}'`, didYouMean(unknown, known) ?? hint)
}

/** The config for a run of other instruments, such as a benchmark: without what it names of instruments and venues that they are not. */
export function withoutStrangers(config: BacktestConfigInput, instruments: readonly Instrument[]): BacktestConfigInput {
  const ids = instruments.map(({ id }) => id)
  const own: Record<string, unknown> = {}
  for (const option of byInstrument) {
    if (namesIn(config[option]).length > 0) own[option] = only([...ids, ...otherNames[option]], config[option] as object)
  }
  if (config.venues !== undefined) own.venues = only(venuesOf(instruments), config.venues)
  const lots = config.limits?.positionLots
  if (namesIn(lots).length > 0) own.limits = { ...config.limits, positionLots: only([...ids, 'default'], lots as object) }
  return { ...config, ...own }
}

function only(names: readonly string[], value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)))
}

/** The names that an option holds; none where it holds one value for all, of which `{ lots }` is one. */
function namesIn(value: unknown): readonly string[] {
  return typeof value !== 'object' || value === null || 'lots' in value ? [] : Object.keys(value)
}

function venuesOf(instruments: readonly Instrument[]): readonly string[] {
  return [...new Set(instruments.flatMap(({ venue }) => (venue === undefined ? [] : [venue])))]
}
