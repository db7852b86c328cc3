// Light or dark: the system's wish until the reader chooses; the choice lives as long as the page.

/// <reference lib="dom" />

export function connectTheme(button: HTMLButtonElement | null): void {
  if (button === null) return
  const system = matchMedia('(prefers-color-scheme: dark)')
  let chosen: 'light' | 'dark' | null = null
  const isDark = (): boolean => (chosen === null ? system.matches : chosen === 'dark')
  const label = (): void => {
    button.textContent = isDark() ? 'Light' : 'Dark'
    button.setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} colours`)
  }
  button.addEventListener('click', () => {
    chosen = isDark() ? 'light' : 'dark'
    document.documentElement.dataset.theme = chosen
    label()
  })
  system.addEventListener('change', label)
  label()
  button.hidden = false
}
