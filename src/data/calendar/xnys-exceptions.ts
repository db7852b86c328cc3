// Every day from 1990 on which the New York Stock Exchange was shut, opened late or closed early outside its holiday rules, with the source.
//
// Not here, since a session still began and ended at its usual time: halts inside a session, and 2009-07-02, when the exchange stayed until
// 16:15 to complete customers' orders after a systems problem.

import type { IsoDate } from '../../model/time.js'

/** `HH:MM` in New York. */
export type TimeOfDay = `${number}:${number}`

type XnysException =
  | { readonly date: IsoDate; readonly kind: 'closed'; readonly reason: string; readonly source: string }
  | {
      readonly date: IsoDate
      readonly kind: 'hours'
      /** Absent: the usual time. */
      readonly open?: TimeOfDay
      readonly close?: TimeOfDay
      readonly reason: string
      readonly source: string
    }

const nyseList = 'NYSE, list of closings and special openings since 1885'

export const xnysExceptions: readonly XnysException[] = [
  late('1990-12-27', '11:00', 'Transformer explosion at the data centre', 'Los Angeles Times (UPI), 1990-12-27'),
  late('1991-01-17', '09:31', 'Silence for the troops in the Persian Gulf', nyseList),
  late('1991-02-25', '09:31', 'Silence for the troops in the Persian Gulf', nyseList),
  early('1994-02-11', '14:30', 'Snowstorm', nyseList),
  closed('1994-04-27', 'Funeral of Richard Nixon, national day of mourning', nyseList),
  late('1995-12-18', '10:30', 'Computer problem', 'Los Angeles Times (AP), 1995-12-19'),
  { date: '1996-01-08', kind: 'hours', open: '11:00', close: '14:00', reason: 'Blizzard', source: nyseList },
  early('1997-10-27', '15:30', 'Second circuit breaker', 'NYSE testimony, US Senate Banking Committee, 1998-01-29'),
  early('1997-12-26', '13:00', 'Friday after Christmas', nyseList),
  early('1999-12-31', '13:00', 'Change of millennium', 'NYSE announcement, Mondo Visione, 1999-06-04'),
  closed('2001-09-11', 'Attack on the World Trade Center', nyseList),
  closed('2001-09-12', 'Attack on the World Trade Center', nyseList),
  closed('2001-09-13', 'Attack on the World Trade Center', nyseList),
  closed('2001-09-14', 'Attack on the World Trade Center', nyseList),
  late('2001-09-17', '09:33', 'Silence for the dead of September 11', nyseList),
  late('2001-10-08', '09:31', 'Silence for the troops in Afghanistan', nyseList),
  late('2002-09-11', '12:00', 'Anniversary of September 11', 'Los Angeles Times, 2002-09-12'),
  late('2003-03-20', '09:32', 'Silence for the troops in Iraq', nyseList),
  early('2003-12-26', '13:00', 'Friday after Christmas', nyseList),
  late('2004-06-07', '09:32', 'Silence for Ronald Reagan', nyseList),
  closed('2004-06-11', 'Funeral of Ronald Reagan, national day of mourning', nyseList),
  early('2005-06-01', '15:56', 'Communications failure; trading did not resume', 'Los Angeles Times (Bloomberg, Reuters), 2005-06-02'),
  late('2006-12-27', '09:32', 'Silence for Gerald Ford', nyseList),
  closed('2007-01-02', 'National day of mourning for Gerald Ford', 'Los Angeles Times, 2006-12-30'),
  closed('2012-10-29', 'Hurricane Sandy', 'NYSE Euronext announcement, 2012-10-28'),
  closed('2012-10-30', 'Hurricane Sandy', 'NYSE Euronext announcement, 2012-10-29'),
  closed('2018-12-05', 'National day of mourning for George H. W. Bush', 'NYSE announcement, December 2018'),
  closed('2025-01-09', 'National day of mourning for Jimmy Carter', 'NYSE announcement, 2024-12-30'),
]

function closed(date: IsoDate, reason: string, source: string): XnysException {
  return { date, kind: 'closed', reason, source }
}

function late(date: IsoDate, open: TimeOfDay, reason: string, source: string): XnysException {
  return { date, kind: 'hours', open, reason, source }
}

function early(date: IsoDate, close: TimeOfDay, reason: string, source: string): XnysException {
  return { date, kind: 'hours', close, reason, source }
}
