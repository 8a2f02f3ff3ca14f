import { recordLook } from '../../audit/append-look.js';
import { recordsOf } from '../../candidates/duplicates/records-of.js';
import { findPerson } from '../../candidates/find-person.js';
import type { HeldSection } from '../../candidate-side/collect-held.js';
import type { Database } from '../../database/client.js';
import { staffNames } from '../../decisions/what-was-shown.js';
import type { StaffActor } from '../../http/named-person.js';
import { viewCandidacy } from '../../submissions/view-candidacy.js';
import { dayInLondon } from '../../london-day.js';
import { isEmployers } from '../check-kinds.js';
import { requirementStates } from '../check-state.js';
import { checksOfEmployer, requirementOf } from '../employer-checks.js';
import { dbsAsked } from '../filed-evidence.js';
import { healthStage, mayBeSeen } from '../health-stage.js';
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
  /**
   * Records that the pack leaves, once nothing keeps it any more.
   *
   * @returns the trail, which ends with that.
   * @throws Problem `hourly_limit_reached`
   */
  readonly record: () => Promise<HeldSection>;
}

/**
 * What an auditor asks about one placement or introduction: the checks with their evidence, what the person agreed to, what
 * the employer was told, who decided what and why, and the trail of it. Without scores: whoever audits files has no use
 * for them, and they decided nothing.
 *
 * @throws Problem `not_found`
 */
export async function collectPack(
  database: Database,
  warnDays: number,
  actor: StaffActor,
  candidacyId: string,
): Promise<Pack> {
  const { prisma, pool } = database;
  const candidacy = await viewCandidacy(database, candidacyId);
  const { personId, checks, employers, dbs, health, records, contact, cv } = await prisma.$transaction(
    async (tx) => {
      const personId = await findPerson(tx, actor, candidacy.candidate.id);
      const all = await recordsOf(tx, personId);
      const post = await tx.vacancy.findUniqueOrThrow({
        where: { id: candidacy.vacancy.id },
        select: {
          ...{ employerId: true, description: true },
          ...{ dbsLevel: true, dbsWorkforce: true, fieldsSetByStaff: true },
        },
      });
      const health = await healthStage(tx, all);
      return {
        personId,
        // What another employer asked for itself is not this one's to see.
        checks: (await loadChecks(tx, all)).filter(
          (check) =>
            mayBeSeen(check, health) &&
            (!isEmployers(check.kind) || check.facts['employer'] === candidacy.vacancy.employer),
        ),
        employers: await checksOfEmployer(tx, post.employerId),
        dbs: dbsAsked(post),
        health,
        records: all,
        contact: await tx.contact.findUnique({ where: { candidateId: personId } }),
        cv: candidacy.submission
          ? await tx.cv.findUnique({ where: { id: candidacy.submission.cv.id } })
          : null,
      };
    },
  );
  const names = await staffNames(
    database,
    checks.flatMap(({ checkedById, withdrawn }) => [checkedById, withdrawn?.byId ?? null]),
  );
  const calendar = { today: dayInLondon(new Date()), warnDays };
  const files = choosePackFiles(checks, cv);
  const places = new Map(files.map(({ of, place }) => [of, place]));
  const { vacancy } = candidacy;
  const agreements = await pool.query<Record<string, unknown>>(AGREEMENTS, [records, vacancy.id]);
  return {
    title: `Audit pack: ${vacancy.title}, ${vacancy.employer}`,
    files,
    sections: [
      introductionSection(candidacy, contact?.name ?? null, places),
      groundsSection(candidacy),
      fileSection(
        requirementStates(checks, calendar, employers.map(requirementOf), dbs).filter((one) =>
          mayBeSeen(one, health),
        ),
      ),
      checksSection(presentChecks(checks, calendar, names, dbs), places),
      { title: 'What the person agreed to', rows: agreements.rows },
      decisionsSection(candidacy),
    ],
    async record() {
      const subject = `candidate:${personId}`;
      await recordLook(database, {
        actor,
        action: 'compliance.pack_downloaded',
        subject,
        facts: { candidacyId },
      });
      const { rows } = await pool.query<Record<string, unknown>>(TRAIL, [records, candidacyId]);
      return { title: 'Record of what was done', rows };
    },
  };
}
