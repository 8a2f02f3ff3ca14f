import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../http/idempotency.js';

export interface NewMessage {
  readonly candidateId: string;
  readonly kind: 'questions' | 'request_answered' | 'compliance_ending' | 'new_link';
  readonly subject: string;
  /** Without greeting and link, which are added when it is sent or shown. */
  readonly body: string;
  readonly createdById: string;
}

/** Puts a message into the outbox, in the transaction of what it is about: both are kept, or neither. */
export async function writeMessage(tx: Transaction, message: NewMessage): Promise<string> {
  const id = uuidv7();
  await tx.message.create({ data: { id, ...message } });
  return id;
}
