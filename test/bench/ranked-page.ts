import pg from 'pg';
import { sampleVacancies } from './corpus.js';
import { compare, type Bench, type Contender } from './harness.js';
import { startInstallation } from './installation.js';
import { insertPeople } from './people.js';
import { postVacancy, until } from './staff-client.js';
import { call, keepAlive } from './upload-client.js';

const PEOPLE = 5_000;
const CALLS = 40;

/** The page of a ranked list, with evidence, as a consultant's browser asks for it. */
export const rankedPage: Bench = {
  name: 'page',
  async run(rounds, note) {
    note(`starting an installation with ${PEOPLE} people`);
    const installation = await startInstallation({ worker: true });
    const client = new pg.Client({ connectionString: installation.databaseUrl });
    await client.connect();
    const agent = keepAlive(1);
    try {
      await insertPeople(client, PEOPLE);
      const [description = ''] = sampleVacancies();
      const posted = performance.now();
      const id = await postVacancy(installation, agent, { title: 'Bench', employer: 'Bench', description });
      await until(async () => {
        const { rows } = await client.query<{ done: boolean }>(
          `SELECT ranked_revision = revision AND candidate_count = $2 AS done FROM vacancy WHERE id = $1`,
          [id, PEOPLE],
        );
        return rows[0]?.done === true;
      }, 20);
      const ranked = performance.now() - posted;
      // The worker still takes in, one by one, people whom the list has already: that is not to run beside the calls.
      await until(async () => {
        const { rows } = await client.query<{ left: number }>(
          'SELECT count(*)::int AS left FROM profile WHERE ranked_revision IS DISTINCT FROM revision',
        );
        return rows[0]?.left === 0;
      }, 500);

      const headers = { authorization: `Bearer ${installation.adminKey}` };
      const asking = (name: string, path: string, anchor = false): Contender => ({
        name,
        amount: CALLS,
        anchor,
        async round() {
          for (let n = 0; n < CALLS; n += 1) {
            const answer = await call(installation.address + path, agent, 'GET', undefined, headers);
            if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
          }
          return undefined;
        },
      });
      const rows = await compare(
        [
          asking('ranked page of 20', `/v1/vacancies/${id}/matches`),
          asking('ranked page of 100', `/v1/vacancies/${id}/matches?limit=100`),
          asking('health check, over HTTP', '/health/live', true),
          {
            name: 'select 1',
            amount: CALLS,
            anchor: true,
            async round() {
              for (let n = 0; n < CALLS; n += 1) await client.query('SELECT 1');
              return undefined;
            },
          },
        ],
        rounds,
      );
      return [
        {
          title: `A page of a list of 1,000, kept of ${PEOPLE.toLocaleString('en-GB')} people`,
          unit: 'page',
          rounds,
          rows,
          facts: { 'vacancy posted to list stored, ms': ranked },
          notes: ['One connection, one call after the other; every page is made with evidence and gates.'],
        },
      ];
    } finally {
      agent.destroy();
      await client.end();
      await installation.stop();
    }
  },
};
