// The guarded profile with everything on and nothing near its bound: every control, monitor and breaker is asked, and none fires.

const lot = 1_000_000
const never = 0.99

export const wideLimits = {
  riskProfile: 'guarded',
  limits: {
    orderValue: 1e9,
    orderEquity: 50,
    orderVolume: 100,
    positionEquity: 50,
    positionLots: lot,
    concentration: 50,
    strategyEquity: 50,
    grossEquity: 50,
    netEquity: 50,
    priceTolerance: 50,
    dataAge: 1000,
    dataJump: 1000,
    dataSpread: 50,
    repeatedExecutions: { count: 100_000, seconds: 1 },
    messages: { reject: 100_000, terminate: 100_000 },
    duplicateSeconds: 1,
    selfMatch: 'deny',
    overExit: 'deny',
    dailyTrades: lot,
  },
  protection: { required: 'default', default: never },
  breakers: {
    drawdown: { at: never },
    dailyLoss: { at: never },
    rapidDrawdown: { at: never, minutes: 10 },
    strategyLoss: { at: 1e9 },
  },
  monitors: {
    drawdown: never,
    dailyLoss: never,
    rapidDrawdown: { at: never, minutes: 10 },
    strategyLoss: 1e9,
    valueAtRisk: 50,
    concentration: 50,
    exposure: { gross: 50, net: 50 },
    correlation: 2,
  },
}

/** Fails where something fired after all: then the benchmark is of another run. */
export function checkNothingFired({ denials, risk, counts }) {
  if (denials.length > 0) throw new Error(`${denials.length} denials, the first ${JSON.stringify(denials[0])}`)
  if ((risk?.breaches.length ?? 0) > 0) throw new Error(`${risk.breaches.length} breaches, the first ${JSON.stringify(risk.breaches[0])}`)
  if (counts.orders === 0) throw new Error('no order was placed')
}
