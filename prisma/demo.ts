/**
 * `npm run demo [-- --exit]`: starts the whole system on a data folder of its own, makes the sample vacancies, sends the
 * sample CVs through the public API, prints the ranked lists and goes on serving. With `--exit` it stops after that, with
 * exit code 0 only if every sample ended as `samples/expected.json` says.
 */
import { parseArgs } from 'node:util';
import { runInstallation } from '../src/supervisor/run-installation.js';
import { createApiClient } from './demo/api-client.js';
import { createBoard } from './demo/board.js';
import { checkCv, checkRanking, checkVacancy } from './demo/check-outcomes.js';
import { demoAccount } from './demo/demo-account.js';
import { adminKey, standApart } from './demo/installation.js';
import { printRanking } from './demo/print-ranking.js';
import { currentMatches, sendCvs } from './demo/run-samples.js';
import { loadSamples } from './demo/samples.js';

const { values } = parseArgs({ options: { exit: { type: 'boolean', default: false } } });
const samples = loadSamples();
const started = Date.now();
standApart(samples);

await runInstallation(async (running, { dataDir }) => {
  const key = await adminKey(running, dataDir);
  const api = createApiClient(running.address, key);
  const { uploads, vacancies, expected } = samples;
  const faults: string[] = [];

  const made: { file: string; id: string }[] = [];
  for (const vacancy of vacancies) made.push({ file: vacancy.file, ...(await api.ensureVacancy(vacancy)) });
  console.log(`\n${made.length} vacancies are there. Sending ${uploads.length} CVs:\n`);

  const board = createBoard(
    process.stdout,
    uploads.map(({ file }) => file),
  );
  const sent = await sendCvs(api, uploads, board);
  board.close();
  const sample = new Map(sent.map(({ file, receipt }) => [receipt.candidateId, file]));
  const names = new Map(uploads.map(({ file, name }) => [file, name]));
  const fileOf = (candidateId: string): string => sample.get(candidateId) ?? 'somebody else';
  for (const { file, id } of made) {
    const matches = await currentMatches(api, id, uploads.length);
    const vacancy = await api.viewVacancy(id);
    console.log(
      printRanking(vacancy, matches, (candidateId) => names.get(fileOf(candidateId)) ?? 'somebody else'),
    );
    const order = matches.items.map(({ candidate }) => fileOf(candidate.id));
    const [fields, ranking] = [expected.vacancies[file], expected.rankings[file]];
    if (fields) faults.push(...checkVacancy(file, vacancy, fields));
    if (ranking) faults.push(...checkRanking(file, order, ranking));
  }

  // Looked at again: CVs that an earlier version of the program had read have been understood anew by now.
  for (const { file, receipt } of sent) {
    const truth = expected.cvs[file];
    if (truth) faults.push(...checkCv(file, await api.viewCv(receipt), truth));
  }

  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`\n${sent.length} CVs, ${made.length} vacancies, ${seconds} s.`);
  console.log(faults.length === 0 ? 'Every sample ended as it should.' : 'Not as expected:');
  for (const fault of faults) console.log(`  ${fault}`);
  if (values.exit) {
    await running.stop();
    process.exit(faults.length === 0 ? 0 : 1);
  }
  const { email, password } = await demoAccount(running.databaseUrl, dataDir);
  const { address } = running;
  console.log(
    [
      '',
      `Pages for candidates:  ${address}/  (send a CV: ${address}/cv)`,
      `Pages for the agency:  ${address}/vacancies  (sign in as ${email}, password ${password})`,
      `                       ${address}/vacancies/new, ${address}/duplicates, ${address}/admin`,
      `The API: ${address}   Its documentation: ${address}/docs`,
      `Administrator's key of this demo: ${key}`,
      `Try:  curl -H "Authorization: Bearer ${key}" ${address}/v1/vacancies`,
      `Data: ${dataDir}`,
      'Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
});
