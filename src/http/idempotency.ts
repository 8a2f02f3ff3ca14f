import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Database } from '../database/client.js';
import type { Prisma } from '../database/generated/client.js';
import { actorName, type Actor } from './actor.js';
import { faultyField, Problem } from './problem.js';

export type Transaction = Prisma.TransactionClient;

/** What a request did, as far as a repetition of it must know. Kept in the database for a day: no secrets. */
export interface Done<T> {
  readonly status: number;
  readonly value: T;
}

/** One request's claim on its Idempotency-Key, if it has one. Must be closed. */
export interface Ticket {
  /**
   * What the same request did before; null: nothing that is known. For requests that do much before they commit, so that a
   * repetition does none of it. Claims nothing beyond the call: `commit` looks again.
   *
   * @param fingerprint as for `commit`.
   * @throws Problem `request_in_flight` or `idempotency_key_reused`.
   */
  recall<S extends z.ZodType>(fingerprint: Buffer, shape: S): Promise<Done<z.output<S>> | null>;
  /**
   * Does the work in one transaction, or finds what the same request did before. The record of it and the work commit
   * together, so a crash leaves both or neither.
   *
   * @param fingerprint digest of what was sent.
   * @throws Problem `request_in_flight` or `idempotency_key_reused`; whatever the work throws, and then nothing is kept.
   */
  commit<S extends z.ZodType>(
    fingerprint: Buffer,
    shape: S,
    work: (tx: Transaction) => Promise<Done<z.output<S>>>,
  ): Promise<Done<z.output<S>> & { readonly replayed: boolean }>;
  close(): void;
}

export interface Idempotency {
  /** @throws Problem `request_in_flight` while this process works on the same key; `invalid_request`. */
  open(request: Request, actor: Actor): Ticket;
  /** For a part of a request that must not be done under the request's own key. */
  openPart(): Ticket;
  /** Opens, commits and closes: for requests whose body has been read. */
  once<S extends z.ZodType>(
    call: { readonly request: Request; readonly actor: Actor; readonly body: unknown },
    shape: S,
    work: (tx: Transaction) => Promise<Done<z.output<S>>>,
  ): Promise<Done<z.output<S>> & { readonly replayed: boolean }>;
}

/** Milliseconds to wait for a connection, and for the work: longer work would hold the audit chain up for everybody. */
const TRANSACTION = { maxWait: 5_000, timeout: 10_000 };
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Keys count per caller and address; records are forgotten after 24 hours. */
export function createIdempotency({ prisma }: Database): Idempotency {
  const inFlight = new Set<string>();

  const open = (request: Request, actor: Actor): Ticket => {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return withoutKey(prisma);
    if (typeof key !== 'string' || !KEY.test(key)) {
      throw faultyField('Idempotency-Key', 'This must be 1 to 255 visible ASCII characters.');
    }
    const id = digest(actorName(actor), request.method, request.path, key);
    const name = id.toString('base64url');
    if (inFlight.has(name)) throw inFlightProblem();
    inFlight.add(name);
    return {
      recall: (fingerprint, shape) =>
        prisma.$transaction(async (tx) => {
          const kept = await recall(tx, id, fingerprint);
          return kept && { status: kept.status, value: shape.parse(kept.body) };
        }, TRANSACTION),
      commit: (fingerprint, shape, work) =>
        prisma.$transaction(async (tx) => {
          const kept = await recall(tx, id, fingerprint);
          if (kept) return { status: kept.status, value: shape.parse(kept.body), replayed: true };
          const done = await work(tx);
          await remember(tx, id, fingerprint, done);
          return { ...done, replayed: false };
        }, TRANSACTION),
      close: () => inFlight.delete(name),
    };
  };

  return {
    open,
    openPart: () => withoutKey(prisma),
    async once(call, shape, work) {
      const ticket = open(call.request, call.actor);
      try {
        return await ticket.commit(digest(JSON.stringify(call.body ?? null)), shape, work);
      } finally {
        ticket.close();
      }
    },
  };
}

/** Removes records that count no more. */
export async function forgetOldKeys({ prisma }: Database): Promise<void> {
  await prisma.$executeRaw`DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`;
}

/** sha256 over parts that cannot run into each other. */
export function digest(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function withoutKey(prisma: Database['prisma']): Ticket {
  return {
    recall: () => Promise.resolve(null),
    commit: (_fingerprint, _shape, work) =>
      prisma.$transaction(async (tx) => ({ ...(await work(tx)), replayed: false }), TRANSACTION),
    close: () => undefined,
  };
}

interface Kept {
  readonly status: number;
  readonly body: unknown;
  readonly same: boolean;
}

/** The lock ends with the transaction, and so with the process: a crash never leaves a key in flight. */
async function recall(tx: Transaction, id: Buffer, fingerprint: Buffer): Promise<Kept | null> {
  const locks = await tx.$queryRaw<{ locked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${id.readBigInt64BE(0)}::bigint) AS locked`;
  if (!locks[0]?.locked) throw inFlightProblem();
  const rows = await tx.$queryRaw<Kept[]>`
    SELECT status, body, request_hash = ${fingerprint} AS same
      FROM idempotency_key WHERE id = ${id} AND created_at > now() - interval '24 hours'`;
  const kept = rows[0];
  if (!kept) return null;
  if (!kept.same) throw new Problem('idempotency_key_reused');
  return kept;
}

async function remember(
  tx: Transaction,
  id: Buffer,
  fingerprint: Buffer,
  done: Done<unknown>,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO idempotency_key (id, request_hash, status, body)
    VALUES (${id}, ${fingerprint}, ${done.status}, ${JSON.stringify(done.value)}::jsonb)
    ON CONFLICT (id) DO UPDATE
      SET request_hash = excluded.request_hash, status = excluded.status, body = excluded.body, created_at = now()`;
}

function inFlightProblem(): Problem {
  return new Problem('request_in_flight', { headers: { 'retry-after': '1' } });
}
