import type { Database } from '../database/client.js';
import type { Afterwards } from '../http/afterwards.js';
import type { SessionRules } from '../http/session-cookie.js';
import type { BreachedPasswords } from './judge-password.js';

/** What everything about accounts depends on. */
export interface Accounts {
  readonly database: Database;
  readonly sessions: SessionRules;
  /** Seals second factors and signs device cookies, each with a key of its own derived from it. */
  readonly linkSecret: string;
  readonly publicUrl: string;
  readonly afterwards: Afterwards;
  /** Null: new passwords are compared with the built-in list only. */
  readonly breachedPasswords: BreachedPasswords | null;
}
