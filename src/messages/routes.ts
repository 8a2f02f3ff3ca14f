import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import { Problem } from '../http/problem.js';
import { CONSULTANTS, defineRoute, type Route } from '../http/route.js';
import { maskCandidate } from '../matches/present-match.js';
import { composeText, NEWEST_CV, type LinkSettings, type MessageRow } from './compose-message.js';

const STATES = ['waiting', 'sending', 'sent', 'uncertain', 'failed'] as const;
const timestamp = z.iso.datetime();
const messageView = z
  .object({
    id: z.uuid(),
    candidate: z.object({ id: z.uuid(), reference: z.string() }),
    kind: z.string(),
    subject: z.string(),
    state: z.enum(STATES).meta({
      description:
        '`uncertain`: handed to the mail server, but nobody knows whether it arrived; never sent again by itself.',
    }),
    byEmail: z.boolean().meta({ description: 'False: no mail server is set, so it is for you to pass on.' }),
    createdAt: timestamp,
    sentAt: timestamp.nullable(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'Message' });
const messageList = z.object({ items: z.array(messageView) });
const messageText = z
  .object({ id: z.uuid(), subject: z.string(), text: z.string() })
  .meta({ id: 'MessageText' });
const byId = z.object({ id: z.uuid() });

export function messageRoutes(database: Database, links: LinkSettings, byEmail: boolean): Route[] {
  const { prisma, pool } = database;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/messages',
      tag: 'Messages',
      summary: 'Messages to candidates, the newest first',
      description: 'The last 200 of a state.',
      access: CONSULTANTS,
      query: z.strictObject({ state: z.enum(STATES).optional() }),
      responses: { 200: { description: 'The messages.', schema: messageList } },
      async handle({ query }) {
        const rows = await prisma.message.findMany({
          where: query.state ? { state: query.state } : {},
          orderBy: { id: 'desc' },
          take: 200,
        });
        const items = rows.map(({ candidateId, createdAt, sentAt, state, id, kind, subject, fault }) => ({
          ...{ id, kind, subject, fault, byEmail },
          state: state as (typeof STATES)[number],
          candidate: maskCandidate(candidateId),
          createdAt: createdAt.toISOString(),
          sentAt: sentAt?.toISOString() ?? null,
        }));
        return { status: 200, body: { items } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/messages/{id}/text',
      tag: 'Messages',
      summary: 'A message as it is sent, with the candidate’s own link',
      description:
        'To be passed on by hand, and the look is recorded: whoever has the link acts as the person. A message that was ' +
        'sent by e-mail is shown without it.',
      access: CONSULTANTS,
      params: byId,
      responses: { 200: { description: 'The text.', schema: messageText } },
      problems: ['not_found'],
      async handle({ actor, params: { id } }) {
        const { rows } = await pool.query<MessageRow & { state: string }>(
          `SELECT m.state, m.candidate_id, m.subject, m.body, c.link_version,
                  ${NEWEST_CV} AS cv_id
             FROM message m JOIN candidate c ON c.id = m.candidate_id WHERE m.id = $1`,
          [id],
        );
        const row = rows[0];
        if (!row) throw new Problem('not_found');
        const shown = row.state === 'sent' ? null : links;
        await prisma.$transaction((tx) =>
          appendAudit(tx, {
            actor,
            action: 'message.shown',
            subject: `candidate:${row.candidate_id}`,
            facts: { messageId: id, linkShown: shown !== null },
          }),
        );
        const text = composeText(row, shown, new Date());
        return { status: 200, body: { id, subject: row.subject, text } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/messages/{id}/retry',
      tag: 'Messages',
      summary: 'Send a message again that failed or is uncertain',
      access: CONSULTANTS,
      params: byId,
      responses: { 204: { description: 'It waits to be sent.' } },
      problems: ['not_found', 'message_not_failed'],
      async handle({ actor, params: { id } }) {
        await prisma.$transaction(async (tx) => {
          const [again] = await tx.message.updateManyAndReturn({
            where: { id, state: { in: ['uncertain', 'failed'] } },
            data: { state: 'waiting', attempts: 0, nextAt: new Date(), fault: null },
          });
          if (!again) {
            throw new Problem(
              (await tx.message.count({ where: { id } })) > 0 ? 'message_not_failed' : 'not_found',
            );
          }
          await appendAudit(tx, {
            actor,
            action: 'message.retried',
            subject: `candidate:${again.candidateId}`,
            facts: { messageId: id },
          });
        });
        return { status: 204 };
      },
    }),
  ];
}
