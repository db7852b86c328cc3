// Holds our indicators to a folder of reference values: for each JSON in DIR/indicators its bars are read, and every line we have is compared bar by bar.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { adx } from '../../src/indicators/adx.js'
import { atr } from '../../src/indicators/atr.js'
import { bollinger } from '../../src/indicators/bollinger.js'
import { directional } from '../../src/indicators/directional.js'
import { ema } from '../../src/indicators/ema.js'
import { highest } from '../../src/indicators/highest.js'
import { columns, type IndicatorDefinition } from '../../src/indicators/indicator.js'
import { lowest } from '../../src/indicators/lowest.js'
import { macd } from '../../src/indicators/macd.js'
import { momentum } from '../../src/indicators/momentum.js'
import { obv } from '../../src/indicators/obv.js'
import { roc } from '../../src/indicators/roc.js'
import { rsi } from '../../src/indicators/rsi.js'
import { sma } from '../../src/indicators/sma.js'
import { std } from '../../src/indicators/standard-deviation.js'
import { stochastic } from '../../src/indicators/stochastic.js'
import { trueRange } from '../../src/indicators/true-range.js'
import { wma } from '../../src/indicators/wma.js'
import type { BarColumns } from '../../src/model/bar.js'
import { dataFault } from './data-fault.js'
import { readCsv } from './read-csv.js'
import type { GoldenRow } from './row.js'

/** |ours − theirs| may be this much of max(1, |theirs|). */
const TOLERANCE = 1e-9

/** Compares every JSON of `goldenDir`/indicators; its `data.file` is relative to the parent of `dataDir`. A file of another shape is passed over. */
export function compareIndicators(goldenDir: string, dataDir: string): GoldenRow[] {
  const folder = join(goldenDir, 'indicators')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.sort().flatMap((file) => {
    const golden: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return isGolden(golden) ? compareFile(file, golden, join(dirname(dataDir), golden.data.file)) : []
  })
}

interface Golden {
  readonly data: { readonly file: string; readonly sha256?: string }
  readonly indicators: Readonly<Record<string, GoldenIndicator>>
}

interface GoldenIndicator {
  readonly function: string
  readonly params: Readonly<Record<string, number | string>>
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
}

function isGolden(value: unknown): value is Golden {
  return typeof value === 'object' && value !== null && 'data' in value && 'indicators' in value
}

function compareFile(file: string, golden: Golden, dataFile: string): GoldenRow[] {
  const fault = dataFault(dataFile, golden.data.sha256)
  if (fault !== undefined) return [{ file, item: golden.data.file, compared: 0, maxDiff: Number.NaN, outcome: 'mismatch', note: fault }]
  const bars = readCsv(dataFile).columns
  return Object.entries(golden.indicators).flatMap(([name, theirs]) => {
    const ours = oursOf(theirs)
    if (ours === undefined) return [notOurs(file, name, theirs.function)]
    const values = columns<string>(ours.definition, bars)
    return Object.entries(theirs.values).map(([line, expected]) => {
      const actual = values[ours.lines[line] ?? '']
      if (actual === undefined) return notOurs(file, `${name}.${line}`, `${theirs.function} ${line}`)
      return { file, item: `${name}.${line}`, ...compareLine(actual, expected, bars) }
    })
  })
}

function notOurs(file: string, item: string, what: string): GoldenRow {
  return { file, item, compared: 0, maxDiff: 0, outcome: 'not ours', note: `no ${what} here` }
}

function compareLine(
  actual: Float64Array,
  expected: readonly (number | null)[],
  bars: BarColumns,
): Pick<GoldenRow, 'compared' | 'maxDiff' | 'outcome' | 'note'> {
  const compared = expected.length
  if (compared !== bars.length)
    return { compared, maxDiff: Number.NaN, outcome: 'mismatch', note: `${compared} values for ${bars.length} bars` }
  let maxDiff = 0
  let firstFault = -1
  for (let i = 0; i < compared; i++) {
    const diff = difference(actual[i] as number, expected[i] ?? Number.NaN)
    if (diff > TOLERANCE && firstFault < 0) firstFault = i
    maxDiff = Math.max(maxDiff, diff)
  }
  if (firstFault < 0) return { compared, maxDiff, outcome: 'equal', note: '' }
  return {
    compared,
    maxDiff,
    outcome: 'mismatch',
    note: `first at ${firstFault}: ours ${actual[firstFault]}, theirs ${expected[firstFault]}`,
  }
}

/** A value against none is infinitely far. */
function difference(ours: number, theirs: number): number {
  if (Number.isNaN(ours) || Number.isNaN(theirs)) return Number.isNaN(ours) && Number.isNaN(theirs) ? 0 : Number.POSITIVE_INFINITY
  return Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs))
}

interface Ours {
  readonly definition: IndicatorDefinition
  /** Their name of a line → ours. */
  readonly lines: Readonly<Record<string, string>>
}

/** Our indicator for one of TA-Lib's, where we have it with these parameters. */
function oursOf({ function: name, params }: GoldenIndicator): Ours | undefined {
  const n = Number(params.timePeriod)
  const isSimple = params.ma === undefined || params.ma === 'SMA'
  const single = (definition: IndicatorDefinition, line = 'value'): Ours => ({ definition, lines: { output: line } })
  switch (name) {
    case 'TA_SMA':
      return single(sma('close', n))
    case 'TA_EMA':
      return single(ema('close', n))
    case 'TA_WMA':
      return single(wma('close', n))
    case 'TA_RSI':
      return single(rsi(n))
    case 'TA_TRANGE':
      return single(trueRange())
    case 'TA_ATR':
      return single(atr(n))
    case 'TA_ADX':
      return single(adx(n), 'adx')
    case 'TA_PLUS_DI':
      return single(directional(n), 'plusDi')
    case 'TA_MINUS_DI':
      return single(directional(n), 'minusDi')
    case 'TA_DX':
      return single(directional(n), 'dx')
    case 'TA_ROC':
      return single(roc(n))
    case 'TA_MOM':
      return single(momentum(n))
    case 'TA_MAX':
      return single(highest('close', n))
    case 'TA_MIN':
      return single(lowest('close', n))
    case 'TA_OBV':
      return single(obv())
    case 'TA_STDDEV':
      return params.nbDev === 1 ? single(std('close', n)) : undefined
    case 'TA_MACD':
      return {
        definition: macd(Number(params.fast), Number(params.slow), Number(params.signal)),
        lines: { MACD: 'macd', MACDSignal: 'signal', MACDHist: 'histogram' },
      }
    case 'TA_BBANDS':
      if (!isSimple || params.up !== params.dn) return undefined
      return { definition: bollinger(n, Number(params.up)), lines: { upperBand: 'upper', middleBand: 'middle', lowerBand: 'lower' } }
    case 'TA_STOCH':
      if (!isSimple) return undefined
      return { definition: stochastic(Number(params.fastK), Number(params.slowK), Number(params.slowD)), lines: { slowK: 'k', slowD: 'd' } }
    default:
      return undefined
  }
}
