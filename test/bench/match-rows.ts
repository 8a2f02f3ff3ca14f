import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '../../src/database/embedded-server.js';
import { migrate } from '../../src/database/migrate.js';
import { lockOutErasure, writeLists } from '../../src/matches/write-lists.js';
import type { Ranked } from '../../src/matching/rank-slots.js';

export interface MatchRows {
  /** Stores lists as new generations of their vacancies and flips the pointers, in one transaction. */
  write(lists: readonly { readonly vacancy: number; readonly ranked: Ranked }[]): Promise<void>;
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
    async write(lists) {
      generation += 1;
      const ids = lists.map(({ vacancy }) => vacancyId(vacancy));
      await client.query('BEGIN');
      await client.query('SET LOCAL synchronous_commit = off');
      await lockOutErasure(client);
      await writeLists(
        client,
        lists.map(({ vacancy, ranked }) => ({ vacancyId: vacancyId(vacancy), generation, ranked })),
      );
      await client.query('UPDATE vacancy SET generation = $2 WHERE id = ANY ($1::uuid[])', [ids, generation]);
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
