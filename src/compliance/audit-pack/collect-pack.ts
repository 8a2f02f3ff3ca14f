import { appendLook } from '../../audit/append-look.js';
import { recordsOf } from '../../candidates/duplicates/records-of.js';
import { findPerson } from '../../candidates/find-person.js';
import type { HeldSection } from '../../candidate-side/collect-held.js';
import type { Database } from '../../database/client.js';
import { staffNames } from '../../decisions/what-was-shown.js';
import type { StaffActor } from '../../http/named-person.js';
import { viewCandidacy } from '../../submissions/view-candidacy.js';
import { dayInLondon } from '../../london-day.js';
import { requirementStates } from '../check-state.js';
import { mayAskAboutHealth, withoutHealth } from '../health-stage.js';
import { loadChecks } from '../load-checks.js';
import { presentChecks } from '../view-compliance.js';
import { choosePackFiles, type PackFile } from './choose-pack-files.js';
import { AGREEMENTS, TRAIL } from './pack-queries.js';
import {
  checksSection,
  decisionsSection,
  fileSection,
  groundsSection,
  introductionSection,
} from './pack-sections.js';

export interface Pack {
  readonly title: string;
  readonly sections: readonly HeldSection[];
  readonly files: readonly PackFile[];
}

/**
 * What an auditor asks about one placement or introduction: the checks with their evidence, what the person agreed to, what
 * the employer was told, who decided what and why, and the trail of it. Without scores: whoever audits files has no use
 * for them, and they decided nothing. That it left is recorded.
 *
 * @throws Problem `not_found`, `hourly_limit_reached`
 */
export async function collectPack(
  database: Database,
  warnDays: number,
  actor: StaffActor,
  candidacyId: string,
): Promise<Pack> {
  const { prisma, pool } = database;
  const candidacy = await viewCandidacy(database, candidacyId);
  const { checks, isHealthAsked, records, contact, cv } = await prisma.$transaction(async (tx) => {
    const personId = await findPerson(tx, actor, candidacy.candidate.id);
    const all = await recordsOf(tx, personId);
    await appendLook(database, tx, {
      actor,
      action: 'compliance.pack_downloaded',
      subject: `candidate:${personId}`,
      facts: { candidacyId },
    });
    const isHealthAsked = await mayAskAboutHealth(tx, all);
    return {
      checks: withoutHealth(await loadChecks(tx, all), isHealthAsked),
      isHealthAsked,
      records: all,
      contact: await tx.contact.findUnique({ where: { candidateId: personId } }),
      cv: candidacy.submission ? await tx.cv.findUnique({ where: { id: candidacy.submission.cv.id } }) : null,
    };
  });
  const names = await staffNames(
    database,
    checks.flatMap(({ checkedById, withdrawn }) => [checkedById, withdrawn?.byId ?? null]),
  );
  const calendar = { today: dayInLondon(new Date()), warnDays };
  const files = choosePackFiles(checks, cv);
  const places = new Map(files.map(({ of, place }) => [of, place]));
  const { vacancy } = candidacy;
  const agreements = await pool.query<Record<string, unknown>>(AGREEMENTS, [records, vacancy.id]);
  const trail = await pool.query<Record<string, unknown>>(TRAIL, [records, candidacyId]);
  return {
    title: `Audit pack: ${vacancy.title}, ${vacancy.employer}`,
    files,
    sections: [
      introductionSection(candidacy, contact?.name ?? null, places),
      groundsSection(candidacy),
      fileSection(withoutHealth(requirementStates(checks, calendar), isHealthAsked)),
      checksSection(presentChecks(checks, calendar, names), places),
      { title: 'What the person agreed to', rows: agreements.rows },
      decisionsSection(candidacy),
      { title: 'Record of what was done', rows: trail.rows },
    ],
  };
}
