import type { StaffRole } from '../database/generated/enums.js';
export type { StaffRole };

/** On whose behalf a request acts. Every rule about who may see or do what takes one. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'candidate'; readonly candidateId: string }
  | { readonly kind: 'staff'; readonly staffId: string; readonly role: StaffRole; readonly keyId: string };

export const ANONYMOUS: Actor = { kind: 'anonymous' };

/** As the audit trail and the logs name it: an id, never a person's name. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'staff') return `staff:${actor.staffId}`;
  return actor.kind === 'candidate' ? `candidate:${actor.candidateId}` : 'anonymous';
}
