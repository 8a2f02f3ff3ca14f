import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rankCandidate } from '../../../src/matches/rank-candidate.js';
import { STORED_MATCHES } from '../../../src/matches/rank-vacancies.js';
import { rankVacancy } from '../../../src/matches/rank-vacancy.js';
import { featuresOf, type Features } from '../../../src/matching/features.js';
import type { Requirement } from '../../../src/matching/requirement.js';
import { scoreMatch } from '../../../src/matching/score.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { UNDERSTANDING_VERSION } from '../../../src/understanding/profile.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';
import { versionKey, versions } from '../../../src/versions.js';
import { COUNCIL_VACANCY, STROKE_VACANCY, cvText } from '../../fixtures/cv-texts.js';
import { createPipeline, type Pipeline } from '../../fixtures/pipeline.js';
import { waitUntil } from '../../fixtures/wait-until.js';
import { createContext, type AllContexts } from './handlers.js';

const taxonomy = loadTaxonomy();
let pipeline: Pipeline;
let context: AllContexts;
beforeEach(async () => {
  const created = await createPipeline();
  if (!created) throw new Error('no pipeline');
  pipeline = created;
  context = createContext(pipeline);
});
afterEach(() => pipeline.close());

/** A candidate with a profile, as if their CV had been read and understood. */
async function addCandidate(text: string, candidateId = uuidv7()): Promise<string> {
  const { cvId } = await pipeline.upload(text, { quietly: true, candidateId });
  const profile = understandCv(text, taxonomy);
  await pipeline.database.pool.query(`UPDATE cv SET status = 'ready', outcome = 'read' WHERE id = $1`, [
    cvId,
  ]);
  await pipeline.database.pool.query(
    `INSERT INTO profile (candidate_id, cv_id, revision, taxonomy_version, understanding_version, profile, features)
     VALUES ($1, $2, nextval('profile_revision'), $3, $4, $5, $6)
     ON CONFLICT (candidate_id) DO UPDATE
       SET cv_id = excluded.cv_id, revision = excluded.revision, features = excluded.features`,
    [
      candidateId,
      cvId,
      taxonomy.version,
      UNDERSTANDING_VERSION,
      JSON.stringify(profile),
      JSON.stringify(featuresOf(profile, taxonomy)),
    ],
  );
  return candidateId;
}

interface Match {
  candidate_id: string;
  tier: number;
  score: number;
  fit: number;
  reverse_fit: number;
  profile_revision: string;
  versions: string;
}

/** The list that readers are led to. */
async function listOf(vacancyId: string): Promise<Match[]> {
  const { rows } = await pipeline.database.pool.query<Match>(
    `SELECT m.candidate_id, m.tier, m.score, m.fit, m.reverse_fit, m.profile_revision, v.ranked_versions AS versions
       FROM match m JOIN vacancy v ON v.id = m.vacancy_id AND v.generation = m.generation
      WHERE v.id = $1 ORDER BY m.tier DESC, m.score DESC, m.candidate_id`,
    [vacancyId],
  );
  return rows;
}

/** What the list has to be: everybody who may be ranked, scored one by one. */
async function expectedListOf(vacancyId: string): Promise<Match[]> {
  const { rows } = await pipeline.database.pool.query<{ requirement: Requirement }>(
    'SELECT requirement FROM vacancy WHERE id = $1',
    [vacancyId],
  );
  const requirement = rows[0]?.requirement;
  if (!requirement) throw new Error('there is no such vacancy');
  const profiles = await pipeline.database.pool.query<{
    candidate_id: string;
    features: Features;
    revision: string;
  }>(
    `SELECT candidate_id, features, revision FROM profile p
      WHERE EXISTS (SELECT 1 FROM consent c WHERE c.candidate_id = p.candidate_id AND scope = 'keep'
                       AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > now()))`,
  );
  return profiles.rows
    .map(({ candidate_id, features, revision }) => {
      const { tier, score, fit, reverseFit } = scoreMatch(features, requirement);
      return {
        candidate_id,
        tier,
        score,
        fit,
        reverse_fit: reverseFit,
        profile_revision: revision,
        versions: versionKey(versions(taxonomy)),
      };
    })
    .sort((a, b) => b.tier - a.tier || b.score - a.score || (a.candidate_id < b.candidate_id ? -1 : 1));
}

