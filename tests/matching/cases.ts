// The cases of the matching table, in groups. A line is bars | orders | policy | outcome | why.
// `scripts/write-docs.mjs` writes them into docs/FILLS.md; `matching.test.ts` plays each.

import type { MatchingCase } from './case.js'

interface CaseGroup {
  readonly title: string
  readonly rows: string
}

export const groups: readonly CaseGroup[] = [
  {
    title: 'Market',
    rows: `
100 106 97 103 | buy 10 market | | buy 10 @ 100 market-at-open | the open is the first price it may use
100 106 97 103 | buy 10 market | timing next-close | buy 10 @ 103 market-at-close | the order goes into the closing auction
100 106 97 103; 104 105 103 104 | 1 close: buy 10 market | timing same-close | buy 10 @ 103 market-at-close | it is taken to have known the close a moment before
100 106 97 103; 104 105 103 104 | 1 close: buy 10 market | | buy 10 @ 104 market-at-open | decided at a close, filled at the next open
100 106 97 103; 104 105 103 104 | 1 inside: buy 10 market | | buy 10 @ 104 market-at-open | it came inside the bar: that bar's open is gone
100 106 97 103; 104 105 103 104 | 1 inside: buy 10 market | timing next-close | buy 10 @ 104 market-at-close | the first bar that begins after it is the second
100 106 97 103 | buy 10 market | slippage 5bps | buy 10 @ 100.05 market-at-open | a buyer pays the slippage on top
100 106 97 103 | sell 10 market | slippage 5bps | sell 10 @ 99.95 market-at-open | a seller gets it less
100 106 97 103 40; 103 104 102 103 100 | buy 10 market | participation 0.1 | buy 4 @ 100 market-at-open; buy 6 @ 103 market-at-open | a tenth of the volume; the rest goes on
100 106 97 103 40; 104 104 104 104 0; 105 106 104 105 100 | buy 10 market | participation 0.1 | buy 4 @ 100 market-at-open; buy 6 @ 105 market-at-open | a bar without volume fills nothing
100 106 97 103 9; 103 104 102 103 100 | buy 10 market | participation 0.1 | buy 10 @ 103 market-at-open | a tenth of it is less than a lot
100 106 97 103 0; 103 104 102 103 100 | buy 10 market | participation 0.1 | buy 10 @ 100 market-at-open | no bar has told volume yet: it is unknown, not zero
100 106 97 103; 104 105 103 104 | buy 10 market + 1 inside: cancel 1 | | buy 10 @ 100 market-at-open | the cancel comes after the fill and finds nothing
100 106 97 103 40; 103 104 102 103 100 | buy 10 market + 1 inside: cancel 1 | participation 0.1 | buy 4 @ 100 market-at-open; 1 canceled: asked | what has filled stays
100 106 97 103 40; 103 104 102 103 100 | buy 3 market + buy 4 market | participation 0.1 | buy 3 @ 100 market-at-open; buy 1 @ 100 market-at-open; buy 3 @ 103 market-at-open | the cap is for all orders together, first come first served
100 100 100 100 | buy 10 market + sell 10 market | | buy 10 @ 100 market-at-open; sell 10 @ 100 market-at-open | orders of one strategy on both sides both fill here: risk says no to them before
`,
  },
  {
    title: 'Limit',
    rows: `
100 106 97 103 | buy 10 limit 98 | | buy 10 @ 98 limit-at-limit | the price goes through it
100 106 97 103 | buy 10 limit 97 | | | the low only touches it: others may stand before us
100 106 97 103 | buy 10 limit 97 | limit touch | buy 10 @ 97 limit-at-limit | touching is enough by this policy
100 106 97 103 | buy 10 limit 96 | limit touch | | the low does not reach it
100 106 97 103 | buy 10 limit 101 | | buy 10 @ 100 limit-gap-at-open | the open is better than the limit
100 106 97 103 | buy 10 limit 100 | | buy 10 @ 100 limit-at-limit | open at the limit, then through it
100 106 100 103 | buy 10 limit 100 | | | the open only touches it
100 106 100 103 | buy 10 limit 100 | limit touch | buy 10 @ 100 limit-gap-at-open | the open touches it
100 106 97 103 | sell 10 limit 105 | | sell 10 @ 105 limit-at-limit | a sell limit lies above
100 106 97 103 | sell 10 limit 99 | | sell 10 @ 100 limit-gap-at-open | the open is better for a seller
100 106 97 103; 99 101 95 96 | buy 10 limit 96 | | buy 10 @ 96 limit-at-limit | it waits for a bar that goes through it
100 106 97 103; 94 101 93 96 | buy 10 limit 96 | | buy 10 @ 94 limit-gap-at-open | the second bar opens below it
100 106 97 103 | buy 10 limit 98 | slippage 50bps | buy 10 @ 98 limit-at-limit | limits do not slip
100 106 97 103 40; 99 101 95 96 100 | buy 10 limit 98 | participation 0.1 | buy 4 @ 98 limit-at-limit; buy 6 @ 98 limit-at-limit | the rest works on at the same limit
100 106 97 103 40; 95 97 94 96 100 | buy 10 limit 98 | participation 0.1 | buy 4 @ 98 limit-at-limit; buy 6 @ 95 limit-gap-at-open | the rest gets the better open
100 106 97 103 | 1 inside: buy 10 limit 98 | | | the bar began before it came
100 106 97 103; 99 101 95 96 | buy 10 limit 90 + 1 inside: modify 1 limit 98 | | buy 10 @ 98 limit-at-limit | changed inside a bar, it works from the next one on
100 106 97 103; 99 101 95 96 | buy 10 limit 98 + 1 inside: cancel 1 | | 1 canceled: asked | canceled before the bar's path is known
100 106 97 103; 99 101 95 96 | buy 10 limit 96 + 2: modify 1 limit 90 | | | moved away before the bar that would have filled it
100 106 97 103; 99 101 95 96 | buy 10 limit 90 + 2: modify 1 limit 100 | | buy 10 @ 99 limit-gap-at-open | moved through the market, it takes the open
100 106 97 103 | buy 10 limit 98 + buy 5 limit 99 | | buy 5 @ 99 limit-at-limit; buy 10 @ 98 limit-at-limit | the price reaches the higher bid first
100 106 97 103 | buy 10 limit 98 + sell 5 limit 105 | | sell 5 @ 105 limit-at-limit; buy 10 @ 98 limit-at-limit | the high comes first on this path
100 106 97 103 | buy 10 limit 98 + sell 5 limit 105 | intrabar olhc | buy 10 @ 98 limit-at-limit; sell 5 @ 105 limit-at-limit | the low comes first on this one; neither fill hangs on it
100 106 97 103 80 | buy 10 limit 98 + sell 5 limit 105 | participation 0.1 | sell 5 @ 105 limit-at-limit ambiguous; buy 3 @ 98 limit-at-limit ambiguous | who fills first leaves less volume to the other
`,
  },
  {
    title: 'Stop',
    rows: `
100 106 97 103 | buy 10 stop 104 | | buy 10 @ 104 stop-at-trigger | reached on the way up
100 106 97 103 | sell 10 stop 98 | | sell 10 @ 98 stop-at-trigger | reached on the way down
100 106 97 103 | buy 10 stop 106 | | buy 10 @ 106 stop-at-trigger | touching triggers, whatever \`limit\` says
100 103 97 99 | buy 10 stop 104 | | | not reached
100 106 97 103 | sell 10 stop 102 | | sell 10 @ 100 stop-gap-at-open | the bar opens beyond it: no better price existed
100 106 97 103 | buy 10 stop 100 | | buy 10 @ 100 stop-gap-at-open | the open is the trigger
100 106 97 103; 110 112 108 111 | buy 10 stop 107 | | buy 10 @ 110 stop-gap-at-open | the second bar gaps through it
100 106 97 103 | buy 10 stop 104 | slippage 5bps | buy 10 @ 104.052 stop-at-trigger | a triggered stop is a market order, and slips
100 106 97 103 40; 105 107 104 106 100 | buy 10 stop 104 | participation 0.1 | buy 4 @ 104 stop-at-trigger; buy 6 @ 105 market-at-open | the rest is a market order at the next open
100 106 97 103 40; 101 102 99 100 100 | buy 10 stop 104 | participation 0.1 | buy 4 @ 104 stop-at-trigger; buy 6 @ 101 market-at-open | triggered stays triggered, even when the price comes back
100 106 97 103 100; 105 107 104 106 0; 105 107 104 106 100 | 2: buy 10 stop 104 | participation 0.5 | buy 10 @ 105 stop-gap-at-open | a bar without trades triggers nothing
100 106 97 103; 101 105 100 102 | 1 inside: buy 10 stop 104 | | buy 10 @ 104 stop-at-trigger | the bar it came in had begun before
100 106 97 103; 101 103 100 102 | buy 10 stop 110 + 2: modify 1 stop 102 | | buy 10 @ 102 stop-at-trigger | moved between two bars
100 106 97 103; 101 103 100 102 | buy 10 stop 110 + 2: modify 1 stop 99 | | buy 10 @ 101 stop-gap-at-open | moved to where the price already is
100 106 97 103 | buy 10 stop 104 + sell 10 stop 98 | | buy 10 @ 104 stop-at-trigger; sell 10 @ 98 stop-at-trigger | both are reached: the order of prices does not matter
100 106 97 103 | buy 10 stop 104 + sell 10 stop 98 | intrabar stop-first | buy 10 @ 104 stop-at-trigger; sell 10 @ 98 stop-at-trigger | without a path, in the order they came
`,
  },
  {
    title: 'Stop-limit',
    rows: `
100 106 97 103 | buy 10 stop 104 limit 104.5 | | buy 10 @ 104 stop-at-trigger | the limit allows the price at which it triggered
100 106 97 103 | buy 10 stop 104 limit 103.5 | | buy 10 @ 103.5 limit-at-limit | triggered above its limit, filled on the way back
100 106 97 105 | buy 10 stop 104 limit 103.5 | | buy 10 @ 103.5 limit-at-limit ambiguous | on the other path the price rises last, and does not come back
100 106 97 105 | buy 10 stop 104 limit 103.5 | intrabar olhc | | triggered on the way up at the end; it works on as a limit
100 106 103 105; 105 107 104 106 | buy 10 stop 104 limit 102 | | | triggered, and the price never comes back to the limit
100 106 97 103 | sell 10 stop 101 limit 99 | | sell 10 @ 100 stop-gap-at-open | gapped through the trigger, still above the limit
100 106 97 103 | sell 10 stop 103 limit 102 | | sell 10 @ 102 limit-at-limit | gapped through the trigger and the limit: it waits for its limit
100 101 97 98; 105 107 104 106 | buy 10 stop 102 limit 103 | | | the gap goes over trigger and limit, and stays there
100 101 97 98; 105 107 101 106 | buy 10 stop 102 limit 103 | | buy 10 @ 103 limit-at-limit | after the gap the price comes back through the limit
100 106 97 103 | buy 10 stop 104 limit 104.5 | slippage 50bps | buy 10 @ 104 stop-at-trigger | a limit never pays more than it says, and here not more than the price
100 106 97 103 40; 103 105 102 104 100 | buy 10 stop 104 limit 104.5 | participation 0.1 | buy 4 @ 104 stop-at-trigger; buy 6 @ 103 limit-gap-at-open | the rest works as a limit
100 106 103 105; 105 107 103 106 | buy 10 stop 104 limit 102 + 2: modify 1 stop 104 limit 104 | | buy 10 @ 104 limit-at-limit | once triggered, only its limit can be changed
`,
  },
  {
    title: 'Trailing stop',
    rows: `
100 106 97 103 | sell 10 trail 3 | | sell 10 @ 103 stop-at-trigger ambiguous | 97 at the open, pulled up to 103 by the high, met on the way down
100 106 97 103 | sell 10 trail 3 | intrabar olhc | sell 10 @ 97 stop-at-trigger ambiguous | the low comes before anything has pulled it up
100 106 97 103 | sell 10 trail 3 | trailAnchor close | | its first close anchors it: it works from the next bar on
100 106 97 103 | sell 10 trail 3 | trailAnchor high | sell 10 @ 97 stop-at-trigger | the high moves it for the next bar
102 106 101 105; 104 105 101 102 | sell 10 trail 3 | trailAnchor high | sell 10 @ 103 stop-at-trigger | 106 − 3, met in the second bar
102 106 101 105; 104 105 101 102 | sell 10 trail 3 | trailAnchor close | sell 10 @ 102 stop-at-trigger | 105 − 3, met in the second bar
102 106 101 105; 104 105 101 102 | sell 10 trail 3 | intrabar olhc | sell 10 @ 103 stop-at-trigger | pulled up to 103 in the first bar, after its low
102 106 101 105; 98 100 97 99 | sell 10 trail 3 | intrabar olhc | sell 10 @ 98 stop-gap-at-open | the second bar opens beyond where it stands
100 110 96 105 | sell 10 trail 10% | | sell 10 @ 99 stop-at-trigger ambiguous | a tenth below the best price
100 103 99 102 | sell 10 trail 5 from 99 | | sell 10 @ 99 stop-at-trigger | its first trigger is nearer than its trail, and stays
100 106 99 102 | sell 10 trail 5 from 99 | | sell 10 @ 101 stop-at-trigger ambiguous | the trail has passed its first trigger
100 101 99 100; 98 98 96.5 97; 97 99 96.5 98 | sell 10 trail 5 | | | it stands at 96, 5 below the best price seen, and falling prices do not move it
100 106 97 103 | sell 10 trail 3 | slippage 50bps | sell 10 @ 102.485 stop-at-trigger ambiguous | triggered, it is a market order
100 106 97 103 | buy 10 market protect-trail 3 | | buy 10 @ 100 market-at-open; sell 10 @ 103 stop-at-trigger ambiguous | as protection it follows from the price of the fill
100 106 97 103; 103 105 101 102 | buy 10 market protect-trail 3 | childActivation next-bar | buy 10 @ 100 market-at-open; sell 10 @ 102 stop-at-trigger | awake from the next bar on, it starts at that bar's open
`,
  },
  {
    title: 'Trailing stop-limit',
    rows: `
100 106 97 103 | sell 10 trail 3 offset 1 | | sell 10 @ 103 stop-at-trigger ambiguous | its limit is 102: the price it triggers at is better
102 106 101 105; 98 100 97 99 | sell 10 trail 3 offset 1 | intrabar olhc | | it triggers at the open of 98, below its limit of 102
102 106 101 105; 98 103 97 99 | sell 10 trail 3 offset 1 | intrabar olhc | sell 10 @ 102 limit-at-limit | and fills when the price comes back through it
102 106 101 105; 98 103 97 99 | sell 10 trail 3 offset 5 | intrabar olhc | sell 10 @ 98 stop-gap-at-open | its limit of 98 allows the open
`,
  },
  {
    title: 'Market and limit if touched',
    rows: `
100 106 97 103 | buy 10 touched 98 | | buy 10 @ 98 touched-at-trigger | a stop's opposite: it waits for a better price, then takes any
100 106 97 103 | buy 10 touched 97 | | buy 10 @ 97 touched-at-trigger | touching is enough
100 106 97 103 | buy 10 touched 96 | | | not reached
100 106 97 103 | buy 10 touched 101 | | buy 10 @ 100 touched-gap-at-open | the open is better already
100 106 97 103 | buy 10 touched 98 | slippage 50bps | buy 10 @ 98.49 touched-at-trigger | at market it slips
100 106 97 103 40; 99 100 96 97 100 | buy 10 touched 98 | participation 0.1 | buy 4 @ 98 touched-at-trigger; buy 6 @ 99 market-at-open | touched stays touched: the rest is a market order
100 106 97 103 | buy 10 touched 98 limit 99 | | buy 10 @ 98 touched-at-trigger | its limit allows the price at which it is touched
100 106 97 103 | buy 10 touched 98 limit 97.5 | | buy 10 @ 97.5 limit-at-limit | touched at 98, filled at its limit further down
100 106 97 103; 97 98 95 96 | buy 10 touched 98 limit 96 | | buy 10 @ 96 limit-at-limit | the limit works on in later bars
100 106 97 103; 103 104 98.5 100 | buy 10 touched 98 limit 96 | | | touched, and never as low as its limit
100 106 97 103 | buy 10 touched 101 limit 100.5 | | buy 10 @ 100 touched-gap-at-open | touched by the open, which its limit allows
`,
  },
  {
    title: 'A bar that reaches stop and target',
    rows: `
100 106 97 103 | buy 10 market bracket 98 105 | intrabar ohlc | buy 10 @ 100 market-at-open; sell 10 @ 105 limit-at-limit ambiguous; 2 canceled: its sibling filled | the high comes first
100 106 97 103 | buy 10 market bracket 98 105 | intrabar olhc | buy 10 @ 100 market-at-open; sell 10 @ 98 stop-at-trigger ambiguous; 3 canceled: its sibling filled | the low comes first
100 106 97 103 | buy 10 market bracket 98 105 | intrabar pessimistic | buy 10 @ 100 market-at-open; sell 10 @ 98 stop-at-trigger ambiguous; 3 canceled: its sibling filled | the worse of both
100 106 97 103 | buy 10 market bracket 98 105 | intrabar optimistic | buy 10 @ 100 market-at-open; sell 10 @ 105 limit-at-limit ambiguous; 2 canceled: its sibling filled | the better of both
100 106 97 103 | buy 10 market bracket 98 105 | intrabar adaptive | buy 10 @ 100 market-at-open; sell 10 @ 98 stop-at-trigger ambiguous; 3 canceled: its sibling filled | the low is nearer to the open
100 103 94 97 | buy 10 market bracket 95 102 | intrabar adaptive | buy 10 @ 100 market-at-open; sell 10 @ 102 limit-at-limit ambiguous; 2 canceled: its sibling filled | the high is nearer to the open
100 106 97 103 | buy 10 market bracket 98 105 | intrabar stop-first | buy 10 @ 100 market-at-open; sell 10 @ 98 stop-at-trigger; 3 canceled: its sibling filled | stops are asked before limits
100 106 97 103 | sell 10 market bracket 105 98 | intrabar ohlc | sell 10 @ 100 market-at-open; buy 10 @ 105 stop-at-trigger ambiguous; 3 canceled: its sibling filled | for a short the stop lies above
100 106 97 103 | sell 10 market bracket 105 98 | intrabar pessimistic | sell 10 @ 100 market-at-open; buy 10 @ 105 stop-at-trigger ambiguous; 3 canceled: its sibling filled | the worse path for a short is up first
`,
  },
  {
    title: 'Protective orders',
    rows: `
100 106 97 103; 103 104 101 102 | buy 10 stop 104 bracket 98 120 | | buy 10 @ 104 stop-at-trigger; sell 10 @ 98 stop-at-trigger ambiguous; 3 canceled: its sibling filled | the stop works along the rest of the bar
100 106 97 103; 103 104 101 102 | buy 10 stop 104 bracket 98 120 | childActivation next-bar | buy 10 @ 104 stop-at-trigger | asleep until the next bar
100 106 97 103; 97 99 96 98 | buy 10 stop 104 bracket 98 120 | childActivation next-bar | buy 10 @ 104 stop-at-trigger; sell 10 @ 97 stop-gap-at-open; 3 canceled: its sibling filled | awake, it meets the open
100 106 97 103 | buy 10 stop 104 bracket 98 120 | intrabar olhc | buy 10 @ 104 stop-at-trigger | the low was before the entry
100 106 97 103; 101 104 100 102 | buy 10 market bracket 90 105 | | buy 10 @ 100 market-at-open; sell 10 @ 105 limit-at-limit; 2 canceled: its sibling filled | the target fills in the bar of the entry, whatever the path
100 104 97 103; 106 107 105 106 | buy 10 market bracket 90 105 | | buy 10 @ 100 market-at-open; sell 10 @ 106 limit-gap-at-open; 2 canceled: its sibling filled | the next bar opens beyond the target
100 104 97 103; 88 91 87 90 | buy 10 market bracket 90 105 | | buy 10 @ 100 market-at-open; sell 10 @ 88 stop-gap-at-open; 3 canceled: its sibling filled | the next bar opens beyond the stop
100 106 97 103 | buy 10 market bracket 101 120 | | buy 10 @ 100 market-at-open; sell 10 @ 100 child-at-activation; 3 canceled: its sibling filled | a stop above the entry is passed the moment it wakes
100 106 97 103 | buy 10 market bracket 90 99 | | buy 10 @ 100 market-at-open; sell 10 @ 100 child-at-activation; 2 canceled: its sibling filled | so is a target below it
100 101 95 96; 96 97 90 91 | buy 10 limit 94 bracket 92 99 | | buy 10 @ 94 limit-at-limit; sell 10 @ 92 stop-at-trigger; 3 canceled: its sibling filled | entry and stop are reached on one leg down
100 101 95 96 | buy 10 limit 94 bracket 92 99 + 1 close: cancel 1 | | 1 canceled: asked; 2 canceled: its parent ended unfilled; 3 canceled: its parent ended unfilled | sleepers end with their parent
100 106 97 103 40; 103 104 101 102 100 | buy 10 market bracket 90 120 | participation 0.1 | buy 4 @ 100 market-at-open; buy 6 @ 103 market-at-open | children grow with each part
100 106 97 103 40; 103 104 89 90 40; 90 91 88 89 100 | buy 10 market bracket 95 120 | participation 0.1 | buy 4 @ 100 market-at-open; buy 4 @ 103 market-at-open; 1 canceled: its protection acted; sell 8 @ 90 market-at-open; 3 canceled: its sibling filled | the stop ends an entry that was still filling
100 106 97 103; 103 104 101 102 | buy 10 market bracket 98 120 + 1 inside: sell 10 market reduce-only | intrabar olhc | buy 10 @ 100 market-at-open; sell 10 @ 98 stop-at-trigger; 3 canceled: its sibling filled; 4 canceled: there is no position left to reduce | the exit finds nothing left
100 106 99 103; 103 104 101 102 | buy 10 market bracket 98 120 + 2: sell 4 market reduce-only | | buy 10 @ 100 market-at-open; sell 4 @ 103 market-at-open | protection shrinks with the position
100 106 99 103; 103 104 101 102 | buy 10 market bracket 98 120 + 2: sell 10 market reduce-only | | buy 10 @ 100 market-at-open; sell 10 @ 103 market-at-open; 2 canceled: there is no position left to reduce; 3 canceled: there is no position left to reduce | and ends with it
`,
  },
  {
    title: 'Reduce-only',
    rows: `
100 106 97 103 | sell 10 market reduce-only | | 1 canceled: there is no position to reduce | without a position it ends as it comes
100 106 97 103; 103 104 101 102 | buy 5 market + 2: sell 10 market reduce-only | | buy 5 @ 100 market-at-open; sell 5 @ 103 market-at-open | clamped to the position as it comes, it does not turn it
100 106 97 103; 99 101 98 100 | sell 10 limit 105 reduce-only + 2: buy 10 market | | 1 canceled: there is no position to reduce; buy 10 @ 99 market-at-open | it does not wait for a position to come
100 106 97 103; 103 104 101 102 | buy 5 market + 2: sell 3 limit 104 reduce-only + 2: sell 5 market reduce-only | | buy 5 @ 100 market-at-open; sell 5 @ 103 market-at-open; 2 canceled: there is no position left to reduce | clamped again after every fill
100 106 97 103; 103 104 101 102 | buy 5 market + 2: buy 5 market reduce-only | | buy 5 @ 100 market-at-open; 2 canceled: there is no position to reduce | the same side would add
100 106 97 103; 103 104 101 102 | buy 5 market by a + 2: sell 5 market reduce-only by b | | buy 5 @ 100 market-at-open; 2 canceled: there is no position to reduce | another strategy's position is not its own
`,
  },
  {
    title: 'Sessions of the calendar: DAY',
    rows: `
NYSE 2024-07-02 1d: 100 106 97 103; 103 104 101 102 | buy 10 limit 90 tif DAY | | 1 expired: DAY ended with its session | one daily bar is one session
NYSE 2024-07-03 12:58 1m: 100 101 99 100; 100 101 99 100; 100 101 99 100 | buy 10 limit 90 tif DAY | | 1 expired: DAY ended with its session | the day before Independence Day closes at 13:00
NYSE 2024-07-02 12:58 1m: 100 101 99 100; 100 101 99 100; 100 101 89 100 | buy 10 limit 90 tif DAY | | buy 10 @ 90 limit-at-limit | an ordinary day goes on after 13:00
NYSE 2024-07-02 15:59 1m: 100 101 99 100; 100 101 89 100 | buy 10 limit 90 tif DAY | session as-recorded | buy 10 @ 90 limit-at-limit | by the recorded day the order lives on after 16:00
`,
  },
  {
    title: 'Auctions',
    rows: `
NYSE 2024-07-02 1d: 100 106 97 103 | buy 10 on-close tif DAY |  | buy 10 @ 103 market-at-close | the session's last price
NYSE 2024-07-02 1d: 100 106 97 103 | buy 10 on-close tif DAY | slippage 5bps | buy 10 @ 103 market-at-close | an auction has one price for all
NYSE 2024-07-02 1d: 100 106 97 103 | buy 10 limit-on-close 104 tif DAY |  | buy 10 @ 103 limit-at-close | the auction's price is better than its limit
NYSE 2024-07-02 1d: 100 106 97 103 | buy 10 limit-on-close 103 tif DAY |  | buy 10 @ 103 limit-at-close | and here as good
NYSE 2024-07-02 1d: 100 106 97 103 | buy 10 limit-on-close 102 tif DAY |  | 1 expired: limit-on-close ended with the closing auction | too dear: it ends with the auction
NYSE 2024-07-02 1d: 100 106 97 103 40 | buy 10 on-close tif DAY | participation 0.1 | buy 4 @ 103 market-at-close; 1 expired: market-on-close ended with the closing auction | what the auction does not fill ends with it
NYSE 2024-07-02 1d: 100 106 97 103; 104 107 102 105 | 1 close: buy 10 on-close tif DAY |  | buy 10 @ 105 market-at-close | sent after the close, it is for the next one
NYSE 2024-07-02 15:59 1m: 100 101 99 100 | buy 10 on-close tif DAY |  | 1 rejected: the closing auction took orders until 2024-07-02T19:50:00Z | too late for the auction
NYSE 2024-07-03 12:50 10m: 100 101 99 100; 100 102 98 101 | buy 10 on-close tif DAY |  | buy 10 @ 100 market-at-close | an early close: the auction is at 13:00
NYSE 2024-07-02 12:50 10m: 100 101 99 100; 100 102 98 101 | buy 10 on-close tif DAY |  |  | an ordinary day: the auction is yet to come
NYSE 2024-07-02 1d: 90 91 89 90; 100 106 97 103 | 1 close: buy 10 market tif OPG |  | buy 10 @ 100 market-at-open | market on open
NYSE 2024-07-02 1d: 90 91 89 90; 100 106 97 103 | 1 close: buy 10 limit 101 tif OPG |  | buy 10 @ 100 limit-at-open | limit on open
NYSE 2024-07-02 1d: 90 91 89 90; 100 106 97 103 | 1 close: buy 10 limit 99 tif OPG |  | 1 expired: OPG ended with the opening auction | only the opening auction counts, whatever trades later
NYSE 2024-07-02 10:00 1m: 100 101 99 100; 100 101 99 100 | buy 10 market tif OPG |  |  | the next opening auction is tomorrow's
`,
  },
  {
    title: 'Immediate orders',
    rows: `
100 106 97 103 | buy 10 limit 98 tif IOC |  | 1 canceled: IOC: it takes what there is at once | the open is not as good as the limit
100 106 97 103 | buy 10 limit 101 tif IOC |  | buy 10 @ 100 limit-gap-at-open | the open is better
100 106 97 103 40 | buy 10 limit 101 tif IOC | participation 0.1 | buy 4 @ 100 limit-gap-at-open; 1 canceled: IOC: it takes what there is at once | what it gets at once, and no more
100 106 97 103 40 | buy 10 market tif IOC | participation 0.1 | buy 4 @ 100 market-at-open; 1 canceled: IOC: it takes what there is at once | at market as well
100 106 97 103 40 | buy 10 limit 101 tif FOK | participation 0.1 | 1 canceled: FOK: it takes what there is at once | all or nothing: nothing
100 106 97 103 | buy 10 limit 101 tif FOK |  | buy 10 @ 100 limit-gap-at-open | all
100 106 97 103; 99 100 96 98 | 1 inside: buy 10 limit 98 tif IOC |  | 1 canceled: IOC: it takes what there is at once | it meets the first price after it came
`,
  },
  {
    title: 'Good till',
    rows: `
100 106 97 103; 99 100 96 98 | buy 10 limit 98.5 tif GTD till 2024-01-08T00:30 |  | 1 expired: GTD ended at 2024-01-08T00:30:00Z | ends inside the first bar: nobody knows what came before
100 106 99 103; 99 100 96 98 | buy 10 limit 98.5 tif GTD till 2024-01-08T01:00 |  | 1 expired: GTD ended at 2024-01-08T01:00:00Z | ends as the second bar begins
100 106 99 103; 99 100 96 98 | buy 10 limit 98.5 tif GTD till 2024-01-08T02:00 |  | buy 10 @ 98.5 limit-at-limit | works to the end of the second bar
NYSE 2024-06-28 1d: 100 101 99 100; 100 101 89 100 | buy 10 limit 90 tif GTC |  | buy 10 @ 90 limit-at-limit | it outlives sessions
NYSE 2024-09-30 1d: 100 101 99 100; 100 101 99 100 | buy 10 limit 90 tif GTC |  |  | the end of its own quarter is not its end
`,
  },
  {
    title: 'Sessions of the calendar: regular hours',
    rows: `
NYSE 2024-07-02 09:29 1m: 95 96 89 95; 100 101 99 100 | buy 10 limit 90 tif DAY |  |  | a minute of the pre-market does not fill it
NYSE 2024-07-02 09:29 1m: 95 96 89 95; 100 101 99 100 | buy 10 limit 90 tif DAY outside-rth |  | buy 10 @ 90 limit-at-limit | with outsideRth it does
NYSE 2024-07-02 09:29 1m: 95 96 89 95; 100 101 99 100 | buy 10 market tif DAY outside-rth |  | buy 10 @ 100 market-at-open | orders for any price wait for the open
NYSE 2024-07-02 09:29 1m: 95 96 89 95; 100 101 99 100 | buy 10 limit 90 tif DAY | session as-recorded | buy 10 @ 90 limit-at-limit | the recorded day has no hours
NYSE 2024-07-02 15:59 1m: 100 101 99 100; 100 101 89 100 | buy 10 limit 90 tif DAY outside-rth |  | buy 10 @ 90 limit-at-limit | DAY goes on to the end of the post-market
NYSE 2024-07-02 15:59 1m: 100 101 99 100; 100 101 89 100 | buy 10 limit 90 tif DAY |  | 1 expired: DAY ended with its session | without it the day ends at 16:00
NYSE 2024-07-02 09:29 1m: 100 120 99 119; 119 119 110 112 | sell 10 trail 5 tif DAY |  | sell 10 @ 114 stop-at-trigger | the pre-market does not pull a trailing stop up
NYSE 2024-07-02 15:59 1m: 100 101 99 100; 100 101 89 100 | 1 close: buy 10 limit 90 tif DAY |  |  | sent after the close, it is for tomorrow
`,
  },
  {
    title: 'One cancels another',
    rows: `
100 106 97 103 | buy 10 limit 98 oca g 1 + sell 10 limit 105 oca g 1 |  | sell 10 @ 105 limit-at-limit ambiguous; 1 canceled: another order of its group g filled | the high comes first, and ends the other
100 106 97 103 | buy 10 limit 98 oca g 1 + sell 10 limit 105 oca g 1 | intrabar olhc | buy 10 @ 98 limit-at-limit ambiguous; 2 canceled: another order of its group g filled | the low comes first
100 106 97 103 40; 103 106 97 103 400 | buy 10 limit 98 oca g 1 + buy 10 limit 97.5 oca g 1 | participation 0.1 | buy 4 @ 98 limit-at-limit; 2 canceled: another order of its group g filled; buy 6 @ 98 limit-at-limit | a part that fills ends the others
100 106 97 103 40; 103 106 97 103 400 | buy 10 limit 98 oca g 2 + buy 10 limit 97.5 oca g 2 | participation 0.1 | buy 4 @ 98 limit-at-limit; buy 6 @ 98 limit-at-limit; 2 canceled: another order of its group g filled | type 2: the others shrink by the part
100 106 97 103 40; 103 106 97 103 400 | buy 10 limit 98 oca g 3 + buy 10 limit 97.5 oca g 3 | participation 0.1 | buy 4 @ 98 limit-at-limit; buy 6 @ 98 limit-at-limit; 2 canceled: another order of its group g filled | type 3: likewise, and nobody waits for the other
100 106 97 103 | buy 10 limit 98 oca g 1 + buy 10 limit 99 oca h 1 |  | buy 10 @ 99 limit-at-limit; buy 10 @ 98 limit-at-limit | two groups know nothing of each other
100 106 97 103 | buy 10 stop 104 oca g 1 + buy 10 limit 98 oca g 1 |  | buy 10 @ 104 stop-at-trigger ambiguous; 2 canceled: another order of its group g filled | a break-out or a dip, whichever comes first
`,
  },
  {
    title: 'One triggers another',
    rows: `
100 106 97 103 | buy 10 limit 98 then sell 10 limit 102 |  | buy 10 @ 98 limit-at-limit; sell 10 @ 102 limit-at-limit | it sleeps until the first has filled, then works along the rest of the bar
100 106 97 103 | buy 10 limit 98 then sell 10 limit 102 | childActivation next-bar | buy 10 @ 98 limit-at-limit | or from the next bar on
100 106 97 103 40; 103 106 97 103 400 | buy 10 limit 98 after-full then sell 10 limit 105 | participation 0.1 | buy 4 @ 98 limit-at-limit; buy 6 @ 98 limit-at-limit | it wakes when all of the first has filled
100 106 97 103 40; 103 106 97 103 400 | buy 10 limit 98 bracket 90 105 after-full | participation 0.1 | buy 4 @ 98 limit-at-limit; buy 6 @ 98 limit-at-limit | so does protection, if it is asked to
100 106 99 103 | buy 10 limit 98 then sell 10 limit 102 |  |  | the first does not fill, so the second never wakes
`,
  },
  {
    title: 'Post-only',
    rows: `
100 106 97 103 | buy 10 limit 101 post-only |  | 1 canceled: post-only would have traded | it would trade at once
100 106 97 103 | buy 10 limit 98 post-only |  | buy 10 @ 98 limit-at-limit | it rests first, then trades
100 106 97 103; 94 96 93 95 | buy 10 limit 96 post-only |  | buy 10 @ 94 limit-gap-at-open | once it rests, a gap fills it
`,
  },
  {
    title: 'Queue and spread',
    rows: `
100 106 97 103 | buy 10 limit 97 | limit queue:1 | buy 10 @ 97 limit-at-limit | touched, and surely first in the queue
100 106 97 103 | buy 10 limit 97 | limit queue:0 |  | touched, and surely last
100 106 97 103 | buy 10 market | spread 2 | buy 10 @ 101 market-at-open | a buyer pays half the spread above the price
100 106 97 103 | buy 10 limit 97.5 | spread 2 |  | the ask only comes down to 98
100 106 97 103 | buy 10 limit 98.5 | spread 2 | buy 10 @ 98.5 limit-at-limit | the ask comes through it when the price is at 97.5
100 106 97 103 | buy 10 stop 104 | spread 2 | buy 10 @ 105 stop-at-trigger | triggered by the price, filled at the ask
100 106 97 103; 99 101 96 100 | buy 10 relative 0.2 | spread 2 | buy 10 @ 105.2 limit-at-limit ambiguous | it bids 0.2 above the bid, and follows it
`,
  },
]

/** The cases of a group, cell by cell. */
export function casesOf({ rows }: CaseGroup): readonly MatchingCase[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [bars = '', orders = '', policy = '', outcome = '', why = ''] = row.split('|').map((cell) => cell.trim())
      return { bars, orders, policy, outcome, why }
    })
}
