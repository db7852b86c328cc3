// Marks the edges of a frame beyond which more of what scrolls in it lies: the style shows them, since many a screen has no bars for that.

/// <reference lib="dom" />

/** From now on, at every turn of the frame and of its size. */
export function markEdges(frame: HTMLElement): void {
  const mark = (): void => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = frame
    // Places are fractions of a pixel where a page is zoomed.
    frame.classList.toggle('more-left', scrollLeft > 1)
    frame.classList.toggle('more-right', scrollWidth - clientWidth - scrollLeft > 1)
    frame.classList.toggle('more-below', scrollHeight - clientHeight - scrollTop > 1)
  }
  frame.addEventListener('scroll', mark, { passive: true })
  new ResizeObserver(mark).observe(frame)
  mark()
}