const vacancyRow = async (id: string) => {
  const { rows } = await pipeline.database.pool.query<Record<string, unknown>>(
    'SELECT * FROM vacancy WHERE id = $1',
    [id],
  );
  return rows[0] ?? {};
};

describe('ranking a vacancy', () => {
  it('stores everybody in order, as one generation', async () => {
    for (let number = 0; number < 8; number += 1) await addCandidate(cvText(number));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    await rankVacancy(context, { vacancyId });
    const list = await listOf(vacancyId);
    expect(list).toHaveLength(8);
    expect(list).toEqual(await expectedListOf(vacancyId));
    expect(await vacancyRow(vacancyId)).toMatchObject({
      generation: 1,
      ranked_revision: 1,
      ranked_versions: versionKey(versions(taxonomy)),
      candidate_count: 8,
      cutoff_tier: null,
      cutoff_score: null,
      lease_until: null,
      worker: null,
      attempts: 0,
    });
  });

  it('does nothing when nothing is owed, and makes a new generation after a change, leaving none behind', async () => {
    await addCandidate(cvText(1));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    await rankVacancy(context, { vacancyId });
    await rankVacancy(context, { vacancyId });
    expect(await vacancyRow(vacancyId)).toMatchObject({ generation: 1 });

    await pipeline.database.pool.query('UPDATE vacancy SET revision = revision + 1 WHERE id = $1', [
      vacancyId,
    ]);
    await rankVacancy(context, { vacancyId });
    expect(await vacancyRow(vacancyId)).toMatchObject({ generation: 2, ranked_revision: 2 });
    const { rows } = await pipeline.database.pool.query('SELECT DISTINCT generation FROM match');
    expect(rows).toEqual([{ generation: 2 }]);
  });

  it('follows new, changed, withdrawn, returned and erased candidates', async () => {
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const people: string[] = [];
    for (let number = 0; number < 6; number += 1) people.push(await addCandidate(cvText(number)));
    const [changed, withdrawn, expired, erased] = people;
    const { pool } = pipeline.database;
    const rankAgain = async (): Promise<string[]> => {
      await pool.query('UPDATE vacancy SET revision = revision + 1 WHERE id = $1', [vacancyId]);
      await rankVacancy(context, { vacancyId });
      const list = await listOf(vacancyId);
      expect(list).toEqual(await expectedListOf(vacancyId));
      expect(await vacancyRow(vacancyId)).toMatchObject({ candidate_count: list.length });
      return list.map(({ candidate_id: id }) => id);
    };
    expect(await rankAgain()).toHaveLength(6);

    await addCandidate(cvText(77), changed);
    await addCandidate(cvText(78));
    await pool.query('UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1', [withdrawn]);
    await pool.query('UPDATE consent SET expires_at = now() WHERE candidate_id = $1', [expired]);
    await pool.query('DELETE FROM candidate WHERE id = $1', [erased]);
    const without = await rankAgain();
    expect(without).toHaveLength(4);
    for (const gone of [withdrawn, expired, erased]) expect(without).not.toContain(gone);

    await pool.query(`INSERT INTO consent (id, candidate_id, scope, given) VALUES ($1, $2, 'keep', 'test')`, [
      uuidv7(),
      withdrawn,
    ]);
    const again = await rankAgain();
    expect(again).toHaveLength(5);
    expect(again).toContain(withdrawn);
  });

  it('writes nothing for a worker whose claim went to another, or when the vacancy closes', async () => {
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const { pool } = pipeline.database;
    const steal = createContext(pipeline, {
      ranking: {
        ...context.ranking,
        refresh: async (reader) => {
          await pool.query('UPDATE vacancy SET epoch = epoch + 1 WHERE id = $1 AND ranked_revision IS NULL', [
            vacancyId,
          ]);
          return context.ranking.refresh(reader);
        },
      },
    });
    await addCandidate(cvText(1));
    await rankVacancy(steal, { vacancyId });
    expect(await listOf(vacancyId)).toEqual([]);

    await pool.query('UPDATE vacancy SET lease_until = NULL WHERE id = $1', [vacancyId]);
    const close = createContext(pipeline, {
      ranking: {
        ...context.ranking,
        refresh: async (reader) => {
          await pool.query(`UPDATE vacancy SET status = 'closed' WHERE id = $1`, [vacancyId]);
          return context.ranking.refresh(reader);
        },
      },
    });
    await rankVacancy(close, { vacancyId });
    expect(await listOf(vacancyId)).toEqual([]);
    expect(await vacancyRow(vacancyId)).toMatchObject({
      generation: 0,
      lease_until: null,
      ranked_revision: null,
    });
  });

  it('reads the words again where another taxonomy read them, and leaves alone what staff set', async () => {
    await addCandidate(cvText(1));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const fresh = await vacancyRow(vacancyId);
    await pipeline.database.pool.query(
      `UPDATE vacancy SET taxonomy_version = 'taxonomy-old', requirement = '{"criteria": []}', reading = '{}',
                          stage = 'consultant', sector = 'charity', fields_set_by_staff = '{stage}' WHERE id = $1`,
      [vacancyId],
    );
    await rankVacancy(context, { vacancyId });
    const again = await vacancyRow(vacancyId);
    expect(again).toMatchObject({
      taxonomy_version: taxonomy.version,
      stage: 'consultant',
      sector: fresh.sector,
      reading: fresh.reading,
      revision: 1,
      ranked_revision: 1,
    });
    expect((again.requirement as Requirement).stage).toBe('consultant');
    expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
  });
});

