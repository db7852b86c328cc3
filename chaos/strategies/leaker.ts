// Wrong: keeps everything that it has ever seen, and copies of it. Stopped by the limit of memory of an isolated host; in the engine's own thread it would take the machine's.

import { defineStrategy, z } from 'trading-bench'

const VALUES_IN_A_MEGABYTE = 131_072

export default defineStrategy({
  name: 'leaker',
  params: z.object({
    megabytes: z.int().min(1).max(4096).default(8).describe('Memory that each event takes and keeps'),
  }),
  memory: () => ({ kept: [] as Float64Array[] }),
  onBar({ bar, memory }, _, { megabytes }) {
    memory.kept.push(new Float64Array(megabytes * VALUES_IN_A_MEGABYTE).fill(bar.close))
  },
})
