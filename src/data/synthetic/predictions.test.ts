import { describe, expect, test } from 'vitest'
import { instrument } from '../../model/instrument.js'
import { comparePredictions, faultOfPrediction } from '../../model/prediction.js'
import { syntheticMinutes } from './minutes.js'
import { generatePredictions, type PredictionModel, usualPredictions } from './predictions.js'

const columns = syntheticMinutes(20_000, 2)

function made(change: Partial<PredictionModel> = {}, id = 'A') {
  const series = { instrument: instrument(id, 'crypto'), timeframe: '1m', columns } as const
  return [...generatePredictions(series, { ...usualPredictions, ...change })]
}

/** The share that was right about the close so many bars later. */
function accuracyOf(predictions: ReturnType<typeof made>, ahead: number): number {
  const right = predictions.filter(({ time, value }) => {
    const bar = columns.closeTime.findLastIndex((close) => close <= time)
    return Math.sign((columns.close[bar + ahead] as number) - (columns.close[bar] as number)) === Math.sign(value)
  })
  return right.length / predictions.length
}

describe('synthetic predictions', () => {
  test('are sound, in order, and come some seconds after a close', () => {
    const predictions = made()
    expect(predictions.map(faultOfPrediction).filter((fault) => fault !== null)).toEqual([])
    expect(predictions.every((one, index) => index === 0 || comparePredictions(predictions[index - 1] as never, one) < 0)).toBe(true)
    expect(
      predictions.every(({ time, direction }) => (time - (columns.openTime[0] as number)) % 60_000 < 4_000 && direction !== 'flat'),
    ).toBe(true)
    expect(predictions.length).toBeGreaterThan(600)
    expect(predictions.length).toBeLessThan(740)
  })

  test('are the same for a seed, others for another, and others for each instrument', () => {
    expect(made()).toEqual(made())
    expect(made({ seed: 2 })).not.toEqual(made())
    expect(made({}, 'B').map(({ time }) => time)).not.toEqual(made().map(({ time }) => time))
  })

  test('are right about as often as one asks, and more often where they are surer', () => {
    const many = { every: 3, ahead: 10 }
    expect(accuracyOf(made({ ...many, accuracy: 0 }), 10)).toBeLessThan(0.02)
    const usual = made({ ...many, accuracy: 0.6 })
    expect(Math.abs(accuracyOf(usual, 10) - 0.6)).toBeLessThan(0.04)
    const isSure = ({ confidence }: { confidence: number }) => confidence > 0.75
    expect(accuracyOf(usual.filter(isSure), 10)).toBeGreaterThan(
      accuracyOf(
        usual.filter((one) => !isSure(one)),
        10,
      ),
    )
  })
})
