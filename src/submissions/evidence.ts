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
}

const ALWAYS: readonly Check[] = ['identity', 'experience', 'qualifications', 'references'];
/** Where the agency supplies the worker, it answers for their checks itself; where it introduces, the employer does. */
const SUPPLIED: ReadonlySet<string | null> = new Set(['locum', 'bank']);

/** What putting somebody forward for the post asks for. */
export function checksToIntroduce({ contract, registrationRequired }: Post): readonly Check[] {
  return [
    ...ALWAYS,
    ...(registrationRequired ? (['registration'] as const) : []),
    ...(SUPPLIED.has(contract) ? (['right_to_work', 'criminal_record', 'training'] as const) : []),
  ];
}

/** What beginning in the post asks the agency for; nothing where the employer does the checks. */
export function checksToStart(post: Post): readonly Check[] {
  return SUPPLIED.has(post.contract) ? [...checksToIntroduce(post), 'occupational_health'] : [];
}

export type Evidence = Readonly<
  Partial<
    Record<Check, { readonly met: boolean; readonly words: string | null; readonly items: readonly string[] }>
  >
>;

/** What the compliance file has for a check. */
export interface Filed {
  /** Entries that show it; none where it is not shown. */
  readonly items: readonly string[];
  /** What is missing or has ended, in words; null: nothing. */
  readonly missing: string | null;
}

/** The compliance file of a person, by check, as it is today. */
export type FiledEvidence = (tx: Transaction, personId: string) => Promise<Readonly<Record<Check, Filed>>>;

/**
 * What there is for each check, from the words given now and from the file.
 *
 * @throws Problem `evidence_missing`, which names each that is missing, unless an exception is given in words.
 */
export function gatherEvidence(
  needed: readonly Check[],
  words: Readonly<Partial<Record<Check, string | undefined>>>,
  filed: Readonly<Record<Check, Filed>>,
  exception: string | undefined,
): Evidence {
  const concerned = CHECKS_TO_START.filter((check) => needed.includes(check) || words[check] !== undefined);
  const evidence: Evidence = Object.fromEntries(
    concerned.map((check) => {
      const { items } = filed[check];
      return [
        check,
        { met: words[check] !== undefined || items.length > 0, words: words[check] ?? null, items },
      ];
    }),
  );
  const missing = needed.filter((check) => evidence[check]?.met !== true);
  if (missing.length > 0 && exception === undefined) {
    throw new Problem('evidence_missing', {
      errors: missing.map((check) => ({
        field: `evidence.${check}`,
        message: `${filed[check].missing ?? 'Nothing is filed.'} File it, say in words what was seen, when and by whom, or give an exception in words.`,
      })),
    });
  }
  return evidence;
}
