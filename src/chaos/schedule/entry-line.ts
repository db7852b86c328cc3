// An entry of a schedule in short, as the command line takes it.

import { formatTime } from '../../model/time.js'
import type { Entry } from './schedule.js'

/** `runaway:orders=5@2008-10-10T14:00:00Z/5m` */
export function entryLine({ fault, when, minutes, target, escalate, params }: Entry): string {
  const given = Object.entries({ ...params, ...(target && { target }), ...(escalate !== 1 && { escalate }) })
  const named = given.map(([name, value]) => `${name}=${value}`).join(',')
  return `${fault}${named === '' ? '' : `:${named}`}@${whenText(when)}/${minutes}m`
}

function whenText(when: Entry['when']): string {
  if ('at' in when) return formatTime(Date.parse(when.at))
  if ('perHour' in when) return `p=${when.perHour}/h`
  if ('calm' in when) return `calm=${when.calm}`
  return 'breaches' in when ? `breaches=${when.breaches}` : `drawdown=${when.drawdown}`
}
