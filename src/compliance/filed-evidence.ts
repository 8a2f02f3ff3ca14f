import { recordsOf } from '../candidates/duplicates/records-of.js';
import { dayInLondon } from '../london-day.js';
import {
  CHECKS_TO_START,
  type Check,
  type DbsOfPost,
  type Filed,
  type FiledEvidence,
} from '../submissions/evidence.js';
import { DBS_LEVELS, DBS_WORKFORCES, readDbsWorkforce } from '../understanding/vacancy/read-dbs.js';
import type { CheckKind } from './check-kinds.js';
import type { DbsAsked } from './check-rules.js';
import { requirementStates, type RequirementState } from './check-state.js';
import { checksOfEmployer, requirementOf } from './employer-checks.js';
import { loadChecks } from './load-checks.js';

/** Which part of the file shows a check that an introduction, or a start, asks for. */
const KIND_OF: Readonly<Record<Check, CheckKind>> = {
  identity: 'identity',
  experience: 'employment_history',
  qualifications: 'qualification',
  references: 'reference',
  registration: 'hcpc_register',
  right_to_work: 'right_to_work',
  criminal_record: 'dbs',
  training: 'training',
  occupational_health: 'occupational_health',
};

/** Reads a person's file, of all their records, as it is today, against what the post and its employer ask for. */
export function filedEvidenceOf(warnDays: number): FiledEvidence {
  return async (tx, personId, { employerId, ...post }) => {
    const checks = await loadChecks(tx, await recordsOf(tx, personId));
    const employers = await checksOfEmployer(tx, employerId);
    const calendar = { today: dayInLondon(new Date()), warnDays };
    const states = requirementStates(checks, calendar, employers.map(requirementOf), dbsAsked(post));
    return [
      ...CHECKS_TO_START.map((check) => ({
        ...{ check, asked: null },
        filed: filedFor(states.filter(({ kind }) => kind === KIND_OF[check])),
      })),
      ...employers.map(({ id, aboutHealth, ...one }) => ({
        check: id,
        asked: { title: requirementOf({ id, aboutHealth, ...one }).title, aboutHealth },
        filed: filedFor(states.filter(({ item }) => item === id)),
      })),
    ];
  };
}

/**
 * What a post asks of the certificate. The level only as staff set it: less than clinical work needs is nothing to go by
 * because an advert was read so, such as "our standard DBS checks apply". The workforce as staff set it, also to none; else as
 * the text is read now.
 */
export function dbsAsked({ description, dbsLevel, dbsWorkforce, fieldsSetByStaff }: DbsOfPost): DbsAsked {
  const level = fieldsSetByStaff.includes('dbsLevel') ? dbsLevel : null;
  const workforce = fieldsSetByStaff.includes('dbsWorkforce')
    ? dbsWorkforce
    : readDbsWorkforce(description).value;
  return {
    level: DBS_LEVELS.find((one) => one === level) ?? null,
    workforce: DBS_WORKFORCES.find((one) => one === workforce) ?? null,
  };
}

/** All parts of it, such as every module of training, or none. */
function filedFor(states: readonly RequirementState[]): Filed {
  const lacking = states.filter(({ state }) => state === 'missing' || state === 'expired');
  if (lacking.length === 0) return { items: states.flatMap(({ checkIds }) => checkIds), missing: null };
  const words = lacking.map(({ title, state, why }) => `${title}: ${state}${why === null ? '' : `, ${why}`}`);
  return { items: [], missing: `${words.join('; ')}.` };
}
