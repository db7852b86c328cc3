import { describe, expect, test } from 'vitest'
import { backtestConfigSchema } from '../engine/config/config.js'
import { protection, sizeCaps, sizing, sizingBySymbol } from './sizing-readers.js'

type Reader = (text: string) => unknown

const table: readonly (readonly [Reader, string, unknown])[] = [
  [sizing, 'all-in', 'all-in'],
  [sizing, '100lots', { lots: 100 }],
  [sizing, '1 lot', { lots: 1 }],
  [sizing, '10_000USD', { notional: 10_000 }],
  [sizing, '25%', { weight: 0.25 }],
  [sizing, '1%risk', { risk: 0.01 }],
  [sizing, '0.5%atr', { atrRisk: 0.005 }],
  [sizing, '10%volatility', { volatility: 0.1 }],
  [sizing, '50%kelly', { kelly: 0.5 }],
  [sizing, '5000tws', { twsAllocation: 5_000 }],
  [sizingBySymbol, 'none', {}],
  [sizingBySymbol, 'SPY=100lots, QQQ=10%', { SPY: { lots: 100 }, QQQ: { weight: 0.1 } }],
  [sizeCaps, 'none', {}],
  [sizeCaps, 'symbol=20%, total=none,cashReserve=0.05', { symbol: 0.2, total: 'none', cashReserve: 0.05 }],
  [protection, 'profile', {}],
  [protection, 'deny', { required: 'deny' }],
  [protection, '3%', { required: 'default', default: 0.03 }],
  [protection, '3%trailing-stop', { required: 'default', default: 0.03, order: 'trailing-stop' }],
  [protection, '3%trailing-stop-limit', { required: 'default', default: 0.03, order: 'trailing-stop-limit' }],
]

describe('a text', () => {
  test.each(table)('%o reads %s, and the engine takes it', (read, text, value) => {
    expect(read(text)).toEqual(value)
    expect(() => backtestConfigSchema.parse({ [read.name]: read(text) })).not.toThrow()
  })

  test.each<[Reader, string]>([
    [sizing, '25'],
    [sizing, '1risk'],
    [sizing, '%risk'],
    [sizingBySymbol, 'SPY'],
    [sizingBySymbol, 'SPY=1lot,SPY=2lots'],
    [sizeCaps, 'symbols=20%'],
    [sizeCaps, '20%'],
    [protection, '3'],
    [protection, '3%trailing'],
    [protection, 'always'],
  ])('%o refuses %s', (read, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })
})
