// Paper has no controls: before a print every fold opens and every chart is up to date; afterwards the folds are as they were.

/// <reference lib="dom" />

export function connectPrint(prepare: () => void): void {
  let opened: HTMLDetailsElement[] = []
  addEventListener('beforeprint', () => {
    prepare()
    opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')]
    for (const fold of opened) fold.open = true
  })
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false
  })
}
