/**
 * `npm run screenshots`: starts the demo's system, fills it with the samples, and draws the main pages with Chromium into
 * `prisma/samples/screenshots`, for the README.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { projectRoot } from '../src/project-root.js';
import { runInstallation } from '../src/supervisor/run-installation.js';
import { createApiClient } from './demo/api-client.js';
import { createBoard } from './demo/board.js';
import { demoAccount } from './demo/demo-account.js';
import { adminKey, standApart } from './demo/installation.js';
import { currentMatches, sendCvs } from './demo/run-samples.js';
import { loadSamples } from './demo/samples.js';

const FOLDER = join(projectRoot, 'prisma', 'samples', 'screenshots');
const VACANCY = 'band-6-stroke-esd.txt';
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 800 };

/** How far the first of the list go on the board of the picture. */
const WAYS: readonly (readonly object[])[] = [
  [{ to: 'contacted' }, { to: 'willingness_confirmed' }],
  [{ to: 'contacted' }],
  [],
  [],
  [{ to: 'rejected_by_agency', reason: 'stage_too_far' }],
];

const samples = loadSamples();
standApart(samples);

await runInstallation(async (running, { dataDir }) => {
  const api = createApiClient(running.address, await adminKey(running, dataDir));
  const made: { file: string; id: string }[] = [];
  for (const vacancy of samples.vacancies)
    made.push({ file: vacancy.file, ...(await api.ensureVacancy(vacancy)) });
  const board = createBoard(
    process.stdout,
    samples.uploads.map(({ file }) => file),
  );
  const sent = await sendCvs(api, samples.uploads, board);
  board.close();
  const vacancyId = made.find(({ file }) => file === VACANCY)?.id ?? '';
  const { items } = await currentMatches(api, vacancyId, WAYS.length);
  const best = items[0]?.candidate.id ?? '';
  const link = sent.find(({ receipt }) => receipt.candidateId === best)?.receipt.statusUrl ?? '';
  const advert = samples.vacancies.find(({ file }) => file === VACANCY)?.description ?? '';
  const { email, password } = await demoAccount(running.databaseUrl, dataDir);

  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ viewport: DESK, baseURL: running.address });
  const draw = async (name: string, address?: string): Promise<void> => {
    if (address !== undefined) await page.goto(address);
    await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
    console.log(`${name}.png`);
  };

  await page.setViewportSize(PHONE);
  await draw('upload', '/cv');
  await draw('what-was-read', new URL(link).pathname.replace('/v1/cvs', '/cv') + new URL(link).search);
  await page.setViewportSize(DESK);
  await signIn(page, email, password);
  await draw('vacancies');
  await draw('ranked-list', `/vacancies/${vacancyId}`);
  await draw('review', `/vacancies/${vacancyId}/people/${best}`);
  await fillPipeline(page, running.address, vacancyId, items);
  await draw('board', `/vacancies/${vacancyId}/pipeline`);
  await draw('funnel', '/pipeline');
  await draw('person', `/candidates/${best}`);
  await draw('weights', `/vacancies/${vacancyId}/weights?category.stage=60&category.duties=10`);
  await page.goto('/vacancies/new');
  await page.getByLabel('Text of the advert').fill(advert);
  await page.getByRole('button', { name: 'Read the advert' }).click();
  await page.getByRole('heading', { name: 'Check what the advert says' }).waitFor();
  await draw('check-advert');
  await page.emulateMedia({ colorScheme: 'dark' });
  await draw('ranked-list-dark', `/vacancies/${vacancyId}`);
  await browser.close();
  await running.stop();
  process.exit(0);
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address', { exact: true }).fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Open vacancies' }).waitFor();
}

/** Shortlists the first of the list and moves them on, as whoever is signed in would. */
async function fillPipeline(
  page: Page,
  origin: string,
  vacancyId: string,
  people: readonly { readonly candidate: { readonly id: string } }[],
): Promise<void> {
  const post = async (path: string, data: object, tag = '*'): Promise<{ id: string }> => {
    const answer = await page.request.post(`/v1/${path}`, { data, headers: { origin, 'if-match': tag } });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  // Whoever draws a second time finds the board as they left it.
  const before = await page.request.get(`/v1/vacancies/${vacancyId}/candidacies`);
  const { items } = (await before.json()) as { items: readonly unknown[] };
  if (items.length > 0) return;
  for (const [place, { candidate }] of people.entries()) {
    const wish = { scope: 'vacancy', vacancyId, how: 'phone', note: 'Rang today.' };
    if (place === 0) await post(`candidates/${candidate.id}/consents`, wish);
    const first = { candidateId: candidate.id, stage: 'shortlisted', reason: 'best_evidence' };
    const { id } = await post(`vacancies/${vacancyId}/candidacies`, first);
    for (const move of WAYS[place] ?? []) await post(`candidacies/${id}/moves`, move);
  }
}

function chromiumPath(): string {
  // eslint-disable-next-line no-restricted-properties -- where programs are, which is no setting of ours
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('There is no Chromium on the PATH (apt-get install chromium).');
  return path;
}
