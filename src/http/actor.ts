import type { StaffRole } from '../database/generated/enums.js';
export type { StaffRole };

/** By what a member of staff is known. */
export type Credential =
  | {
      readonly kind: 'api_key';
      readonly id: string;
      /** What the key is good for; empty: whatever its holder's role may do. */
      readonly scopes: readonly string[];
    }
  | {
      readonly kind: 'session';
      readonly id: string;
      /** Signed in by password alone where a second factor is required: may set one up, and nothing else. */
      readonly secondFactorOwed: boolean;
    };

/** On whose behalf a request acts. Every rule about who may see or do what takes one. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'candidate'; readonly candidateId: string }
  | {
      readonly kind: 'staff';
      readonly staffId: string;
      readonly role: StaffRole;
      readonly credential: Credential;
    };

/** As much of an actor as a name needs: who signs in is known before there is a credential. */
export type NamedActor =
  | Exclude<Actor, { readonly kind: 'staff' }>
  | { readonly kind: 'staff'; readonly staffId: string; readonly credential?: Credential };

export const ANONYMOUS: Actor = { kind: 'anonymous' };

/** The key of the program that acts on somebody's behalf; null: they act themselves. */
export function apiKeyOf(actor: NamedActor): string | null {
  return actor.kind === 'staff' && actor.credential?.kind === 'api_key' ? actor.credential.id : null;
}

/** As the audit trail and the logs name it: an id, never a person's name. */
export function actorName(actor: NamedActor): string {
  if (actor.kind === 'staff') return `staff:${actor.staffId}`;
  return actor.kind === 'candidate' ? `candidate:${actor.candidateId}` : 'anonymous';
}
