import { z } from 'zod';
import type { Database } from '../../database/client.js';
import { namedPerson } from '../../http/named-person.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, byId, type Route } from '../../http/route.js';
import { text } from '../../http/text.js';
import { validate } from '../../http/validate.js';
import { maskCandidate } from '../../matches/present-match.js';
import { previewRetention } from '../../privacy/apply-retention.js';
import { listNotices, noteEmployerTold } from '../../privacy/employers-to-tell.js';
import { liftHold, placeHold } from '../../privacy/hold-person.js';
import { listHolds, listOwedErasures, listSetApart } from '../../privacy/list-owed.js';
import { RETENTION } from '../../privacy/retention-rules.js';
import { anything, pick } from '../address.js';
import type { Page, PageMaker } from '../page.js';

const newHold = z.strictObject({ candidateId: z.uuid(), reason: text(2_000) });
const SENTENCES: Readonly<Record<string, string>> = {
  candidateId: 'Enter the id of the person, as it stands in the address of their page',
  reason: 'Enter why nothing of them may be erased',
};

/** What is kept for how long, what is due to go, and what is held. */
export function retentionPages(pages: PageMaker, database: Database): Route[] {
  const { prisma } = database;
  const page = async (data: object = {}, status = 200): Promise<Page> => {
    const [{ removed, ...report }, holds, owed, setApart, notices] = await Promise.all([
      previewRetention(database),
      listHolds(database),
      listOwedErasures(database),
      listSetApart(database),
      listNotices(database),
    ]);
    return {
      view: 'admin/retention',
      title: 'Retention and erasure',
      status,
      data: {
        report,
        rules: RETENTION.map(({ recordClass, words }) => ({ words, due: removed[recordClass] })),
        holds,
        owed,
        notices,
        toTell: notices.filter(({ told }) => told === null).length,
        setApart: setApart.map((one) => ({ ...one, ...maskCandidate(one.candidateId) })),
        ...data,
      },
    };
  };
  return [
    pages.define({
      path: '/admin/retention',
      summary: 'What is kept, due to go, and held',
      access: ADMINS,
      show: () => page(),
    }),
    pages.define({
      method: 'post',
      path: '/admin/holds',
      summary: 'Put a person under legal hold',
      access: ADMINS,
      body: anything,
      async show({ actor, body }) {
        try {
          const wanted = { candidateId: '', reason: '', ...pick(body, ['candidateId', 'reason']) };
          const { candidateId, reason } = validate(newHold, wanted);
          await prisma.$transaction((tx) => placeHold(tx, namedPerson(actor), candidateId, reason));
          return { to: '/admin/retention' };
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          const errors = error.code === 'not_found' ? [{ field: 'candidateId' }] : error.errors;
          if (errors === null) throw error;
          const faults = errors.map(({ field }) => ({ field, text: SENTENCES[field] ?? '' }));
          return page({ faults, sent: body }, 400);
        }
      },
    }),
    pages.define({
      method: 'post',
      path: '/admin/erasure-notices/{id}/told',
      summary: 'Say that an employer was told of an erasure',
      access: ADMINS,
      params: byId,
      async show({ actor, params }) {
        await prisma.$transaction((tx) => noteEmployerTold(tx, namedPerson(actor), params.id));
        return { to: '/admin/retention#notices' };
      },
    }),
    pages.define({
      method: 'post',
      path: '/admin/holds/{id}/lift',
      summary: 'Lift a legal hold',
      access: ADMINS,
      params: byId,
      async show({ actor, params }) {
        await prisma.$transaction((tx) => liftHold(tx, namedPerson(actor), params.id));
        return { to: '/admin/retention' };
      },
    }),
  ];
}
