import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '../../src/database/embedded-server.js';
import { migrate } from '../../src/database/migrate.js';
import type { RankedEntry } from '../../src/matching/ranking-index.js';

export interface MatchRows {
  /** Stores a list as a new generation of the vacancy and flips its pointer, in one transaction. */
  write(vacancy: number, list: readonly RankedEntry[]): Promise<void>;
  /** Deletes what no pointer leads to. */
  forgetOldLists(): Promise<void>;
  close(): Promise<void>;
}

const vacancyId = (n: number): string => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;

/** A database of its own with the people and vacancies that matches point to. */
export async function prepareMatchRows(
  candidateIds: readonly string[],
  vacancies: number,
): Promise<MatchRows> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ot-match-bench-'));
  const server = await startEmbeddedServer({ dataDir });
  await migrate(server.url);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('INSERT INTO candidate (id) SELECT unnest($1::uuid[])', [candidateIds]);
  const employer = vacancyId(0xffff);
  await client.query(`INSERT INTO employer (id, name) VALUES ($1, 'Bench')`, [employer]);
  await client.query(
    `INSERT INTO vacancy (id, employer_id, title, description, reading, requirement, taxonomy_version,
                          understanding_version)
     SELECT unnest($1::uuid[]), $2, 'Bench', 'Bench', '{}', '{}', '', ''`,
    [Array.from({ length: vacancies }, (_, n) => vacancyId(n)), employer],
  );
  let generation = 0;
  return {
    async write(vacancy, list) {
      generation += 1;
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO match (vacancy_id, generation, candidate_id, tier, score, fit, reverse_fit, profile_revision,
                            versions)
         SELECT $1, $2, id, tier, score, fit, reverse, 1, 'bench'
           FROM unnest($3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[])
             AS list (id, tier, score, fit, reverse)`,
        [
          vacancyId(vacancy),
          generation,
          list.map((entry) => entry.candidateId),
          list.map((entry) => entry.tier),
          list.map((entry) => entry.score),
          list.map((entry) => entry.fit),
          list.map((entry) => entry.reverseFit),
        ],
      );
      await client.query('UPDATE vacancy SET generation = $2 WHERE id = $1', [
        vacancyId(vacancy),
        generation,
      ]);
      await client.query('COMMIT');
    },
    async forgetOldLists() {
      await client.query(
        'DELETE FROM match m USING vacancy v WHERE v.id = m.vacancy_id AND m.generation <> v.generation',
      );
    },
    async close() {
      await client.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
