import type { z } from 'zod';
import { recordLook } from '../audit/append-look.js';
import { namesOf, presentConsent, WITH_VACANCY } from '../consents/list-consents.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { Problem } from '../http/problem.js';
import { maskCandidate } from '../matches/present-match.js';
import { presentMerge } from './duplicates/present-merge.js';
import type { candidateView } from './schema.js';

type View = z.input<typeof candidateView>;

/**
 * A person with name, contact data, consents and CVs, the newest first. The look is recorded.
 *
 * @throws Problem `not_found`, `hourly_limit_reached`
 */
export async function viewCandidate(database: Database, actor: Actor, id: string): Promise<View> {
  const { prisma } = database;
  const person = await prisma.candidate.findUnique({
    where: { id },
    include: {
      contact: true,
      consents: { orderBy: { givenAt: 'desc' }, include: WITH_VACANCY },
      cvs: { orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }] },
      profile: { select: { cvId: true } },
      mergesKept: { orderBy: { mergedAt: 'desc' } },
    },
  });
  if (!person?.contact) throw new Problem('not_found');
  await recordLook(database, { actor, action: 'candidate.viewed', subject: `candidate:${id}` });
  const staff = await namesOf(prisma, person.consents);
  const { name, email, phone, postcode } = person.contact;
  return {
    ...maskCandidate(id),
    name,
    email,
    phone,
    postcode,
    availableFrom: person.availableFrom?.toISOString().slice(0, 10) ?? null,
    createdAt: person.createdAt.toISOString(),
    consents: person.consents.map((consent) => presentConsent(consent, staff)),
    mergedInto: person.mergedIntoId === null ? null : maskCandidate(person.mergedIntoId),
    merges: person.mergesKept.map(presentMerge),
    cvs: person.cvs.map((cv) => ({
      id: cv.id,
      status: cv.status,
      outcome: cv.outcome as View['cvs'][number]['outcome'],
      file: {
        name: cv.fileName,
        format: cv.format as View['cvs'][number]['file']['format'],
        bytes: cv.sizeBytes,
      },
      receivedAt: cv.receivedAt.toISOString(),
      readyAt: cv.readyAt?.toISOString() ?? null,
      inUse: person.profile?.cvId === cv.id,
      flags: cv.flags,
    })),
  };
}
