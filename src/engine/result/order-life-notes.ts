// What a run says of the life of its orders: bars that they waited through, and positions whose data ended before the run did.

import type { BarsOutside } from '../../broker/simulated/simulated-broker.js'
import { calendar } from '../../data/calendar/calendar.js'
import type { OpenPosition, RunSeries } from '../../model/run.js'
import type { EpochMs } from '../../model/time.js'

/** `executing` are the series that orders meet; the run ended at `lastTime`. */
export function orderLifeNotes(
  outside: readonly BarsOutside[],
  executing: readonly RunSeries[],
  positions: readonly OpenPosition[],
  lastTime: EpochMs,
): string[] {
  return [...waitNotes(outside), ...staleNotes(executing, positions, lastTime)]
}

function waitNotes(outside: readonly BarsOutside[]): string[] {
  return outside.map(
    ({ instrument, bars }) =>
      `${instrument}: orders waited through ${bars} ${bars === 1 ? 'bar' : 'bars'} outside its regular sessions; with session as-recorded they would have worked there.`,
  )
}

/** A mark of an earlier session than the run's last is stale; that another instrument traded some minutes longer is no news. */
function staleNotes(executing: readonly RunSeries[], positions: readonly OpenPosition[], lastTime: EpochMs): string[] {
  return executing.flatMap(({ instrument, to }) => {
    const lots = positions.reduce((sum, one) => sum + (one.instrument === instrument.id ? one.quantity : 0), 0)
    if (lots === 0) return []
    const days = calendar(instrument.calendar)
    const lastDay = days.sessionDate(to - 1)
    if (lastDay >= days.sessionDate(lastTime - 1)) return []
    const mark = positions.find((one) => one.instrument === instrument.id)?.mark
    return [
      `${instrument.id}: its data ends on ${lastDay}, before the run does: its orders ended there, and its position of ${lots} ${Math.abs(lots) === 1 ? 'lot' : 'lots'} keeps its last price, ${mark}, which is stale.`,
    ]
  })
}