describe('what happens while a vacancy is being ranked', () => {
  /** A context whose index, once brought up to date for the nth time, lets something happen. */
  const interrupted = (nth: number, happen: () => Promise<void>): AllContexts => {
    let calls = 0;
    return createContext(pipeline, {
      ranking: {
        ...context.ranking,
        async refresh(reader) {
          await context.ranking.refresh(reader);
          calls += 1;
          if (calls === nth) await happen();
        },
      },
    });
  };
  const beforeTheLock = 1;
  const behindTheLock = 2;
  const somebodyWaits = async (): Promise<boolean> => {
    const { rows } = await pipeline.database.pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };

  it('takes in a candidate who came before the list was locked', async () => {
    await addCandidate(cvText(1));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const late = interrupted(beforeTheLock, async () => {
      await rankCandidate(context, { candidateId: await addCandidate(cvText(2)) });
    });
    await rankVacancy(late, { vacancyId });
    expect(await listOf(vacancyId)).toHaveLength(2);
    expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
  });

  it('takes in a candidate who came while the list was locked', async () => {
    await addCandidate(cvText(1));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    let other: Promise<void> = Promise.resolve();
    const late = interrupted(behindTheLock, async () => {
      const candidateId = await addCandidate(cvText(2));
      let done = false;
      other = rankCandidate(context, { candidateId }).finally(() => (done = true));
      await waitUntil('the other ranking waits, or has ended', async () => done || (await somebodyWaits()));
    });
    await rankVacancy(late, { vacancyId });
    await other;
    expect(await listOf(vacancyId)).toHaveLength(2);
    expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
  });

  it('leaves out whoever withdraws before the list is written', async () => {
    await addCandidate(cvText(1));
    const leaving = await addCandidate(cvText(2));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const late = interrupted(behindTheLock, async () => {
      await pipeline.database.pool.query('UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1', [
        leaving,
      ]);
    });
    await rankVacancy(late, { vacancyId });
    expect(await listOf(vacancyId)).toHaveLength(1);
    expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
  });

  it('leaves nobody in a list who is erased while it is written', async () => {
    await addCandidate(cvText(1));
    const leaving = await addCandidate(cvText(2));
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    let erasure: Promise<unknown> = Promise.resolve();
    const late = interrupted(behindTheLock, async () => {
      let done = false;
      erasure = pipeline.database.pool
        .query('DELETE FROM candidate WHERE id = $1', [leaving])
        .finally(() => (done = true));
      await waitUntil('the erasure waits, or has ended', async () => done || (await somebodyWaits()));
    });
    await rankVacancy(late, { vacancyId });
    await erasure;
    expect(await listOf(vacancyId)).toHaveLength(1);
    expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
  });
});

