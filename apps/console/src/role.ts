import type { Role } from '@ghostlight/engine/protocol'

/** Operators run the show; authors edit the draft; an operator may do both. Everybody else looks on. */
export const mayOperate = (role: Role | null): boolean => role === 'operator'
export const mayEdit = (role: Role | null): boolean => role === 'operator' || role === 'author'
