// A file in the making: it is written beside its place and renamed into it, so that whoever reads meanwhile sees the old one or the new one, whole.

import { rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { withCleanUp } from './clean-up.js'

/** Calls `write` with the path of a draft, then gives the draft its name. What was there under the name stays until then; a failure leaves no draft. */
export function replaceFile<Result>(path: string, write: (draft: string) => Promise<Result>): Promise<Result> {
  const draft = `${path}.partial-${process.pid}`
  return withCleanUp(
    () => rmSync(draft, { force: true }),
    async () => {
      const result = await write(draft)
      await rename(draft, path)
      return result
    },
  )
}