describe('ranking a candidate', () => {
  it('puts one candidate into every open list, or their new place, and notes that it did', async () => {
    const vacancies = [
      await pipeline.addVacancy('Stroke OT', STROKE_VACANCY),
      await pipeline.addVacancy('Reablement OT', COUNCIL_VACANCY),
    ];
    await addCandidate(cvText(1));
    for (const vacancyId of vacancies) await rankVacancy(context, { vacancyId });
    const candidateId = await addCandidate(cvText(2));
    for (const text of [cvText(2), cvText(3)]) {
      await addCandidate(text, candidateId);
      await rankCandidate(context, { candidateId });
      for (const vacancyId of vacancies)
        expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
    }
    const { rows } = await pipeline.database.pool.query(
      'SELECT ranked_revision = revision AS ranked FROM profile WHERE candidate_id = $1',
      [candidateId],
    );
    expect(rows).toEqual([{ ranked: true }]);
  });

  it('takes whoever withdrew out of every list, closed ones too', async () => {
    const [open, closed] = [
      await pipeline.addVacancy('Stroke OT', STROKE_VACANCY),
      await pipeline.addVacancy('Reablement OT', COUNCIL_VACANCY),
    ];
    const candidateId = await addCandidate(cvText(1));
    for (const vacancyId of [open, closed]) await rankVacancy(context, { vacancyId });
    await pipeline.database.pool.query(`UPDATE vacancy SET status = 'closed' WHERE id = $1`, [closed]);
    await pipeline.database.pool.query('UPDATE consent SET withdrawn_at = now()');
    await rankCandidate(context, { candidateId });
    for (const vacancyId of [open, closed]) expect(await listOf(vacancyId)).toEqual([]);
    const { rows } = await pipeline.database.pool.query('SELECT 1 FROM match');
    expect(rows).toEqual([]);
  });

  it('leaves alone a list that is owed a ranking of its own', async () => {
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    await rankVacancy(context, { vacancyId });
    const candidateId = await addCandidate(cvText(1));
    await pipeline.database.pool.query('UPDATE vacancy SET revision = revision + 1');
    await rankCandidate(context, { candidateId });
    expect(await listOf(vacancyId)).toEqual([]);
    await rankVacancy(context, { vacancyId });
    expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
  });

  it('ends in the same lists, in whatever order and however much at once things are ranked', async () => {
    const vacancies = [
      await pipeline.addVacancy('Stroke OT', STROKE_VACANCY),
      await pipeline.addVacancy('Reablement OT', COUNCIL_VACANCY),
    ];
    const others = createContext(pipeline);
    const people: string[] = [];
    const { pool } = pipeline.database;
    for (let round = 0; round < 6; round += 1) {
      for (let number = 0; number < 4; number += 1)
        people.push(await addCandidate(cvText(round * 4 + number)));
      await addCandidate(cvText(300 + round), people[round]);
      await pool.query('UPDATE consent SET withdrawn_at = now() WHERE candidate_id = $1', [
        people[round * 3],
      ]);
      await pool.query('UPDATE vacancy SET revision = revision + 1');
      const jobs = [
        ...vacancies.map((vacancyId) => () => rankVacancy(context, { vacancyId })),
        ...vacancies.map((vacancyId) => () => rankVacancy(others, { vacancyId })),
        ...people.slice(-6).map((candidateId) => () => rankCandidate(context, { candidateId })),
        ...[people[round], people[round * 3]].map(
          (candidateId) => () => rankCandidate(others, { candidateId: candidateId ?? '' }),
        ),
      ];
      const shuffled = jobs.map((job, at) => ({ job, key: (at * 7 + round * 5) % jobs.length }));
      await Promise.all(shuffled.sort((a, b) => a.key - b.key).map(({ job }) => job()));
      for (const vacancyId of vacancies)
        expect(await listOf(vacancyId)).toEqual(await expectedListOf(vacancyId));
    }
  });
});

