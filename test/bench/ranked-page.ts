import pg from 'pg';
import { sampleVacancies } from './corpus.js';
import { compare, quantile, repeated, timesOf, type Bench } from './harness.js';
import { startInstallation } from './installation.js';
import { insertSamplePeople } from './people.js';
import { asker, postVacancy, until } from './staff-client.js';
import { keepAlive } from './upload-client.js';

const PEOPLE = 5_000;
const CALLS = 40;
/** For the percentiles. */
const PAGES = 1_000;

/** What a page reads at the least: its rows of the list, by the index, over a connection without HTTP. */
const BARE_QUERY = {
  name: 'bare-page',
  text: `SELECT m.candidate_id, m.tier, m.score, m.fit, m.reverse_fit
           FROM vacancy v JOIN match m ON m.vacancy_id = v.id AND m.generation = v.generation
          WHERE v.id = $1 ORDER BY m.tier DESC, m.score DESC, m.candidate_id LIMIT 20`,
};

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
      await insertSamplePeople(client, PEOPLE);
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
      const ask = asker(installation, agent);
      const list = `/v1/vacancies/${id}/matches`;
      note('asking for pages');
      const times = await timesOf(PAGES, () => ask(list));
      const rows = await compare(
        [
          repeated('ranked page of 20', CALLS, () => ask(list)),
          repeated('ranked page of 100', CALLS, () => ask(`${list}?limit=100`)),
          repeated('health check, over HTTP', CALLS, () => ask('/health/live'), { anchor: true }),
          repeated('the bare query of 20 rows', CALLS, () => client.query({ ...BARE_QUERY, values: [id] }), {
            anchor: true,
          }),
          repeated('select 1', CALLS, () => client.query('SELECT 1'), { anchor: true }),
        ],
        rounds,
      );
      return [
        {
          title: `A page of a list of 1,000, kept of ${PEOPLE.toLocaleString('en-GB')} people`,
          unit: 'page',
          rounds,
          rows,
          facts: {
            'vacancy posted to list stored, ms': ranked,
            'ranked page of 20, p50 ms': quantile(times, 0.5),
            'ranked page of 20, p99 ms': quantile(times, 0.99),
          },
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
