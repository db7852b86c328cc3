// Blocks of which one shows at a time, chosen by buttons.

/// <reference lib="dom" />

export function connectSegments(group: HTMLElement): void {
  const buttons = [...group.querySelectorAll('button')]
  const show = (chosen: HTMLButtonElement): void => {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button === chosen))
      document.getElementById(button.getAttribute('aria-controls') ?? '')?.classList.toggle('away', button !== chosen)
    }
  }
  for (const button of buttons) button.addEventListener('click', () => show(button))
  const [first] = buttons
  if (first !== undefined) show(first)
}