describe('a list that is cut', () => {
  it('holds the best thousand, takes in whoever ranks above its cut, and nobody below', async () => {
    const vacancyId = await pipeline.addVacancy('Stroke OT', STROKE_VACANCY);
    const { pool } = pipeline.database;
    const texts = Array.from({ length: 20 }, (_, number) => cvText(number));
    const features = texts.map((text) => JSON.stringify(featuresOf(understandCv(text, taxonomy), taxonomy)));
    await pool.query(
      `WITH person AS (INSERT INTO candidate (id) SELECT uuidv7() FROM generate_series(1, 1300) RETURNING id),
            agreed AS (INSERT INTO consent (id, candidate_id, scope, given) SELECT uuidv7(), id, 'keep', 'test' FROM person),
            sent AS (INSERT INTO cv (id, candidate_id, sha256, uploader_hash, storage_key, file_name, format, size_bytes, status)
                     SELECT uuidv7(), id, sha256(id::text::bytea), sha256(id::text::bytea), id::text, 'cv', 'txt', 1, 'ready'
                       FROM person RETURNING id, candidate_id)
       INSERT INTO profile (candidate_id, cv_id, revision, taxonomy_version, understanding_version, profile, features)
       SELECT candidate_id, id, nextval('profile_revision'), $1, $2, '{}',
              ($3::jsonb[])[1 + (row_number() OVER ()) % cardinality($3::jsonb[])]
         FROM sent`,
      [taxonomy.version, UNDERSTANDING_VERSION, features],
    );
    await rankVacancy(context, { vacancyId });
    const list = await listOf(vacancyId);
    const expected = await expectedListOf(vacancyId);
    expect(list).toEqual(expected.slice(0, STORED_MATCHES));
    const cut = list.at(-1);
    expect(await vacancyRow(vacancyId)).toMatchObject({
      cutoff_tier: cut?.tier,
      cutoff_score: cut?.score,
      candidate_count: 1_300,
    });

    const below = expected.at(-1)?.candidate_id ?? '';
    expect(expected.at(-1)?.score).toBeLessThan(cut?.score ?? 0);
    await rankCandidate(context, { candidateId: below });
    expect(await listOf(vacancyId)).toEqual(list);

    const best = list[0];
    await pool.query(
      `UPDATE profile SET features = (SELECT features FROM profile WHERE candidate_id = $1),
                          revision = nextval('profile_revision') WHERE candidate_id = $2`,
      [best?.candidate_id, below],
    );
    await rankCandidate(context, { candidateId: below });
    const grown = await listOf(vacancyId);
    expect(grown).toHaveLength(STORED_MATCHES + 1);
    expect(grown.find(({ candidate_id: id }) => id === below)).toMatchObject({ score: best?.score });

    await pool.query(
      `UPDATE profile SET features = (SELECT features FROM profile WHERE candidate_id = $1),
                          revision = nextval('profile_revision') WHERE candidate_id = $2`,
      [expected.at(-2)?.candidate_id, best?.candidate_id],
    );
    await rankCandidate(context, { candidateId: best?.candidate_id ?? '' });
    expect((await listOf(vacancyId)).map(({ candidate_id: id }) => id)).not.toContain(best?.candidate_id);
  });
});
