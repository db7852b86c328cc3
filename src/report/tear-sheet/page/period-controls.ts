// The buttons that choose the period, the words that say which it is, and the switch to a logarithmic axis.

/// <reference lib="dom" />

import type { Period } from './period.js'

const YEAR_MS = 365.25 * 86_400_000

export function connectPeriodControls(period: Period, when: (time: number) => string, onScale: () => void): void {
  const presets = [...document.querySelectorAll<HTMLButtonElement>('[data-years]')]
  const output = document.querySelector('output.period')
  const tell = (): void => {
    if (output !== null) output.textContent = `${when(period.from)} to ${when(period.to)}`
    for (const button of presets) {
      const isChosen = period.to === period.last && Math.abs(period.from - since(period, button)) < 1
      button.setAttribute('aria-pressed', String(isChosen))
    }
  }
  for (const button of presets) button.addEventListener('click', () => period.show(since(period, button), period.last))
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-zoom]'))
    button.addEventListener('click', () => period.zoom(button.dataset.zoom === 'in' ? 0.5 : 2))
  document.querySelector('#log-scale')?.addEventListener('change', onScale)
  period.onChange(tell)
  tell()
}

function since({ first, last }: Period, button: HTMLButtonElement): number {
  const years = Number(button.dataset.years)
  return years === 0 ? first : Math.max(first, last - years * YEAR_MS)
}
