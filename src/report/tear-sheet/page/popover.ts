// What a number means, shown where a reader points, tabs or taps: the titles of the page, and for the cells of a table that of their head.

/// <reference lib="dom" />

const GAP_PIXELS = 8

/** Turns every `title` under `root` into a popover; ones that come later, as rows of a live table do, find the title of their column. */
export function connectPopover(root: HTMLElement): void {
  const popover = document.createElement('div')
  popover.id = 'meaning'
  popover.role = 'tooltip'
  popover.hidden = true
  document.body.append(popover)
  for (const element of root.querySelectorAll<HTMLElement>('[title]')) adopt(element)
  let shown: HTMLElement | null = null
  const show = (target: EventTarget | null): void => {
    const element = target instanceof Element ? carrier(target) : null
    if (element === shown) return
    shown?.removeAttribute('aria-describedby')
    shown = element
    popover.hidden = element === null
    if (element === null) return
    element.setAttribute('aria-describedby', popover.id)
    fill(popover, element)
    place(popover, element)
  }
  const hide = (): void => show(null)
  root.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'touch') show(event.target)
  })
  root.addEventListener('pointerleave', hide)
  root.addEventListener('focusin', (event) => {
    if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target)
  })
  root.addEventListener('focusout', hide)
  // A tap is a click without a pointer that hovers.
  root.addEventListener('click', (event) => show(event.target))
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide()
  })
  const follow = (): void => {
    if (shown !== null) place(popover, shown)
  }
  document.addEventListener('scroll', follow, { passive: true, capture: true })
}

/** The title moves to `data-means`, or the browser would show it too; what holds no button gets a place in the order of tabs. */
function adopt(element: HTMLElement): void {
  element.dataset.means = element.title
  element.removeAttribute('title')
  if (element.querySelector('button, a, input, select') === null) element.tabIndex = 0
}

/** The element whose meaning an inner one has: itself, an outer one, the head of its row, or the head of its column. */
function carrier(target: Element): HTMLElement | null {
  const own = target.closest<HTMLElement>('[data-means]')
  if (own !== null) return own
  const cell = target.closest('td')
  if (cell === null || cell.textContent === '') return null
  return means(cell) === '' ? null : cell
}

function means(element: HTMLElement): string {
  if (element.dataset.means !== undefined) return element.dataset.means
  if (!(element instanceof HTMLTableCellElement)) return ''
  const row = element.closest('tr')?.querySelector<HTMLElement>('th[scope=row]')?.dataset.means ?? ''
  const column = element.closest('table')?.tHead?.rows[0]?.cells[element.cellIndex]?.dataset.means ?? ''
  return row !== '' ? row : column
}

/** The first line names the thing; the exact value, where the cell shows a rounded one, stands before it. */
function fill(popover: HTMLElement, element: HTMLElement): void {
  const [name = '', ...lines] = means(element).split('\n')
  const exact = element.dataset.exact
  const heading = document.createElement('strong')
  heading.textContent = exact === undefined ? name : `${name}: ${exact}`
  const rest = lines.map((line) => {
    const paragraph = document.createElement('span')
    paragraph.textContent = line
    return paragraph
  })
  popover.replaceChildren(heading, ...rest)
}

/** Below the element, above it where there is no room, and never outside the window. */
function place(popover: HTMLElement, element: HTMLElement): void {
  const { left, top, bottom } = element.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const below = bottom + GAP_PIXELS + height <= window.innerHeight
  const x = Math.max(GAP_PIXELS, Math.min(left, document.documentElement.clientWidth - width - GAP_PIXELS))
  const y = below ? bottom + GAP_PIXELS : Math.max(GAP_PIXELS, top - GAP_PIXELS - height)
  popover.style.transform = `translate(${x}px, ${y}px)`
}
