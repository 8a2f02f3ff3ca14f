import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { readAs } from '../http/as-actor.js';

/** One post that somebody was considered for, as they themselves may see it. Moments are ISO 8601. */
export interface Decided {
  readonly vacancyId: string;
  readonly title: string;
  readonly employer: string;
  readonly isOpen: boolean;
  readonly stage: string;
  /** The oldest first. Who of the agency it was is left out. */
  readonly moves: readonly {
    readonly at: string;
    readonly to: string;
    readonly reason: string | null;
    readonly note: string | null;
    readonly isUndo: boolean;
    readonly byThem: boolean;
  }[];
  /** What the employer was told, with the CV that went out; null: nobody was told anything. */
  readonly told: { readonly at: string; readonly fileName: string; readonly words: string } | null;
}

type Row = Omit<Decided, 'told'> & {
  readonly submittedAt: Date | null;
  readonly fileName: string | null;
  readonly words: string | null;
};

/** The newest that a page shows; all of them are in the export. */
const MOST_LISTED = 50;

/**
 * What was decided about a person for each post, and which employers were told about them (UK GDPR, Articles 13 to 15 and
 * 22C): of the record that their link opens, the newest first.
 */
export async function listDecided(
  database: Database,
  actor: Actor,
  candidateId: string,
): Promise<readonly Decided[]> {
  const query = {
    text: `SELECT v.id AS "vacancyId", v.title, e.name AS employer, v.status = 'open' AS "isOpen", c.stage,
                  (SELECT json_agg(json_build_object('at', m.at, 'to', m."to", 'reason', m.reason, 'note', m.note,
                                                     'isUndo', m.is_undo, 'byThem', m.by_id IS NULL) ORDER BY m.revision)
                     FROM candidacy_move m WHERE m.candidacy_id = c.id) AS moves,
                  s.submitted_at AS "submittedAt", s.cv_file_name AS "fileName", s.told AS words
             FROM candidacy c
             JOIN vacancy v ON v.id = c.vacancy_id
             JOIN employer e ON e.id = v.employer_id
             LEFT JOIN submission s ON s.candidacy_id = c.id
            WHERE c.candidate_id = $1 ORDER BY c.id DESC LIMIT ${MOST_LISTED}`,
    values: [candidateId],
  };
  const { rows } = await readAs(database, actor, (sql) => sql.query<Row>(query));
  return rows.map(({ submittedAt, fileName, words, ...row }) => ({
    ...row,
    told: submittedAt && { at: submittedAt.toISOString(), fileName: fileName ?? '', words: words ?? '' },
  }));
}
