import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sampleVacancies, uploadableSamples } from './corpus.js';
import { quantile, timesOf, type Bench } from './harness.js';
import { startInstallation, type BenchInstallation } from './installation.js';
import { asker, postVacancy, until } from './staff-client.js';
import { inParallel, keepAlive, upload } from './upload-client.js';

const CVS = 200;
/** Calls without any reading under way, and the pause between two. */
const QUIET_CALLS = 500;
const PAUSE_MS = 10;
const WARM_UP_CALLS = 50;

/** How much the API slows down while two hundred CVs of all formats are read on the same machine. */
export const readingLoad: Bench = {
  name: 'reading-load',
  async run() {
    const installation = await startInstallation({ worker: true });
    const client = new pg.Client({ connectionString: installation.databaseUrl });
    await client.connect();
    const agent = keepAlive(4);
    try {
      const [description = ''] = sampleVacancies();
      const vacancy = await postVacancy(installation, agent, { title: 'OT', employer: 'Bench', description });
      await send(installation, agent, 20, 'before');
      await untilRead(client);
      const askFor = asker(installation, agent);
      const ask = () => askFor(`/v1/vacancies/${vacancy}/matches?limit=20`);
      await timesOf(WARM_UP_CALLS, ask);
      const quiet: number[] = [];
      for (let n = 0; n < QUIET_CALLS; n += 1) {
        quiet.push(...(await timesOf(1, ask)));
        await sleep(PAUSE_MS);
      }
      const started = performance.now();
      await send(installation, agent, CVS, 'under-way');
      const busy: number[] = [];
      const end = new AbortController();
      const reading = untilRead(client).finally(() => {
        end.abort();
      });
      while (!end.signal.aborted) {
        busy.push(...(await timesOf(1, ask)));
        await sleep(PAUSE_MS);
      }
      await reading;
      const seconds = (performance.now() - started) / 1000;
      const [before, during] = [quantile(quiet, 0.99), quantile(busy, 0.99)];
      return [
        {
          title: `The API while ${CVS} CVs are read: one page of a ranked list, every ${PAUSE_MS} ms`,
          unit: 'call',
          rounds: 1,
          rows: [],
          facts: {
            'calls meanwhile': busy.length,
            'quiet, p50 ms': quantile(quiet, 0.5),
            'quiet, p99 ms': before,
            'meanwhile, p50 ms': quantile(busy, 0.5),
            'meanwhile, p99 ms': during,
            'p99 meanwhile ÷ quiet': during / before,
            'CVs read and understood per second': CVS / seconds,
          },
          notes: [
            'PDF (one of them a scan), Word and text in turn; API, worker, readers and database share the machine.',
          ],
        },
      ];
    } finally {
      agent.destroy();
      await client.end();
      await installation.stop();
    }
  },
};

async function send(
  { address }: BenchInstallation,
  agent: ReturnType<typeof keepAlive>,
  count: number,
  name: string,
): Promise<void> {
  const files = uploadableSamples();
  await inParallel(count, 4, async (n) => {
    const file = files[n % files.length];
    if (!file) throw new RangeError('there are no samples');
    const email = `${name}-${n}@example.org`;
    const answer = await upload(address, agent, { ...file, fileName: file.name, name: 'Bench', email });
    if (answer.status !== 202)
      throw new Error(`an upload was answered with ${answer.status}: ${answer.body}`);
  });
}

function untilRead(client: pg.Client): Promise<void> {
  return until(async () => {
    const { rows } = await client.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM cv WHERE status IN ('received', 'read')`,
    );
    return rows[0]?.left === 0;
  }, 250);
}
