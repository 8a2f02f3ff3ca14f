import { personOf } from '../candidates/duplicates/person-of.js';
import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { checksToIntroduce, type FiledCheck, type FiledEvidence } from './evidence.js';
import { standingWillingness, type Willingness } from './willingness.js';

/** What putting somebody forward asks for, as it is today. */
export interface IntroductionNeeds {
  readonly checks: readonly FiledCheck[];
  readonly willingness: Willingness | null;
  /** The CV that would go out; null: none could be read. */
  readonly cv: { readonly id: string; readonly fileName: string; readonly receivedAt: string } | null;
}

/** Reads, and locks nothing. @throws Problem `not_found` */
export async function introductionNeeds(
  tx: Transaction,
  candidacyId: string,
  filedEvidence: FiledEvidence,
): Promise<IntroductionNeeds> {
  const candidacy = await tx.candidacy.findUnique({ where: { id: candidacyId }, include: { vacancy: true } });
  const personId = candidacy && (await personOf(tx, candidacy.candidateId));
  if (!personId) throw new Problem('not_found');
  const { vacancyId, vacancy } = candidacy;
  const { registrationRequired = true } = vacancy.requirement as { registrationRequired?: boolean };
  const post = { ...vacancy, registrationRequired };
  const file = await filedEvidence(tx, personId, post);
  const needed = checksToIntroduce(post, file);
  const profile = await tx.profile.findUnique({ where: { candidateId: personId }, include: { cv: true } });
  const cv = profile?.cv.outcome === 'infected' ? null : profile?.cv;
  return {
    checks: file.filter(({ check }) => needed.includes(check)),
    willingness: await standingWillingness(tx, { personId, vacancyId }),
    cv: cv ? { id: cv.id, fileName: cv.fileName, receivedAt: cv.receivedAt.toISOString() } : null,
  };
}
