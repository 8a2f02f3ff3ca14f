import { appendLook } from '../audit/append-look.js';
import { concerns } from '../audit/list-events.js';
import { isConsentOf, isCvOf } from '../candidates/duplicates/person-of.js';
import { recordsShown } from '../candidates/find-person.js';
import { openText, STORED_TEXT, type StoredText } from '../cvs/text/stored-text.js';
import type { Database } from '../database/client.js';
import { asActor, readAs } from '../http/as-actor.js';
import { viewMonitoring } from '../fairness/monitoring-answers.js';
import type { Actor } from '../http/actor.js';

/** One kind of what is held, as rows of columns. */
export interface HeldSection {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** SQL that selects CVs (`cv`) and consents (`c`), of the records in $1. */
interface Whose {
  readonly cvs: string;
  readonly consents: string;
}

const OF_ALL_RECORDS: Whose = {
  cvs: 'cv.candidate_id = ANY ($1::uuid[])',
  consents: 'c.candidate_id = ANY ($1::uuid[])',
};

/** What was sent and agreed to as this record: a merge moves it to another, for staff alone. */
const OF_ONE_RECORD: Whose = {
  cvs: isCvOf('($1::uuid[])[1]'),
  consents: isConsentOf('($1::uuid[])[1]'),
};

type Row = Readonly<Record<string, unknown>>;
type Section = readonly [title: string, sql: string, present?: (row: Row, keys: Database['keys']) => Row];

/**
 * What is held of a person, by title. $1: their records. Ids of staff are left out: whoever it was acted for the agency.
 * Stored passwords, keys and the like are of nobody's CV and are in none of it. References are given in confidence, which
 * takes their words out of what is to be handed over (Data Protection Act 2018, Schedule 2, paragraph 24).
 */
const sectionsOf = ({ cvs, consents }: Whose): readonly Section[] => [
  [
    'Contact',
    `SELECT c.name, c.email, c.phone, c.postcode, p.available_from::text AS "available from", p.created_at AS "since"
       FROM contact c JOIN candidate p ON p.id = c.candidate_id WHERE c.candidate_id = ANY ($1::uuid[])`,
  ],
  [
    'Consents',
    `SELECT c.scope, v.title AS vacancy, c.given AS how, c.given_note AS note, c.given_at AS given, c.expires_at AS "ends",
            c.withdrawn_at AS "taken back", c.withdrawn AS "taken back how", c.withdrawn_note AS "note on taking back"
       FROM consent c LEFT JOIN vacancy v ON v.id = c.vacancy_id
      WHERE ${consents} ORDER BY c.given_at`,
  ],
  [
    'CVs',
    `SELECT cv.file_name AS "file", cv.format, cv.size_bytes AS bytes, cv.received_at AS received, cv.status, cv.outcome,
            encode(cv.sha256, 'hex') AS sha256, ${STORED_TEXT}
       FROM cv LEFT JOIN cv_text t ON t.cv_id = cv.id
      WHERE ${cvs} ORDER BY cv.received_at`,
    withWords,
  ],
  [
    'What was understood',
    `SELECT p.profile, p.taxonomy_version AS "taxonomy", p.understanding_version AS "understanding", p.created_at AS made
       FROM profile p JOIN cv ON cv.id = p.cv_id WHERE ${cvs}`,
  ],
  [
    'Words of your CV that the program may learn',
    `SELECT f.words, f.concept_id AS "taken to mean", f.offered_at AS offered, f.state
       FROM offered_form f JOIN cv ON cv.id = f.cv_id WHERE ${cvs} ORDER BY f.offered_at`,
  ],
  [
    'Your corrections',
    `SELECT kind, coalesce(concept_id, subject) AS about, statement, made_at AS made, withdrawn_at AS "taken back"
       FROM correction WHERE candidate_id = ANY ($1::uuid[]) ORDER BY made_at`,
  ],
  [
    'Places in ranked lists',
    `SELECT v.title AS vacancy, e.name AS employer, m.score / 100.0 AS "score of 100", m.fit / 100.0 AS fit,
            m.reverse_fit / 100.0 AS wishes, v.ranked_at AS ranked, v.ranked_versions AS versions
       FROM vacancy v JOIN employer e ON e.id = v.employer_id
       JOIN match m ON m.vacancy_id = v.id AND m.generation = v.generation AND m.candidate_id = ANY ($1::uuid[])
      ORDER BY m.score DESC`,
  ],
  [
    'Decisions about you',
    `SELECT v.title AS vacancy, e.name AS employer, m.at, m."from", m."to", m.reason, m.note,
            CASE WHEN m.by_id IS NULL THEN 'you' ELSE 'the agency' END AS by, m.shown AS "what they were shown"
       FROM candidacy_move m JOIN candidacy c ON c.id = m.candidacy_id JOIN vacancy v ON v.id = c.vacancy_id
       JOIN employer e ON e.id = v.employer_id
      WHERE c.candidate_id = ANY ($1::uuid[]) ORDER BY m.at`,
  ],
  [
    'Who was told about you',
    `SELECT e.name AS employer, v.title AS vacancy, s.submitted_at AS at, s.cv_file_name AS "CV that was sent",
            s.told AS "what they were told", s.evidence, s.exception, s.repeat_reason AS "why again"
       FROM submission s JOIN vacancy v ON v.id = s.vacancy_id JOIN employer e ON e.id = s.employer_id
      WHERE s.candidate_id = ANY ($1::uuid[]) ORDER BY s.submitted_at`,
  ],
  [
    'Your compliance file',
    `SELECT kind, item, facts, checked_on::text AS "checked on", valid_until::text AS "counts until",
            CASE WHEN kind = 'reference' THEN 'given to us in confidence' ELSE note END AS "what was seen",
            CASE WHEN kind <> 'reference' THEN file_name END AS "file",
            CASE WHEN kind <> 'reference' THEN encode(sha256, 'hex') END AS sha256, filed_at AS filed,
            withdrawn_at AS withdrawn, CASE WHEN kind <> 'reference' THEN withdrawn_reason END AS "why it was withdrawn"
       FROM compliance_check WHERE candidate_id = ANY ($1::uuid[]) ORDER BY filed_at`,
  ],
  [
    'Questions',
    `SELECT about, question, asked_at AS asked, answer, answered_at AS answered FROM question
      WHERE candidate_id = ANY ($1::uuid[]) ORDER BY asked_at`,
  ],
  [
    'Your requests',
    `SELECT kind, words, made_at AS made, due_at AS due, answer, answered_at AS answered FROM person_request
      WHERE candidate_id = ANY ($1::uuid[]) ORDER BY made_at`,
  ],
  [
    'Messages to you',
    `SELECT subject, body, created_at AS written, state, sent_at AS sent FROM message
      WHERE candidate_id = ANY ($1::uuid[]) ORDER BY created_at`,
  ],
  [
    'What was done with your data',
    `SELECT at, CASE WHEN actor LIKE 'staff:%' THEN 'the agency' WHEN actor LIKE 'candidate:%' THEN 'you' ELSE actor END AS by,
            action,
            -- Who else was among them is nobody's business but theirs.
            CASE WHEN facts ? 'candidateIds'
                 THEN facts - '{candidateIds,files}'::text[] || jsonb_build_object('people', jsonb_array_length(facts->'candidateIds'))
                 ELSE facts END AS facts
       FROM audit_event
      WHERE ${concerns('$1')} OR subject IN (SELECT 'candidate:' || id FROM unnest($1::uuid[]) id
                  UNION SELECT 'cv:' || cv.id FROM cv WHERE ${cvs})
      ORDER BY audit_event.id`,
  ],
];

/** A CV with its text, where it has one, opened. */
function withWords(row: Row, keys: Database['keys']): Row {
  const { cv_id: cvId, text, statements, hidden_text, sealed, ...cv } = row;
  const words =
    cvId === null
      ? null
      : openText(keys, { cv_id: cvId, text, statements, hidden_text, sealed } as StoredText);
  return { ...cv, 'text that was read': words?.text ?? null, 'stated since': words?.statements || null };
}

/**
 * Everything that is held of a person (UK GDPR, Article 15), section by section: for themselves, of the record that their
 * link opens; for staff, of all that were merged. The look is recorded once all of it was read: what fails is none.
 *
 * @throws Problem `not_found`, also for somebody else's record; `hourly_limit_reached`; `text_unavailable`: part of it would not be everything.
 */
export async function collectHeld(
  database: Database,
  actor: Actor,
  candidateId: string,
): Promise<readonly HeldSection[]> {
  const records = await asActor(database, actor, (tx) => recordsShown(tx, actor, candidateId));
  const sections = sectionsOf(actor.kind === 'candidate' ? OF_ONE_RECORD : OF_ALL_RECORDS);
  const held = await readAs(database, actor, async (sql) => {
    const read: HeldSection[] = [];
    for (const [title, text, present] of sections) {
      const { rows } = await sql.query<Row>(text, [records]);
      read.push({
        title,
        rows: present === undefined ? rows : rows.map((row) => present(row, database.keys)),
      });
    }
    return read;
  });
  // To the person alone: no member of staff sees what somebody said for equality monitoring.
  if (actor.kind === 'candidate') {
    const said = Object.entries(await viewMonitoring(database, actor, candidateId));
    const rows = said.flatMap(([question, answer]) => (answer === null ? [] : [{ question, answer }]));
    held.push({ title: 'What you said for equality monitoring', rows });
  }
  await asActor(database, actor, (tx) =>
    appendLook(database, tx, { actor, action: 'candidate.exported', subject: `candidate:${candidateId}` }),
  );
  return held;
}
