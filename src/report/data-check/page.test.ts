import { beforeAll, describe, expect, test } from 'vitest'
import { checkQuality } from '../../data/quality/quality-report.js'
import { dailyBars, set, without } from '../../data/quality/series.testing.js'
import type { BarSeries } from '../../model/bar.js'
import { instrument } from '../../model/instrument.js'
import { dataCheckPage } from './page.js'

/** A series whose first year lacks a week, with a spike and a name that wants to be markup. */
function faultySeries(): BarSeries {
  const columns = without(dailyBars('2005-01-03', '2007-12-31'), (row) => row >= 100 && row < 105)
  const close = columns.close[300]! * 1.5
  set(columns, 300, { close, high: close })
  return { instrument: instrument('<b>&SYN', 'equity'), timeframe: '1d', columns }
}

let page: string
let clean: string
beforeAll(() => {
  const series = [faultySeries()]
  page = dataCheckPage(checkQuality({ name: 'made', kind: 'dataset', timeframe: '1d', series }), series)
  const sound: BarSeries[] = [{ instrument: instrument('SYN', 'equity'), timeframe: '1d', columns: dailyBars('2005-01-03', '2007-12-31') }]
  clean = dataCheckPage(checkQuality({ name: 'made', kind: 'dataset', timeframe: '1d', series: sound }), sound)
})

describe('the page of a data check', () => {
  test('has the counts, each finding with its row and hint, and the definitions', () => {
    expect(page).toContain('<span class="chip error">1 error</span>')
    expect(page).toContain('no bars of 5 sessions, 2005-05-26 to 2005-06-02')
    expect(page).toMatch(/<td>spike<\/td>.*<td class="number">300<\/td>/)
    expect(page).toContain('<dt>unadjusted-split')
  })

  test('marks the findings in the prices, and the hole in its year', () => {
    expect(page.match(/<g class="mark/g)).toHaveLength(2)
    expect(page).toContain('class="week gap"')
    expect(page).toContain('247 of 252')
  })

  test('escapes what bars are called, loads nothing and runs nothing', () => {
    expect(page).not.toContain('<b>&SYN')
    expect(page).toContain('&lt;b&gt;&amp;SYN')
    expect(page).not.toMatch(/<script|https?:\/\/|NaN|undefined/)
  })

  test('of sound bars says that nothing was found', () => {
    expect(clean).toContain('nothing was found')
    expect(clean).not.toContain('<h2>Findings</h2>')
    expect(clean).not.toContain('<g class="mark')
  })
})
