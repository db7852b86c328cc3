import { describe, expect, it } from 'vitest'
import { backtestConfigSchema } from './config.js'
import { haltRules, haltsText, impactRules, impactText } from './market-config.js'

function parsed(input: object) {
  return backtestConfigSchema.parse(input)
}

describe('impact in a config', () => {
  it.each([
    [{}, 'none: our size does not move the price'],
    [{ impact: 'square-root' }, 'square-root: Y 1, κ 1, τ 30 minutes; volatility and volume of the last 20 sessions'],
    [
      { impact: { y: 0.5, tauMinutes: 5, feedback: 2, sigma: 0.02 } },
      'square-root: Y 0.5, κ 1, τ 5 minutes, volatility feedback 2; 0.02 daily volatility, the rest from the last 20 sessions',
    ],
    [{ impact: { sigma: 0.02, volume: 1e6 } }, 'square-root: Y 1, κ 1, τ 30 minutes; 0.02 daily volatility, 1000000 units a day'],
  ])('%j reads “%s”', (input, text) => {
    expect(impactText(parsed(input).impact)).toBe(text)
  })

  it('is none unless it is asked for, and has defaults where it says less', () => {
    expect(impactRules(parsed({}).impact)).toBeNull()
    expect(impactRules(parsed({ impact: { kappa: 0 } }).impact)).toEqual({
      y: 1,
      kappa: 0,
      feedback: 0,
      tauMs: 1_800_000,
      sigma: null,
      volume: null,
    })
    expect(impactRules(parsed({ impact: 'square-root' }).impact)).toEqual(impactRules(parsed({ impact: {} }).impact))
  })
})

describe('halts in a config', () => {
  it.each([
    [{}, { luld: false, marketWide: null }, 'none but the recorded ones'],
    [{ halts: { luld: true } }, { luld: true, marketWide: null }, 'Limit Up-Limit Down'],
    [
      { halts: { luld: true, marketWide: 'SPX' } },
      { luld: true, marketWide: 'SPX' },
      'Limit Up-Limit Down; the market with SPX: 7, 13, 20 %',
    ],
  ])('%j', (input, rules, text) => {
    expect(haltRules(parsed(input).halts)).toEqual(rules)
    expect(haltsText(parsed(input).halts)).toBe(text)
  })
})
