import type { Transaction } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';

/**
 * What an agency has to have confirmed before it introduces somebody: identity, experience, training, qualifications and
 * whatever authorisation the law asks for, which is registration (regulation 19), and for work with vulnerable people
 * copies of qualifications and two references from people who are no relatives (regulation 22, Conduct of Employment
 * Agencies and Employment Businesses Regulations 2003, SI 2003/3319, as substituted by SI 2010/1782). Willingness is the
 * consent for the one position. The others are what an employer may not begin somebody without (NHS Employment Check
 * Standards).
 */
export const CHECKS = [
  'identity',
  'experience',
  'qualifications',
  'references',
  'registration',
  'right_to_work',
  'criminal_record',
  'training',
] as const;
/** Health is asked about only once there is an offer (Equality Act 2010, section 60). */
export const CHECKS_TO_START = [...CHECKS, 'occupational_health'] as const;
export type Check = (typeof CHECKS_TO_START)[number];

/** Of a vacancy: what says which checks it asks for. */
export interface Post {
  readonly contract: string | null;
  readonly registrationRequired: boolean;
  /** Employers may ask for checks of their own. */
  readonly employerId: string;
  /** May say which DBS certificate it asks for. */
  readonly description: string;
  /** The level and the workforce that staff set, or that were read when it was posted; null: none. */
  readonly dbsLevel: string | null;
  readonly dbsWorkforce: string | null;
  /** Names of fields, `dbsLevel` and `dbsWorkforce` among them where staff set them. */
  readonly fieldsSetByStaff: readonly string[];
}

/** What of a post says which DBS certificate it asks for. */
export type DbsOfPost = Pick<Post, 'description' | 'dbsLevel' | 'dbsWorkforce' | 'fieldsSetByStaff'>;

const ALWAYS: readonly Check[] = ['identity', 'experience', 'qualifications', 'references'];
/** Where the agency supplies the worker, it answers for their checks itself; where it introduces, the employer does. */
const SUPPLIED: ReadonlySet<string | null> = new Set(['locum', 'bank']);

/** What putting somebody forward for the post asks for of a file: also what its employer asks for, but for health. */
export function checksToIntroduce(post: Post, file: readonly FiledCheck[]): readonly string[] {
  const employers = file.filter(({ asked }) => asked !== null && !asked.aboutHealth);
  return [...standardChecks(post), ...employers.map(({ check }) => check)];
}

function standardChecks({ contract, registrationRequired }: Post): readonly Check[] {
  return [
    ...ALWAYS,
    ...(registrationRequired ? (['registration'] as const) : []),
    ...(SUPPLIED.has(contract) ? (['right_to_work', 'criminal_record', 'training'] as const) : []),
  ];
}

/**
 * What beginning in the post asks the agency for: where the employer does the standard checks, only what it asks for
 * besides.
 */
export function checksToStart(post: Post, file: readonly FiledCheck[]): readonly string[] {
  const standard: readonly Check[] = SUPPLIED.has(post.contract)
    ? [...standardChecks(post), 'occupational_health']
    : [];
  return [...standard, ...file.filter(({ asked }) => asked !== null).map(({ check }) => check)];
}

/** What there was for each check, by `FiledCheck.check`. */
export type Evidence = Readonly<
  Record<
    string,
    {
      readonly met: boolean;
      readonly words: string | null;
      readonly items: readonly string[];
      /** Of an employer's own check: what it is called. */
      readonly title?: string;
    }
  >
>;

/** What the compliance file has for a check. */
export interface Filed {
  /** Entries that show it; none where it is not shown. */
  readonly items: readonly string[];
  /** What is missing or has ended, in words; null: nothing. */
  readonly missing: string | null;
}

/** One check that may be asked for, with what the compliance file has for it. */
export interface FiledCheck {
  /** One of CHECKS_TO_START, or the id of a check of the employer's own. */
  readonly check: string;
  /** Of the employer's own; null: it is one of CHECKS_TO_START. */
  readonly asked: { readonly title: string; readonly aboutHealth: boolean } | null;
  readonly filed: Filed;
}

/** The compliance file of a person as it is today, for one post: CHECKS_TO_START in their order, then the employer's. */
export type FiledEvidence = (
  tx: Transaction,
  personId: string,
  post: DbsOfPost & Pick<Post, 'employerId'>,
) => Promise<readonly FiledCheck[]>;

/**
 * What there is for each check, from the words given now and from the file.
 *
 * @throws Problem `evidence_missing`, which names each that is missing, unless an exception is given in words.
 */
export function gatherEvidence(
  needed: readonly string[],
  words: Readonly<Record<string, string | undefined>>,
  file: readonly FiledCheck[],
  exception: string | undefined,
): Evidence {
  const concerned = file.filter(({ check }) => needed.includes(check) || words[check] !== undefined);
  const evidence: Evidence = Object.fromEntries(
    concerned.map(({ check, asked, filed: { items } }) => {
      const said = words[check];
      const met = said !== undefined || items.length > 0;
      return [check, { met, words: said ?? null, items, ...(asked && { title: asked.title }) }];
    }),
  );
  const missing = file.filter(({ check }) => needed.includes(check) && evidence[check]?.met !== true);
  if (missing.length > 0 && exception === undefined) {
    throw new Problem('evidence_missing', {
      errors: missing.map((one) => ({
        field: fieldOf(one),
        message: `${one.filed.missing ?? 'Nothing is filed.'} File it, say in words what was seen, when and by whom, or give an exception in words.`,
      })),
    });
  }
  return evidence;
}

/** Which field of `newSubmission` says a check in words. */
export function fieldOf({ check, asked }: Pick<FiledCheck, 'check' | 'asked'>): string {
  return `${asked === null ? 'evidence' : 'employerEvidence'}.${check}`;
}
