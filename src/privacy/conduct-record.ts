import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../http/idempotency.js';

/** An introduction as it must be known for a while: to whom, when, on what grounds, and what came of it. */
export interface Introduction {
  readonly employer: string;
  readonly vacancy: string;
  readonly submittedAt: string;
  readonly cvSha256: string;
  readonly willingness: { readonly given: string; readonly at: string } | null;
  readonly checks: readonly string[];
  /** Entries of the compliance file that it rested on, without what was seen. */
  readonly filed: readonly { readonly kind: string; readonly checkedOn: string }[];
  readonly exception: boolean;
  readonly outcome: string;
  readonly outcomeAt: string;
}

interface Row {
  readonly employer: string;
  readonly vacancy: string;
  readonly submitted_at: Date;
  readonly cv_sha256: string;
  readonly given: string | null;
  readonly given_at: Date | null;
  /** What an employer asked for itself stands under the id of its check, which says nothing, with its title. */
  readonly evidence: Readonly<Record<string, { readonly met: boolean; readonly title?: string }>>;
  readonly filed: Introduction['filed'];
  readonly exception: boolean;
  readonly stage: string;
  readonly outcome_at: Date;
  readonly keep_until: Date;
}

export interface Kept {
  readonly until: Date;
}

/** Introductions that must still be known, and until when. */
interface Obligation {
  readonly rows: readonly Row[];
  readonly until: Date;
}

/**
 * What the law obliges to keep of a person, whichever of their records it stands under, for a year after the last thing
 * that was done for them (Conduct Regulations 2003, SI 2003/3319, regulation 29 and Schedule 4). The one rule both for
 * what is said before an erasure and for what is then kept.
 *
 * @param records all records of the person.
 * @returns null where nothing is to be kept: nobody was told of them, or a year has gone by.
 */
export async function obligationOf(tx: Transaction, records: readonly string[]): Promise<Obligation | null> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.name AS employer, v.title AS vacancy, s.submitted_at, encode(s.cv_sha256, 'hex') AS cv_sha256, c.given,
           c.given_at, s.evidence,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'checkedOn', f.checked_on) ORDER BY f.checked_on, f.id), '[]')
              FROM compliance_check f
             WHERE f.id::text IN (SELECT used.id FROM jsonb_each(s.evidence) e, jsonb_array_elements_text(e.value->'items') used(id))) AS filed,
           s.exception IS NOT NULL AS exception, k.stage, k.updated_at AS outcome_at,
           k.updated_at + interval '1 year' AS keep_until
      FROM submission s JOIN candidacy k ON k.id = s.candidacy_id JOIN vacancy v ON v.id = s.vacancy_id
      JOIN employer e ON e.id = s.employer_id LEFT JOIN consent c ON c.id = s.consent_id
     WHERE s.candidate_id = ANY(${[...records]}::uuid[]) ORDER BY s.submitted_at`;
  const until = new Date(Math.max(...rows.map(({ keep_until: end }) => end.getTime())));
  return rows.length === 0 || until <= new Date() ? null : { rows, until };
}

/**
 * Keeps of a person who is about to be erased what the law obliges: name and address, and the particulars of each
 * introduction (UK GDPR, Article 17(3)(b)). Nothing of whoever was introduced to nobody.
 */
export async function keepConductRecord(
  tx: Transaction,
  records: readonly string[],
  erasureId: string,
): Promise<Kept | null> {
  const obligation = await obligationOf(tx, records);
  if (obligation === null) return null;
  const { rows, until } = obligation;
  const contact = await tx.contact.findFirst({ where: { candidateId: { in: [...records] } } });
  const particulars = rows.map((row): Introduction => ({
    employer: row.employer,
    vacancy: row.vacancy,
    submittedAt: row.submitted_at.toISOString(),
    cvSha256: row.cv_sha256,
    willingness:
      row.given !== null && row.given_at ? { given: row.given, at: row.given_at.toISOString() } : null,
    checks: Object.entries(row.evidence).flatMap(([check, { met, title }]) => (met ? [title ?? check] : [])),
    filed: row.filed,
    exception: row.exception,
    outcome: row.stage,
    outcomeAt: row.outcome_at.toISOString(),
  }));
  await tx.conductRecord.create({
    data: {
      id: uuidv7(),
      erasureId,
      name: contact?.name ?? '',
      postcode: contact?.postcode ?? null,
      particulars: JSON.parse(JSON.stringify(particulars)) as object[],
      keepUntil: until,
    },
  });
  return { until };
}
