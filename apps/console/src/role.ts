import type { ShowConnection } from '@ghostlight/engine/client'
import type { Role } from '@ghostlight/engine/protocol'

/** Operators run the show; authors edit the draft; an operator may do both. Everybody else looks on. */
export const mayOperate = (role: Role | null): boolean => role === 'operator'
export const mayEdit = (role: Role | null): boolean => role === 'operator' || role === 'author'
/** Whether an edit would be taken now: the show may be locked against them. */
export const mayEditNow = (show: ShowConnection): boolean => mayEdit(show.role()) && show.status()?.showLock == null
