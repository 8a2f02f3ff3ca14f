import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../http/idempotency.js';

export interface NewMessage {
  readonly candidateId: string;
  readonly kind:
    | 'received'
    | 'questions'
    | 'request_answered'
    | 'compliance_ending'
    | 'consent_ending'
    | 'set_apart'
    | 'new_link';
  readonly subject: string;
  /** Without greeting and link, which are added when it is sent or shown. */
  readonly body: string;
  /** Null: no member of staff wrote it. */
  readonly createdById: string | null;
}

/** Puts a message into the outbox, in the transaction of what it is about: both are kept, or neither. */
export async function writeMessage(tx: Transaction, message: NewMessage): Promise<string> {
  const id = uuidv7();
  await tx.message.create({ data: { id, ...message } });
  return id;
}
