// What US regulators take of a sale, as dated tables: the SEC's section 31 fee on its value, and FINRA's trading activity fee on its shares.

import { calendar } from '../../data/calendar/calendar.js'
import type { Instrument } from '../../model/instrument.js'
import { type EpochMs, formatTime } from '../../model/time.js'
import { BenchError } from '../../std/errors.js'
import type { FillFee } from './fees.js'

interface SecRow {
  /** First trade date, as UTC midnight. */
  readonly from: EpochMs
  readonly perMillion: number
}

/**
 * Section 31 of the Securities Exchange Act. Source: the SEC's fee rate advisories, one for each row from 2003 on; a rate takes effect 30 days
 * after the year's appropriation is enacted, from fiscal year 2012 on 60 days after it, or on 1 April at mid-year. Before 2001-12-28 the statute
 * had 1/300 of one percent.
 */
const secRows: readonly SecRow[] = secTable([
  ['1993-01-01', 33.3],
  ['2001-12-28', 15],
  ['2002-04-01', 30.1],
  ['2003-03-22', 25.2],
  ['2003-04-01', 46.8],
  ['2004-02-22', 39],
  ['2004-04-01', 23.4],
  ['2005-01-07', 32.9],
  ['2005-04-01', 41.8],
  ['2005-12-22', 30.7],
  ['2007-03-17', 15.3],
  ['2008-01-25', 11],
  ['2008-04-01', 5.6],
  ['2009-04-10', 25.7],
  ['2010-01-15', 12.7],
  ['2010-04-01', 16.9],
  ['2011-01-21', 19.2],
  ['2012-02-21', 18],
  ['2012-04-01', 22.4],
  ['2013-05-25', 17.4],
  ['2014-03-18', 22.1],
  ['2015-02-14', 18.4],
  ['2016-02-16', 21.8],
  ['2017-07-04', 23.1],
  ['2018-05-22', 13],
  ['2019-04-16', 20.7],
  ['2020-02-18', 22.1],
  ['2021-02-25', 5.1],
  ['2022-05-14', 22.9],
  ['2023-02-27', 8],
  ['2024-05-22', 27.8],
  ['2025-05-14', 0],
  ['2026-04-04', 20.6],
])

interface TafRow {
  readonly from: EpochMs
  readonly perShare: number
  /** The most for one trade. */
  readonly most: number
}

/**
 * FINRA By-Laws, Schedule A, section 1. Source: NASD's announcement of 2002-10-17, Notice to Members 04-84, Regulatory Notices 11-27 and 12-06,
 * and FINRA's filings with the SEC of 2012-05 (77 FR 27527), 2020-10 (85 FR 66592) and 2024-11 (89 FR 93709). There was no such fee before October 2002.
 */
const tafRows: readonly TafRow[] = tafTable([
  ['1993-01-01', 0, 0],
  ['2002-10-01', 0.0001, 10],
  ['2004-11-01', 0.000075, 3.75],
  ['2011-07-01', 0.00009, 4.5],
  ['2012-03-01', 0.000095, 4.75],
  ['2012-07-01', 0.000119, 5.95],
  ['2022-01-01', 0.00013, 6.49],
  ['2023-01-01', 0.000145, 7.27],
  ['2024-01-01', 0.000166, 8.3],
  ['2026-01-01', 0.000195, 9.79],
])

/** The tables are known to here: what regulators ask for later is not a guess to make. */
const known = { from: Date.UTC(1993, 0, 1), before: Date.UTC(2027, 0, 1) }

/**
 * Both fees of a sale, by the rates of its trade date, which is the session's; nothing for a purchase, and for what they do not apply to. An order counts
 * as one trade: the cap is one of all its fills, so a fill pays what it adds to the order's fee at the rate of its own day.
 */
export function regulatoryFees(applies: (instrument: Instrument) => boolean): FillFee {
  return ({ units, value, sells }, before, time, instrument) => {
    if (!sells || !applies(instrument)) return 0
    const date = Date.parse(calendar(instrument.calendar).sessionDate(time))
    if (date < known.from || date >= known.before) throw noRow(time, instrument)
    const { perMillion } = rowAt(secRows, date)
    const { perShare, most } = rowAt(tafRows, date)
    return (value * perMillion) / 1e6 + Math.min((before + units) * perShare, most) - Math.min(before * perShare, most)
  }
}

function rowAt<Row extends { readonly from: EpochMs }>(rows: readonly Row[], time: EpochMs): Row {
  let row = rows.length - 1
  while ((rows[row] as Row).from > time) row--
  return rows[row] as Row
}

function secTable(rows: readonly (readonly [from: string, perMillion: number])[]): SecRow[] {
  return rows.map(([from, perMillion]) => ({ from: Date.parse(from), perMillion }))
}

function tafTable(rows: readonly (readonly [from: string, perShare: number, most: number])[]): TafRow[] {
  return rows.map(([from, perShare, most]) => ({ from: Date.parse(from), perShare, most }))
}

function noRow(time: EpochMs, instrument: Instrument): BenchError {
  return new BenchError(
    'NO_FEE_ROW',
    `the regulators' fees have no row for ${formatTime(time)} (${instrument.id}); their tables cover 1993 to 2026`,
    'leave them out with --regulatory-fees none, or choose other dates with --from and --to',
  )
}
