// The script of a comparison's page: a line under the pointer in every chart at once, and the values of each run there.

/// <reference lib="dom" />

/** What the page carries for it. */
export interface HoverData {
  /** By the id of the chart: the curves in the order of the legend. */
  readonly [chart: string]: readonly { readonly name: string; readonly time: readonly number[]; readonly text: readonly string[] }[]
}

/** Self-contained: the page embeds its source. */
export function hover(): void {
  const data = JSON.parse(document.getElementById('hover-data')?.textContent ?? '{}') as HoverData
  const charts = [...document.querySelectorAll<HTMLElement>('figure.lines')]

  function rowAt(time: readonly number[], at: number): number {
    let low = 0
    let high = time.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((time[middle] as number) <= at) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  function show(at: number | null): void {
    for (const chart of charts) {
      const [from, to] = [Number(chart.dataset.from), Number(chart.dataset.to)]
      const pointer = chart.querySelector('.pointer')
      const output = chart.querySelector('.readout')
      if (pointer === null || output === null) continue
      pointer.setAttribute('visibility', at === null ? 'hidden' : 'visible')
      if (at === null) {
        output.textContent = ''
        continue
      }
      const x = 56 + ((at - from) / (to - from || 1)) * (960 - 56 - 8)
      pointer.setAttribute('x1', String(x))
      pointer.setAttribute('x2', String(x))
      const parts = (data[chart.id] ?? []).map(({ name, time, text }) => `${name} ${text[rowAt(time, at)] ?? '–'}`)
      output.textContent = [new Date(at).toISOString().slice(0, 10), ...parts].join(' · ')
    }
  }

  for (const chart of charts) {
    const svg = chart.querySelector('svg')
    svg?.addEventListener('pointermove', (event) => {
      const box = svg.getBoundingClientRect()
      const share = (((event.clientX - box.left) / box.width) * 960 - 56) / (960 - 56 - 8)
      const [from, to] = [Number(chart.dataset.from), Number(chart.dataset.to)]
      show(share < 0 || share > 1 ? null : from + share * (to - from))
    })
    svg?.addEventListener('pointerleave', () => show(null))
  }
}
