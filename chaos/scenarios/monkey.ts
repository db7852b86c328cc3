// Does whatever a strategy may do, drawn at random. Whichever limit it meets first, every invariant has to hold, and it may not lose more than a day may.

import { defineScenario } from 'trading-bench'

export default defineScenario({
  name: 'monkey',
  title: 'A strategy that does whatever it likes',
  story:
    'Orders of every kind, drawn at random, with stops, groups and triggers, changed and canceled before they are through: what a program sends whose memory is broken. Injected in a market that falls, with sizes up to most of the account. Which limit it meets first is a matter of luck, so none has to speak: what it does must break nothing, and cost no more than a day may.',
  world: 'fall',
  schedule: ({ between }) => [{ fault: 'monkey', when: between(0.05, 0.15), minutes: 60, params: { lots: 400 } }],
  caughtBy: [],
  backups: [],
  budget: (_, __, { dailyLoss, position }) => ({ damage: dailyLoss + 0.04 * position, detectMinutes: 0, recoverMinutes: 0 }),
  without: {},
  breaks: [],
})
