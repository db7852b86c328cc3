import { expect, test } from 'vitest'
import { isoDate } from '../day-number.js'
import { earlyCloses, holidays } from './xnys-holidays.js'

const dates = (days: readonly { readonly day: number }[]) => days.map(({ day }) => isoDate(day).slice(5)).sort()

/** NYSE Group announcements of 2021-12-27 (2022 to 2024), 2024-11-08 (2025) and 2025-12-23 (2026 to 2028). */
test.each([
  [2022, '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26'],
  [2023, '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25'],
  [2024, '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25'],
  [2025, '01-01 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25'],
  [2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25'],
  [2027, '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24'],
  [2028, '01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25'],
])('the holidays of %i are those that the exchange announced', (year, announced) => {
  expect(dates(holidays(year)).join(' ')).toBe(announced)
})

test.each([
  [2025, '07-03 11-28 12-24'],
  [2026, '11-27 12-24'],
  [2027, '11-26'],
  [2028, '07-03 11-24'],
])('the early closes of %i are those that the exchange announced', (year, announced) => {
  expect(dates(earlyCloses(year)).join(' ')).toBe(announced)
  for (const { close } of earlyCloses(year)) expect(close).toBe('13:00')
})

test('a holiday is named', () => {
  const named = holidays(2027).find((holiday) => isoDate(holiday.day) === '2027-12-24')
  expect(named?.name).toBe('Christmas Day')
})
