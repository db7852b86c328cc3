// A calendar date in digits, `2005-01-31`: the one form in which people write days to this program.

/** Whether a text is such a date, and the day exists. */
export function isCalendarDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
