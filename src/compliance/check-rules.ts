import { addDays } from '../london-day.js';
import { DBS_LEVELS, type DbsLevel, type DbsWorkforce } from '../understanding/vacancy/read-dbs.js';
import { workforceInWords, type CheckKind } from './check-kinds.js';
import { TRAINING_MODULES } from './training-modules.js';

/** What rules look at of a check. Days are as ISO 8601 writes them. */
export interface CheckFacts {
  readonly kind: CheckKind;
  readonly item: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly checkedOn: string;
}

/** What a post says of the DBS certificate that it asks for; null: it does not say. */
export interface DbsAsked {
  readonly level: DbsLevel | null;
  readonly workforce: DbsWorkforce | null;
}
export const NOTHING_STATED: DbsAsked = { level: null, workforce: null };
/** The least that any post may ask: what does not do for this counts for none. */
export const LEAST_ASKED: DbsAsked = { level: 'basic', workforce: null };

/** Months; of kinds for which no law sets a period, so this is a convention that trusts' audits work by. */
const DBS_MONTHS = 12;
const FITNESS_MONTHS = 12;
/** NHS Employers, employment history and reference checks: three years, with gaps explained. */
const YEARS_OF_HISTORY = 3;

/**
 * The last day on which a check counts by the rule of its kind; null: no rule ends it.
 *
 * - HCPC: registration runs in periods of two years, and for occupational therapists every one ends on 31 October of an
 *   odd year (https://www.hcpc-uk.org/employers/registration/renewals/).
 * - DBS: a certificate has no end in law; trusts ask for a new one, or for a look at the Update Service, every year.
 * - Training: months of the Core Skills Training Framework.
 */
function lastDayByRule({ kind, item, facts, checkedOn }: CheckFacts): string | null {
  switch (kind) {
    case 'hcpc_register':
      return endOfRegistration(checkedOn);
    case 'dbs':
      return addMonths(facts['updateService'] === true ? checkedOn : String(facts['issuedOn']), DBS_MONTHS);
    case 'occupational_health':
      return item === 'fitness_to_work' ? addMonths(checkedOn, FITNESS_MONTHS) : null;
    case 'training': {
      const training = TRAINING_MODULES.find((one) => one.item === item);
      return training ? addMonths(checkedOn, training.months) : null;
    }
    default:
      return null;
  }
}

/**
 * Why a check shows nothing for its requirement, in words; null: it shows it. It stays on file either way, and one that
 * says no replaces an older one that said yes.
 *
 * @param hasFile whether a file is, or was, kept with it.
 * @param asked what one post asks of a DBS certificate; by default what clinical work does.
 */
export function whyNot(
  { kind, facts }: Pick<CheckFacts, 'kind' | 'facts'>,
  hasFile: boolean,
  asked: DbsAsked = NOTHING_STATED,
): string | null {
  switch (kind) {
    case 'hcpc_register':
      return ['suspended', 'not_on_register'].includes(String(facts['status']))
        ? 'the register does not have them as registered'
        : null;
    case 'dbs':
      return whyNotDbs(facts, asked);
    case 'qualification':
      return hasFile || facts['copyKept'] === true ? null : 'no copy is kept (regulation 22)';
    case 'reference':
      if (facts['notRelative'] !== true) return 'it is from a relative (regulation 22)';
      return facts['mayBeDisclosed'] === true ? null : 'it may not be shown to employers (regulation 22)';
    case 'employment_history':
      return Number(facts['yearsCovered']) >= YEARS_OF_HISTORY
        ? null
        : `it covers less than ${YEARS_OF_HISTORY} years`;
    default:
      return null;
  }
}

/**
 * Clinical work with patients is regulated activity, for which an enhanced certificate with barred lists is asked
 * (https://www.gov.uk/guidance/dbs-eligibility-guidance). "Enhanced DBS" is short for that, so only a post that is set to
 * standard or basic asks for less. A certificate is for the workforce that it names
 * (https://www.gov.uk/government/publications/dbs-workforce-guidance).
 */
function whyNotDbs(facts: CheckFacts['facts'], { level, workforce }: DbsAsked): string | null {
  const least = level === 'standard' || level === 'basic' ? level : 'enhanced_with_barred_lists';
  const has = DBS_LEVELS.findIndex((one) => one === facts['level']);
  if (has < DBS_LEVELS.indexOf(least))
    return least === 'enhanced_with_barred_lists'
      ? 'clinical work needs an enhanced certificate with barred lists, unless the post is set to ask for less'
      : `it is a ${String(facts['level'])} certificate, and this post asks for a ${least} one`;
  const ofIt = facts['workforce'];
  if (workforce === null || ofIt === 'adult_and_child' || ofIt === workforce) return null;
  return `the certificate is for work with ${workforceInWords(ofIt) ?? 'others'}, and this post asks for one for work with ${workforceInWords(workforce) ?? 'others'}`;
}

/** The last day on which a check counts: the earlier of what its document and its rule say; null: neither ends it. */
export function lastDayOf(check: CheckFacts, given: string | undefined): string | null {
  const days = [given ?? null, lastDayByRule(check)].filter((one): one is string => one !== null);
  return days.sort()[0] ?? null;
}

/** 31 October of this year or the next, whichever is odd and not past. */
function endOfRegistration(day: string): string {
  const year = Number(day.slice(0, 4));
  const isPast = day > `${year}-10-31`;
  const odd = year % 2 === 1 ? (isPast ? year + 2 : year) : year + 1;
  return `${odd}-10-31`;
}

/** The day before the same date so many months later: what is checked on 3 May counts until 2 May. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // A date that the month does not have, such as 29 February, becomes the month's last.
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const later = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)));
  return addDays(later.toISOString().slice(0, 10), -1);
}
