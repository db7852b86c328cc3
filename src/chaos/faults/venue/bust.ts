// The venue takes an execution back some time later: it was an error trade, and counts for nothing.

import { z } from 'zod'
import type { VenueFault } from '../fault.js'
import { revised } from './revised.js'
import { drawnShare, seconds, share } from './share.js'

const params = z.strictObject({ share: share('fills that are taken back'), seconds: seconds(600, 'until then') })

export const bust: VenueFault<z.infer<typeof params>> = {
  name: 'bust',
  plane: 'venue',
  says: 'The venue takes fills back some time later',
  params,
  draw: (random) => ({ ...drawnShare(random), seconds: 60 * (1 + random.integer(30)) }),
  hands: ({ share, seconds }, random) => ({
    revises: (event) => (random.next() < share ? revised(event, null, seconds) : null),
  }),
}
