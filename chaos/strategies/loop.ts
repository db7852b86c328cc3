// Wrong: never comes back from an event. Stopped by the limit of time of an isolated host; in the engine's own thread nothing would stop it.

import { defineStrategy, z } from 'trading-bench'

export default defineStrategy({
  name: 'loop',
  params: z.object({}),
  onBar() {
    for (;;);
  },
})
