import type { Agent } from 'node:http';
import pg from 'pg';
import { encodeCursor } from '../../src/http/cursor.js';
import { sampleVacancies } from './corpus.js';
import { CANDIDATES } from './crowd.js';
import { compare, quantile, repeated, timesOf, type Bench } from './harness.js';
import { startInstallation, type BenchInstallation } from './installation.js';
import { insertSamplePeople } from './people.js';
import { asker, postVacancy, untilRanked } from './staff-client.js';
import { keepAlive } from './upload-client.js';

const CALLS = 10;
/** For the percentiles. */
const PAGES = 200;

/** The main pages as a consultant's browser asks for them, among a crowd with whole CVs: whoever stands in a list is shown. */
export const pages: Bench = {
  name: 'pages',
  async run(rounds, note) {
    note(`starting an installation with ${CANDIDATES} people`);
    const installation = await startInstallation({ worker: true });
    const client = new pg.Client({ connectionString: installation.databaseUrl });
    await client.connect();
    const agent = keepAlive(1);
    try {
      await insertSamplePeople(client, CANDIDATES);
      const vacancyId = await postAll(installation, client, agent);
      const { id: best } = await standingAt(client, vacancyId, 1);
      const ask = asker(installation, agent);
      const asked = [
        ['/vacancies', '/vacancies'],
        ['ranked list', `/vacancies/${vacancyId}`],
        ['review of one person', `/vacancies/${vacancyId}/people/${best}`],
        ['candidate', `/candidates/${best}`],
        ['ranked page of the API', `/v1/vacancies/${vacancyId}/matches`],
        ['filtered list', `/vacancies/${vacancyId}?text=stroke&withinMiles=20&consent=represent`],
        ['list within 20 miles', `/vacancies/${vacancyId}?withinMiles=20`],
        ['list from place 900 on', await from(client, vacancyId, 900)],
        ['what-if', `/vacancies/${vacancyId}/weights?category.stage=95`],
        ['board', `/vacancies/${vacancyId}/pipeline`],
        ['export as CSV', `/vacancies/${vacancyId}/people.csv`],
        ['health check, over HTTP', '/health/live'],
      ] as const;
      const facts: Record<string, number> = {};
      for (const [name, path] of asked) {
        note(`asking for ${name}`);
        const times = await timesOf(PAGES, () => ask(path));
        facts[`${name}, p50 ms`] = quantile(times, 0.5);
        facts[`${name}, p95 ms`] = quantile(times, 0.95);
      }
      const contenders = asked.map(([name, path]) =>
        repeated(name, CALLS, () => ask(path), { anchor: path === '/health/live' }),
      );
      return [
        {
          title: `The main pages among ${CANDIDATES.toLocaleString('en-GB')} people`,
          unit: 'page',
          rounds,
          rows: await compare(contenders, rounds),
          facts,
          notes: ['One connection, one call after the other; whole pages of HTML, with names hidden.'],
        },
      ];
    } finally {
      agent.destroy();
      await client.end();
      await installation.stop();
    }
  },
};

/** Posts every sample vacancy and waits for their lists. @returns the id of the first. */
async function postAll(installation: BenchInstallation, client: pg.Client, agent: Agent): Promise<string> {
  const ids: string[] = [];
  for (const [n, description] of sampleVacancies().entries())
    ids.push(
      await postVacancy(installation, agent, {
        ...{ title: `Bench ${n}`, employer: 'Bench', description },
        postcode: 'LS1 3EX',
      }),
    );
  await untilRanked(client);
  const [first] = ids;
  if (first === undefined) throw new RangeError('there are no sample vacancies');
  return first;
}

/** Address of the page of a list that begins after a place. */
async function from(client: pg.Client, vacancyId: string, place: number): Promise<string> {
  const { generation, tier, score, id } = await standingAt(client, vacancyId, place);
  const cursor = encodeCursor('vacancy-matches', [generation, tier, score, id, place]);
  return `/vacancies/${vacancyId}?cursor=${cursor}`;
}

interface Standing {
  readonly generation: number;
  readonly tier: number;
  readonly score: number;
  readonly id: string;
}

/** Who stands at a place of a list, from 1. */
async function standingAt(client: pg.Client, vacancyId: string, place: number): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `SELECT v.generation, m.tier, m.score, m.candidate_id AS id
       FROM vacancy v JOIN match m ON m.vacancy_id = v.id AND m.generation = v.generation
      WHERE v.id = $1 ORDER BY m.tier DESC, m.score DESC, m.candidate_id OFFSET $2 LIMIT 1`,
    [vacancyId, place - 1],
  );
  const [row] = rows;
  if (!row) throw new Error(`nobody stands at place ${place}`);
  return row;
}
