import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../fixtures/api.js';
import { hasChromium, useBrowser } from '../fixtures/browser.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';

describe.runIf(hasChromium())('a page that moves by itself', () => {
  let api: TestApi;
  let worker: TestWorker;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
  });
  afterAll(() => api.stop());
  const visitor = useBrowser();
  const complaints = /status of 50[23]/;
  const sentCv = async (email: string): Promise<string> => {
    const sent = await api.upload({ fields: { email } });
    return api.address + String(sent.json['statusUrl']).replace(/^.*\/v1\/cvs/, '/cv');
  };

  it('says that it is behind when it cannot be fetched, tries again, and gets there', async () => {
    const page = await visitor.open({ complaints });
    const address = await sentCv('behind@example.org');
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    let failures = 0;
    await page.route(address, (route) => {
      failures += 1;
      return route.fulfill({ status: 503, body: 'away' });
    });
    await worker.workOff();
    await page.getByRole('status').getByText('The connection failed.').waitFor();
    await expect.poll(() => failures, { timeout: 15_000 }).toBeGreaterThan(1);
    await page.unroute(address);
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();
    await expect.poll(() => page.getByText('The connection failed.').count()).toBe(0);
  });

  it('opens its stream again when something on the way has refused it', async () => {
    const page = await visitor.open({ complaints });
    let refused = 0;
    await page.route('**/events*', (route) => {
      refused += 1;
      return refused < 3 ? route.fulfill({ status: 502, body: 'bad gateway' }) : route.continue();
    });
    await page.goto(await sentCv('refused@example.org'));
    await expect.poll(() => refused, { timeout: 15_000 }).toBe(3);
    await worker.workOff();
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();
  });

  it('says that it has stopped when it may not be fetched any more', async () => {
    const page = await visitor.open({ complaints });
    const address = await sentCv('gone@example.org');
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    await page.route(address, (route) => route.fulfill({ status: 401, body: 'no' }));
    await worker.workOff();
    await page.getByRole('status').getByText('This page does not move by itself any more.').waitFor();
  });
});
