// The plumbing of Interactive Brokers: fills that are dropped around a lost line, ids that begin anew. The books of the broker are compared with ours, and what is missing is booked.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'ib-plumbing',
  title: 'Interactive Brokers: fills dropped around a lost line, and ids reissued',
  story:
    'Fills were dropped around error 1100, ids were reissued, and a modify left two live orders. Injected: half of the fills are never told, and the broker says that ids begin anew while a strategy orders at every bar. Reconciliation must find each fill by its execution id and book it; our own ids only rise.',
  world: 'slide',
  schedule({ between }) {
    const when = between(0.05, 0.25)
    return [
      { fault: 'stuck-signal', when, minutes: 20, params: { lots: 5, apart: true } },
      { fault: 'lost-fills', when, minutes: 30, params: { share: 0.5 } },
      { fault: 'id-rollback', when: { at: new Date(Date.parse(when.at) + 10 * 60_000).toISOString() }, minutes: 20 },
    ]
  },
  caughtBy: ['RECONCILIATION'],
  backups: ['NOT_CONNECTED', 'MAX_POSITION_VALUE'],
  budget: (_, __, { position, stop }) => ({ damage: 2 * stop * position, detectMinutes: 10, recoverMinutes: 30 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16'],
})
