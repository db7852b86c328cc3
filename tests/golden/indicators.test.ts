import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shared, whenPresent } from '../fixtures/shared.js'
import { compareIndicators } from './indicators.js'

const here = fileURLToPath(new URL('.', import.meta.url))

describe('indicators against TA-Lib', () => {
  it('every committed reference value is met', () => {
    const rows = compareIndicators(here, join(here, 'data'))
    expect(rows.filter((row) => row.outcome !== 'equal')).toEqual([])
    expect(new Set(rows.map((row) => row.item.split(/[_.]/)[0]))).toEqual(
      new Set('SMA WMA EMA RSI ATR TRANGE MACD BBANDS STDDEV ADX PLUS MINUS DX STOCH ROC MOM MAX MIN OBV'.split(' ')),
    )
  })

  whenPresent(join(shared, 'golden/indicators'))('every shared reference value that has a counterpart here is met', () => {
    const rows = compareIndicators(join(shared, 'golden'), join(shared, 'data'))
    expect(rows.filter((row) => row.outcome === 'mismatch')).toEqual([])
    expect(rows.filter((row) => row.outcome === 'equal').length).toBeGreaterThan(0)
  })
})

describe('a comparison of indicators', () => {
  interface Editable {
    data: { file: string; sha256?: string }
    indicators: Record<string, { function: string; params: Record<string, number>; values: Record<string, (number | null)[]> }>
  }

  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'golden-'))
    mkdirSync(join(folder, 'indicators'))
    cpSync(join(here, 'data'), join(folder, 'data'), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** The committed reference with one indicator kept and something about it changed. */
  function compareChanged(item: string, change: (golden: Editable) => void) {
    const golden = JSON.parse(readFileSync(join(here, 'indicators/synthetic.json'), 'utf8')) as Editable
    golden.indicators = { [item]: golden.indicators[item]! }
    change(golden)
    writeFileSync(join(folder, 'indicators/changed.json'), JSON.stringify(golden))
    return compareIndicators(folder, join(folder, 'data'))
  }

  it('reports a value that is off by more than a part in 1e9, and lets a smaller one pass', () => {
    const shift = (by: number) => (golden: Editable) => {
      golden.indicators.SMA_4!.values.output![20]! *= 1 + by
    }
    expect(compareChanged('SMA_4', shift(3e-9))).toMatchObject([
      {
        file: 'changed.json',
        item: 'SMA_4.output',
        compared: 64,
        outcome: 'mismatch',
        note: expect.stringMatching(/^first at 20: ours \S+, theirs \S+$/),
      },
    ])
    expect(compareChanged('SMA_4', shift(3e-10))).toMatchObject([{ outcome: 'equal', note: '' }])
  })

  it('reports a line that starts too early or too late', () => {
    const rows = compareChanged('ATR_14', (golden) => {
      golden.indicators.ATR_14!.values.output![14] = null
    })
    expect(rows).toMatchObject([{ outcome: 'mismatch', maxDiff: Number.POSITIVE_INFINITY }])
  })

  it('reports data that is missing, of another content or of another length', () => {
    const missing = compareChanged('OBV', (golden) => {
      golden.data.file = 'data/nowhere.csv'
    })
    expect(missing).toMatchObject([{ outcome: 'mismatch', note: 'the data file is missing' }])
    const other = compareChanged('OBV', (golden) => {
      golden.data.sha256 = '00'
    })
    expect(other).toMatchObject([{ outcome: 'mismatch', note: expect.stringContaining('sha256') }])
    const shorter = compareChanged('OBV', (golden) => void golden.indicators.OBV!.values.output!.pop())
    expect(shorter).toMatchObject([{ outcome: 'mismatch', note: '63 values for 64 bars' }])
  })

  it('names what we do not have, and passes over files of another shape', () => {
    writeFileSync(join(folder, 'indicators/differences.json'), '{ "note": "not a golden" }')
    const rows = compareChanged('SMA_4', (golden) => {
      golden.indicators.SMA_4!.function = 'TA_HT_SINE'
    })
    expect(rows).toMatchObject([{ file: 'changed.json', outcome: 'not ours', note: 'no TA_HT_SINE here' }])
  })
})
