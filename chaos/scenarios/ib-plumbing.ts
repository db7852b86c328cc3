// The plumbing of Interactive Brokers: fills that are dropped around a lost line, ids that begin anew, changes that leave two orders. The books of the broker are compared with ours, and what is missing is booked.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'ib-plumbing',
  title: 'Interactive Brokers: fills dropped around a lost line, ids reissued, two orders after a change',
  story:
    'Fills were dropped around error 1100, ids were reissued, and a modify left two live orders. Injected: half of the fills are never told, the broker says that ids begin anew while a strategy orders at every bar, and every change of a stop leaves the old one at work. Reconciliation must find each fill by its execution id and book it, and end each old order by its permanent id; our own ids only rise.',
  world: 'slide',
  schedule({ between, after }) {
    const when = between(0.05, 0.25)
    return [
      { fault: 'stuck-signal', when, minutes: 20, params: { lots: 5, apart: true } },
      { fault: 'lost-fills', when, minutes: 30, params: { share: 0.5 } },
      { fault: 'id-rollback', when: after(when, 10), minutes: 20 },
      { fault: 'modify-twin', when, minutes: 20 },
    ]
  },
  caughtBy: ['RECONCILIATION'],
  backups: ['NOT_CONNECTED', 'MAX_POSITION_VALUE'],
  also: [
    { by: 'RECONCILIATION', count: 'missing' },
    { by: 'RECONCILIATION', count: 'twins' },
    { by: 'NOT_CONNECTED', of: 'stuck-signal-1' },
    { noted: 'ids begin anew' },
  ],
  budget: (_, __, { position, stop }) => ({ damage: 2 * stop * position, detectMinutes: 10, recoverMinutes: 45 }),
  without: { monitors: { reconciliation: 'off' } },
  breaks: ['I16'],
})
