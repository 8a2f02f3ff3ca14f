import { z } from 'zod';
import { appendLook } from '../audit/append-look.js';
import { namedPerson } from '../http/named-person.js';
import { ADMINS, byId, CANDIDATE_OR_ADMINS, defineRoute, type Route } from '../http/route.js';
import { text } from '../http/text.js';
import { previewRetention } from './apply-retention.js';
import { eraseAtOnce, KEPT_WORDS, type PrivacyDependencies } from './erase-at-once.js';
import { noteEmployerTold, noticePage, noticeQuery, pageNotices } from './employers-to-tell.js';
import { ERASURE_CAUSES } from './erase-person.js';
import type { Introduction } from './conduct-record.js';
import { liftHold, placeHold } from './hold-person.js';
import { QUARANTINE_DAYS, RETENTION } from './retention-rules.js';
import { conductRecords, erased, retention } from './schema.js';

const tag = 'Privacy';

export function privacyRoutes(dependencies: PrivacyDependencies): Route[] {
  const { database } = dependencies;
  const { prisma } = database;
  return [
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/erasure',
      tag,
      summary: 'Erase a person',
      description:
        'By themselves or an administrator. Rows, CVs, texts, profiles, places in lists, files and merged records go at once and for good; a restored backup is erased again. Only what the Conduct Regulations oblige stays, of people who were introduced to somebody within a year.',
      access: CANDIDATE_OR_ADMINS,
      params: byId,
      body: z.strictObject({
        confirm: z.literal(true, 'Say "confirm": true. This cannot be undone.'),
        because: z
          .enum(ERASURE_CAUSES)
          .optional()
          .meta({ description: 'Why, where an administrator does it. Stands in the audit trail.' }),
      }),
      responses: { 200: { description: 'Erased.', schema: erased } },
      problems: ['not_found', 'legal_hold'],
      async handle({ actor, params, body }) {
        const { id, kept, employers } = await eraseAtOnce(dependencies, actor, params.id, body.because);
        return {
          status: 200,
          body: {
            id,
            kept: kept && { until: kept.until.toISOString(), words: KEPT_WORDS },
            employersToTell: [...employers],
          },
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/candidates/{id}/holds',
      tag,
      summary: 'Put a person under legal hold',
      description: 'Nothing of them is erased while a claim is under way (UK GDPR, Article 17(3)(e)).',
      access: ADMINS,
      params: byId,
      body: z.strictObject({ reason: text(2_000) }),
      responses: { 201: { description: 'Held.', schema: byId } },
      problems: ['not_found'],
      async handle({ actor, params, body }) {
        const person = namedPerson(actor);
        const id = await prisma.$transaction((tx) => placeHold(tx, person, params.id, body.reason));
        return { status: 201, body: { id } };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/v1/holds/{id}',
      tag,
      summary: 'Lift a legal hold',
      access: ADMINS,
      params: byId,
      responses: { 204: { description: 'Lifted.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        const person = namedPerson(actor);
        await prisma.$transaction((tx) => liftHold(tx, person, params.id));
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/retention',
      tag,
      summary: 'What is kept for how long, and what is due to go',
      description: 'Changes nothing. Workers apply the rules every hour.',
      access: ADMINS,
      responses: { 200: { description: 'The rules and what they would do now.', schema: retention } },
      async handle() {
        const { removed, ...rest } = await previewRetention(database);
        const rules = RETENTION.map(({ recordClass, words }) => ({
          recordClass,
          words,
          due: removed[recordClass],
        }));
        return { status: 200, body: { quarantineDays: QUARANTINE_DAYS, rules, ...rest } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/erasure-notices',
      tag,
      summary: 'Employers who are to be told that somebody was erased',
      description:
        'They were sent the CV (UK GDPR, Article 19). By employer, vacancy and day, with nothing of the person; the oldest first.',
      access: ADMINS,
      query: noticeQuery,
      responses: { 200: { description: 'A page of them.', schema: noticePage } },
      problems: ['invalid_cursor'],
      async handle({ query }) {
        return { status: 200, body: await pageNotices(database, query) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/erasure-notices/{id}/told',
      tag,
      summary: 'Say that an employer was told of an erasure',
      description: 'Twice is fine: who said so first stays on record.',
      access: ADMINS,
      params: byId,
      responses: { 204: { description: 'Noted.' } },
      problems: ['not_found'],
      async handle({ actor, params }) {
        const person = namedPerson(actor);
        await prisma.$transaction((tx) => noteEmployerTold(tx, person, params.id));
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/conduct-records',
      tag,
      summary: 'What the law obliges to keep of people who were erased',
      description: 'For an inspector. The look is recorded.',
      access: ADMINS,
      responses: { 200: { description: 'All of them, until their year is over.', schema: conductRecords } },
      async handle({ actor }) {
        const rows = await prisma.$transaction(async (tx) => {
          const all = await tx.conductRecord.findMany({ orderBy: { keepUntil: 'asc' } });
          await appendLook(database, tx, {
            actor,
            action: 'conduct_records.viewed',
            subject: 'conduct_records',
            facts: { records: all.length },
          });
          return all;
        });
        const items = rows.map(({ id, name, postcode, keepUntil, particulars }) => ({
          ...{ id, name, postcode },
          keepUntil: keepUntil.toISOString(),
          introductions: (particulars as unknown as Introduction[]).map((one) => ({ ...one })),
        }));
        return { status: 200, body: { items } };
      },
    }),
  ];
}
