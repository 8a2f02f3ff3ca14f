import { recordsOf } from '../candidates/duplicates/records-of.js';
import { CHECKS_TO_START, type Check, type Filed, type FiledEvidence } from '../submissions/evidence.js';
import type { CheckKind } from './check-kinds.js';
import { dayInLondon } from '../london-day.js';
import { requirementStates, type RequirementState } from './check-state.js';
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

/** Reads a person's file, of all their records, as it is today. */
export function filedEvidenceOf(warnDays: number): FiledEvidence {
  return async (tx, personId) => {
    const checks = await loadChecks(tx, await recordsOf(tx, personId));
    const states = requirementStates(checks, { today: dayInLondon(new Date()), warnDays });
    return Object.fromEntries(
      CHECKS_TO_START.map((check): [Check, Filed] => [
        check,
        filedFor(states.filter(({ kind }) => kind === KIND_OF[check])),
      ]),
    ) as Record<Check, Filed>;
  };
}

/** All parts of it, such as every module of training, or none. */
function filedFor(states: readonly RequirementState[]): Filed {
  const lacking = states.filter(({ state }) => state === 'missing' || state === 'expired');
  if (lacking.length === 0) return { items: states.flatMap(({ checkIds }) => checkIds), missing: null };
  const words = lacking.map(({ title, state, why }) => `${title}: ${state}${why === null ? '' : `, ${why}`}`);
  return { items: [], missing: `${words.join('; ')}.` };
}
