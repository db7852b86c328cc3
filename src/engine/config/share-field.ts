// A share in a config: a fraction such as 0.1, or a percent such as `10%`.

import { z } from 'zod'

/** From 0 to the most. */
export function shareField(most: number) {
  return z.union([
    z.number().min(0).max(most),
    z
      .string()
      .regex(/^\d+(\.\d+)?%$/, 'write a percent such as 10%')
      .transform((text) => Number(text.slice(0, -1)) / 100)
      .pipe(z.number().min(0).max(most)),
  ])
}
