// What goes wrong at the venue and on the line to it, as faults.

import { bust } from './venue/bust.js'
import { cancelReject } from './venue/cancel-reject.js'
import { correction } from './venue/correction.js'
import { disconnect } from './venue/disconnect.js'
import { duplicateFill } from './venue/duplicate-fill.js'
import { fillAfterCancel } from './venue/fill-after-cancel.js'
import { fillBeforeAck } from './venue/fill-before-ack.js'
import { idRollback } from './venue/id-rollback.js'
import { lostAck } from './venue/lost-ack.js'
import { lostCommission } from './venue/lost-commission.js'
import { lostFills } from './venue/lost-fills.js'
import { modifyTwin } from './venue/modify-twin.js'
import { pacing } from './venue/pacing.js'
import { partialFill } from './venue/partial-fill.js'
import { phantomOrder } from './venue/phantom-order.js'
import { reject } from './venue/reject.js'
import { slowAck } from './venue/slow-ack.js'
import { updateReject } from './venue/update-reject.js'
import { wrongPosition } from './venue/wrong-position.js'

export const venueFaults = [
  reject,
  cancelReject,
  updateReject,
  phantomOrder,
  modifyTwin,
  pacing,
  slowAck,
  lostAck,
  fillBeforeAck,
  partialFill,
  duplicateFill,
  fillAfterCancel,
  bust,
  correction,
  lostFills,
  lostCommission,
  disconnect,
  idRollback,
  wrongPosition,
] as const
