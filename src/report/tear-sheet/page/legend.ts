// A legend whose entries are buttons: a click, or a key, hides what an entry names and shows it again.

/// <reference lib="dom" />

/** The names that are hidden in a figure; `changed` is called whenever they change. */
export function connectLegend(figure: HTMLElement, changed: () => void): ReadonlySet<string> {
  const hidden = new Set<string>()
  for (const key of figure.querySelectorAll<HTMLButtonElement>('button.key')) {
    key.addEventListener('click', () => {
      const hides = key.getAttribute('aria-pressed') === 'true'
      key.setAttribute('aria-pressed', String(!hides))
      for (const name of (key.dataset.hides ?? '').split(' ')) {
        if (hides) hidden.add(name)
        else hidden.delete(name)
      }
      changed()
    })
  }
  return hidden
}
