import { ADX, ATR, BollingerBands, EMA, MACD, OBV, ROC, RSI, SD, SMA, Stochastic, VWAP, WMA } from 'technicalindicators'
import { describe, expect, it } from 'vitest'
import { adx } from './adx.js'
import { atr } from './atr.js'
import { seededBars } from './bars.testing.js'
import { bollinger } from './bollinger.js'
import { ema } from './ema.js'
import { columns, type IndicatorDefinition } from './indicator.js'
import { macd } from './macd.js'
import { obv } from './obv.js'
import { roc } from './roc.js'
import { rsi } from './rsi.js'
import { sma } from './sma.js'
import { std } from './standard-deviation.js'
import { stochastic } from './stochastic.js'
import { cumulativeVwap } from './vwap.js'
import { wma } from './wma.js'

const bars = seededBars(1_200, 11)
const values = Array.from(bars.close)
const prices = { high: Array.from(bars.high), low: Array.from(bars.low), close: values, volume: Array.from(bars.volume) }

/** Their values end at the last bar; `line` and `from` say which of ours they are held to, and from which bar on. */
function agrees(definition: IndicatorDefinition, line: string, theirs: readonly (number | undefined)[], tolerance: number, from = 0): void {
  const ours = columns<string>(definition, bars)[line]!
  const offset = bars.length - theirs.length
  const start = Math.max(from, definition.create().warmUp - 1)
  expect(theirs.length).toBeGreaterThan(bars.length - 60)
  for (let i = start; i < bars.length; i++) expect(Math.abs(ours[i]! - (theirs[i - offset] ?? Number.NaN))).toBeLessThanOrEqual(tolerance)
}

describe('technicalindicators agrees', () => {
  it('on the averages', () => {
    agrees(sma('close', 10), 'value', SMA.calculate({ period: 10, values }), 1e-9)
    agrees(ema('close', 12), 'value', EMA.calculate({ period: 12, values }), 1e-9)
    agrees(wma('close', 9), 'value', WMA.calculate({ period: 9, values }), 1e-9)
  })

  it('on RSI, which it rounds to two decimals', () => {
    agrees(rsi(14), 'value', RSI.calculate({ period: 14, values }), 0.005_001)
  })

  it('on ATR, ADX once their different seeds have faded, and Stochastic', () => {
    agrees(atr(14), 'value', ATR.calculate({ period: 14, ...prices }), 1e-9)
    const directions = ADX.calculate({ period: 14, ...prices })
    agrees(
      adx(14),
      'adx',
      directions.map((row) => row.adx),
      1e-6,
      400,
    )
    agrees(
      adx(14),
      'plusDi',
      directions.map((row) => row.pdi),
      1e-6,
      400,
    )
    agrees(
      adx(14),
      'minusDi',
      directions.map((row) => row.mdi),
      1e-6,
      400,
    )
    const places = Stochastic.calculate({ period: 14, signalPeriod: 3, ...prices })
    agrees(
      stochastic(14, 1, 3),
      'k',
      places.map((row) => row.k),
      1e-9,
    )
    agrees(
      stochastic(14, 1, 3),
      'd',
      places.map((row) => row.d),
      1e-9,
    )
  })

  it('on MACD once its early start of the fast average has faded', () => {
    const rows = MACD.calculate({
      fastPeriod: 12,
      slowPeriod: 26,
      signalPeriod: 9,
      values,
      SimpleMAOscillator: false,
      SimpleMASignal: false,
    })
    agrees(
      macd(12, 26, 9),
      'macd',
      rows.map((row) => row.MACD),
      1e-9,
      300,
    )
    agrees(
      macd(12, 26, 9),
      'signal',
      rows.map((row) => row.signal),
      1e-9,
      300,
    )
    agrees(
      macd(12, 26, 9),
      'histogram',
      rows.map((row) => row.histogram),
      1e-9,
      300,
    )
  })

  it('on Bollinger bands and the standard deviation', () => {
    const bands = BollingerBands.calculate({ period: 20, stdDev: 2, values })
    agrees(
      bollinger(20, 2),
      'upper',
      bands.map((row) => row.upper),
      1e-9,
    )
    agrees(
      bollinger(20, 2),
      'middle',
      bands.map((row) => row.middle),
      1e-9,
    )
    agrees(
      bollinger(20, 2),
      'lower',
      bands.map((row) => row.lower),
      1e-9,
    )
    agrees(std('close', 20), 'value', SD.calculate({ period: 20, values }), 1e-9)
  })

  it('on ROC, OBV (which it starts at 0, not at the first volume) and VWAP', () => {
    agrees(roc(10), 'value', ROC.calculate({ period: 10, values }), 1e-9)
    agrees(
      obv(),
      'value',
      OBV.calculate(prices).map((balance) => balance + prices.volume[0]!),
      0,
      1,
    )
    agrees(cumulativeVwap(), 'value', VWAP.calculate(prices), 1e-9)
  })
})
