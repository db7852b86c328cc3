import { expect, test } from 'vitest'
import { backtestConfigSchema } from './config.js'

const parsed = (config: object) => backtestConfigSchema.safeParse(config)
const faults = (config: object) => parsed(config).error?.issues.map(({ message }) => message)

test('a breaker that is a limit alone leaves what it does to the profile', () => {
  const breakers = (limits: object) => parsed({ breakers: limits }).data?.breakers
  expect(breakers({ drawdown: '12%', dailyLoss: 0.03, rapidDrawdown: '4%', strategyLoss: 400 })).toEqual({
    rapidDrawdown: { at: 0.04, minutes: 10 },
    drawdown: { at: 0.12 },
    dailyLoss: { at: 0.03 },
    strategyLoss: { at: 400 },
  })
  expect(breakers({ drawdown: '12%' })).toEqual(breakers({ drawdown: { at: '12%' } }))
  expect(parsed({ monitors: { rapidDrawdown: '4%' } }).data?.monitors).toEqual({ rapidDrawdown: { at: 0.04, minutes: 10 } })
  for (const wrong of ['12', '120%', -0.1, true]) expect(parsed({ breakers: { drawdown: wrong } }).success).toBe(false)
})

test('what would be read and change nothing is refused', () => {
  const stop = { limitOffset: '1%' }
  expect(faults({ protection: stop })).toEqual(['limitOffset is of order: trailing-stop-limit; another stop has no limit'])
  expect(faults({ protection: { ...stop, order: 'stop' } })).toHaveLength(1)
  expect(faults({ protection: { ...stop, order: 'trailing-stop-limit' } })).toBeUndefined()
  expect(faults({ protection: { required: 'none', default: '2%' } })).toEqual(['required: none gives no stop: leave out what it would be'])
  expect(faults({ protection: { required: 'deny', default: '2%' } })).toBeUndefined()
  const volatility = (bounds: object) => faults({ filters: { volatility: { measure: 'atr', ...bounds } } })
  expect(volatility({})).toEqual(['neither min nor max is given: every volatility is between them'])
  for (const bounds of [{ min: 0.01 }, { max: 0.05 }, { max: 0 }]) expect(volatility(bounds)).toBeUndefined()
})
