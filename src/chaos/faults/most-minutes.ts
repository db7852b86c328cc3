// How long a fault may last, and whatever it takes minutes for: ten years.

export const MOST_MINUTES = 10 * 366 * 24 * 60
