import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, type TestApi } from '../fixtures/api.js';
import { expectAccessible, hasChromium, useBrowser } from '../fixtures/browser.js';
import { sampleCv } from '../fixtures/people.js';
import { startWorker, type TestWorker } from '../fixtures/work-off.js';
import { waitUntil } from '../fixtures/wait-until.js';
import type { Page } from 'playwright-core';

describe.runIf(hasChromium())('a candidate', () => {
  let api: TestApi;
  let worker: TestWorker;
  beforeAll(async () => {
    api = await startApi();
    worker = await startWorker(api);
  });
  afterAll(() => api.stop());
  // Its windows are closed before the API goes.
  const visitor = useBrowser();

  const fillIn = async (page: Page, email = 'amara@example.org'): Promise<void> => {
    await page.getByLabel('Full name').fill('Amara Okafor');
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Postcode (optional)').fill('ls1 3ex');
    await page.getByLabel('Keep my CV and read it by software').check();
    await page.getByLabel('Put me forward for posts that fit').check();
  };
  const pdf = { name: 'amara-okafor.pdf', mimeType: 'application/pdf', buffer: sampleCv('amara-okafor.pdf') };

  it('sends a PDF, watches it being read without touching the page, and sees what was read', async () => {
    const page = await visitor.open();
    await page.goto(`${api.address}/`);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send your CV' }).click();
    await expect.poll(() => page.url()).toBe(`${api.address}/cv`);
    await expectAccessible(page);
    await fillIn(page);
    await page.getByLabel('Your CV', { exact: true }).setInputFiles(pdf);
    await page.getByRole('button', { name: 'Send CV' }).click();
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    await expectAccessible(page);
    expect(page.url()).toMatch(/\/cv\/[0-9a-f-]{36}\?token=otc_/);

    await worker.workOff();
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();
    await page.getByRole('heading', { name: 'What we read from your CV' }).waitFor();
    expect(await page.locator('.quote mark').count()).toBeGreaterThan(5);
    await expectAccessible(page);

    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();

    await page.getByText('Something is missing').click();
    await page.getByLabel('What you have done or hold').fill('I hold the AMPS certificate.');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('Missing: I hold the AMPS certificate.').waitFor();
    await page.getByRole('button', { name: 'Stop putting me forward' }).click();
    await page.getByRole('button', { name: 'Put me forward' }).waitFor();
    await worker.workOff();
    await page.getByText('Withdraw my CV', { exact: true }).click();
    await page.getByRole('button', { name: 'Yes, withdraw my CV' }).click();
    await page.getByText('you are in no list any more').waitFor();
    const consents = await api.database.prisma.consent.findMany({
      where: { candidate: { contact: { email: 'amara@example.org' } } },
    });
    expect(consents.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
  });

  it.each([
    { on: 'a desk', size: { width: 1280, height: 800 } },
    { on: 'a phone', size: { width: 360, height: 740 } },
  ])('sees the page stand still while it moves by itself, on $on', async ({ size }) => {
    const sent = await api.upload({ file: pdf.buffer, fields: { email: `still-${size.width}@example.org` } });
    const page = await visitor.open({ viewport: size });
    await page.addInitScript(() => {
      const seen = globalThis as unknown as { shifts: unknown[] };
      seen.shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
          if (!hadRecentInput) seen.shifts.push(value);
        }
      }).observe({ type: 'layout-shift' as 'mark', buffered: true });
    });
    await page.goto(api.address + String(sent.json['statusUrl']).replace(/^.*\/v1\/cvs/, '/cv'));
    const step = page.getByRole('list', { name: 'How far your CV is' }).getByRole('listitem');
    const stands = async () => ({
      heading: await page.getByRole('heading', { level: 1 }).boundingBox(),
      steps: await page.getByRole('list', { name: 'How far your CV is' }).boundingBox(),
      keep: await page.getByText('Keep this address').boundingBox(),
    });
    const states = async (): Promise<string[]> =>
      (await step.allTextContents()).map((words) => words.replace(/\s+/g, ' ').trim());
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    const before = await stands();
    const [received, checked, read, ready] = await states();
    expect(received).toMatch(/^Received Stored safely Done, /);
    expect(checked).toMatch(/^Checked .* Done, /);
    expect(read).toMatch(/^Read .* Under way$/);
    expect(ready).toMatch(/^Ready .* Still to come$/);

    await worker.workOff();
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();
    for (const words of await states()) expect(words).toMatch(/Done, \d/);
    expect(await stands()).toEqual(before);
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: unknown[] }).shifts);
    expect(shifts).toEqual([]);
  });

  it('can do the same without JavaScript', async () => {
    const page = await visitor.open({ javaScriptEnabled: false });
    await page.goto(`${api.address}/cv`);
    await fillIn(page, 'no.script@example.org');
    await page.getByLabel('Your CV', { exact: true }).setInputFiles(pdf);
    await page.getByRole('button', { name: 'Send CV' }).click();
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    await worker.workOff();
    await page.getByRole('link', { name: 'look again now' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();
  });

  it('goes on typing while the page moves by itself: nothing that was begun is lost, nor the place', async () => {
    const sent = await api.upload({ fields: { email: 'typing@example.org' } });
    const { staffId: askedById } = await api.keyFor('consultant');
    const candidateId = String(sent.json['candidateId']);
    const ask = async (question: string): Promise<void> => {
      const id = uuidv7();
      await api.database.prisma.question.create({
        data: { id, candidateId, about: 'work', question, askedById },
      });
    };
    await ask('Do you drive?');
    const page = await visitor.open();
    await page.goto(api.address + String(sent.json['statusUrl']).replace(/^.*\/v1\/cvs/, '/cv'));
    await page.getByText('Ask for a person, or dispute a decision').click();
    await page.getByLabel('What you would like').fill('Please ring me.');
    await page.getByText('Say something about yourself').click();
    await page.locator('select#sex').selectOption({ index: 2 });
    const sex = await page.locator('select#sex').inputValue();
    const answer = page.getByLabel('Your answer to: Do you drive?');
    await answer.fill('Yes, my car.');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
    await answer.evaluate((field) => (field as unknown as { scrollIntoView(): void }).scrollIntoView());
    const before = await answer.boundingBox();

    // It stands before the other one, so that what was first is second.
    await ask('Do you cycle?');
    await worker.workOff();
    await page.getByRole('heading', { level: 1, name: 'Your CV has been read' }).waitFor();
    const after = await answer.boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 999))).toBeLessThan(2);
    await page.keyboard.type('own ');
    expect(await answer.inputValue()).toBe('Yes, my own car.');
    expect(await page.getByLabel('Your answer to: Do you cycle?').inputValue()).toBe('');
    expect(await page.getByLabel('What you would like').inputValue()).toBe('Please ring me.');
    expect(await page.getByLabel('What you would like').isVisible()).toBe(true);
    expect(await page.locator('select#sex').inputValue()).toBe(sex);
    await page
      .locator('form')
      .filter({ has: answer })
      .getByRole('button', { name: 'Send the answer' })
      .click();
    await page.getByText('You answered').waitFor();
    const kept = await api.database.prisma.question.findFirst({
      where: { candidateId, question: 'Do you drive?' },
    });
    expect(kept?.answer).toBe('Yes, my own car.');
  });

  it('answers what they are asked, takes all that is held along and has it deleted, without JavaScript', async () => {
    const email = 'erase.me@example.org';
    const sent = await api.upload({ fields: { email } });
    await worker.workOff();
    const candidateId = String(sent.json['candidateId']);
    const { staffId } = await api.keyFor('consultant');
    await api.database.prisma.question.create({
      data: {
        id: randomUUID(),
        candidateId,
        about: 'driving',
        question: 'Do you drive?',
        askedById: staffId,
      },
    });
    const page = await visitor.open({ javaScriptEnabled: false });
    const link = new URL(String(sent.json['statusUrl']).replace('/v1/cvs', '/cv'));
    const path = link.pathname + link.search;
    await page.goto(api.address + path);
    await page.getByLabel('Your answer to: Do you drive?').fill('Yes, with my own car.');
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await page.getByText('Yes, with my own car.').waitFor();
    const json = await page.getByRole('link', { name: /JSON/ }).getAttribute('href');
    const held = await api.call(String(json));
    expect(held.status).toBe(200);
    expect(JSON.stringify(held.json)).toContain(email);

    await page.getByRole('link', { name: 'Delete all that you hold about me' }).click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('alert').getByText('Select that you want everything to be deleted').waitFor();
    expect(await api.database.prisma.candidate.count({ where: { id: candidateId } })).toBe(1);
    const seeing = await visitor.open();
    await seeing.goto(page.url());
    await expectAccessible(seeing);
    await page.getByLabel('I want everything to be deleted').check();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everything has been deleted' }).waitFor();
    expect(await api.database.prisma.candidate.count({ where: { id: candidateId } })).toBe(0);
    expect(await api.database.prisma.contact.count({ where: { email } })).toBe(0);
    await page.goto(api.address + path);
    await page.getByRole('heading', { name: 'The key or link is not valid' }).waitFor();
  });

  it('can do the same by keyboard alone', async () => {
    const page = await visitor.open();
    await page.goto(`${api.address}/cv`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const next = async (text: string): Promise<void> => {
      await page.keyboard.press('Tab');
      if (text !== '') await page.keyboard.type(text);
    };
    // Past how ranking works, and having one's link sent again.
    await next('');
    await next('');
    await next('');
    // What the file dialogue of the system would do.
    await page
      .getByLabel('Your CV', { exact: true })
      .setInputFiles({ ...pdf, buffer: Buffer.from(textCv()), name: 'keys.txt' });
    await next('Kay Board');
    await next('kay@example.org');
    await next('');
    await next('');
    await next(' ');
    await next(' ');
    await next('');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    const { contact } = await api.database.prisma.candidate.findFirstOrThrow({
      where: { contact: { email: 'kay@example.org' } },
      include: { contact: true },
    });
    expect(contact?.name).toBe('Kay Board');
  });

  it('can do the same on a phone, and by dropping the file', async () => {
    const page = await visitor.open({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await page.goto(`${api.address}/cv`);
    await fillIn(page, 'phone@example.org');
    const transfer = await page.evaluateHandle((text) => {
      const { DataTransfer, File } = globalThis as unknown as {
        DataTransfer: new () => { items: { add(file: unknown): void } };
        File: new (parts: string[], name: string) => unknown;
      };
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.txt'));
      return data;
    }, textCv());
    await page.dispatchEvent('[data-drop]', 'drop', { dataTransfer: transfer });
    await page.getByRole('button', { name: 'Send CV' }).tap();
    await page.getByRole('heading', { level: 1, name: 'We have your CV' }).waitFor();
    await page.getByText('dropped.txt').waitFor();
  });

  describe.each([{ script: true }, { script: false }])(
    'is told what is wrong (script: $script)',
    ({ script }) => {
      const file = (name: string, content: Buffer | string) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(content),
      });
      it.each([
        { what: 'nothing chosen', chosen: null, says: 'Select a CV' },
        { what: 'an empty file', chosen: file('cv.pdf', ''), says: 'The selected file is empty' },
        {
          what: 'a kind of file that is none',
          chosen: file('cv.pdf', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')),
          says: /The selected file must be a PDF, a Word document/,
        },
        {
          what: 'a photo as phones take it',
          chosen: file('cv.heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
          says: /This is a photo in the format of phones \(HEIC\).*Save it as JPEG or as a PDF/,
        },
        {
          what: 'a file that is too large',
          chosen: file('cv.txt', Buffer.alloc(1024 * 1024 + 1, 'a ')),
          says: 'The selected file must be smaller than 1MB',
        },
      ])('$what', async ({ chosen, says }) => {
        const page = await visitor.open({ javaScriptEnabled: script });
        await page.goto(`${api.address}/cv`);
        await fillIn(page, 'wrong@example.org');
        if (chosen) await page.getByLabel('Your CV', { exact: true }).setInputFiles(chosen);
        await page.getByRole('button', { name: 'Send CV' }).click();
        const alert = page.getByRole('alert');
        await alert.getByRole('link', { name: says }).waitFor();
        expect(await page.title()).toMatch(/^Error: /);
        expect(await page.locator('#file-error').textContent()).toMatch(says);
        expect(await page.getByLabel('Full name').inputValue()).toBe('Amara Okafor');
        expect(await api.database.prisma.contact.count({ where: { email: 'wrong@example.org' } })).toBe(0);
      });

      it('fields that are not usable, all at once', async () => {
        const page = await visitor.open({ javaScriptEnabled: script });
        await page.goto(`${api.address}/cv`);
        await page.getByLabel('Email address').fill('nobody');
        await page.getByLabel('Phone number (optional)').fill('ring me');
        await page.getByRole('button', { name: 'Send CV' }).click();
        const alert = page.getByRole('alert');
        await alert.waitFor();
        const sentences = await alert.getByRole('link').allTextContents();
        expect(sentences.map((sentence) => sentence.trim())).toEqual([
          'Select a CV',
          'Enter your full name',
          'Enter an email address in the correct format, like name@example.com',
          'Enter a phone number, like 07700 900 982 or +44 808 157 0192',
          'Select that you agree to us keeping your CV',
        ]);
        await alert.getByRole('link', { name: 'Enter your full name' }).click();
        expect(await page.locator('#name:focus').count()).toBe(1);
        if (script) await expectAccessible(page);
      });
    },
  );

  it('who lost the link has it sent again, on a phone and without JavaScript', async () => {
    await api.upload({ fields: { email: 'lost.link@example.org' } });
    const page = await visitor.open({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    await page.goto(`${api.address}/cv/01890000-0000-7000-8000-000000000000?token=otc_nonsense`);
    await page.getByRole('link', { name: 'have the link to your page sent to you again' }).click();
    await page.getByRole('button', { name: 'Send my link' }).click();
    await page.getByRole('alert').getByText('Enter an email address in the correct format').waitFor();
    await page.getByLabel('Email address').fill('lost.link@example.org');
    await page.getByRole('button', { name: 'Send my link' }).click();
    await page.getByText('If we have a CV from that address').waitFor();
    const where = { kind: 'new_link', candidate: { contact: { email: 'lost.link@example.org' } } };
    await waitUntil(
      'the link is written',
      async () => (await api.database.prisma.message.count({ where })) === 1,
    );
    const seeing = await visitor.open();
    for (const path of ['/cv/link?done=sent', '/how-ranking-works']) {
      await seeing.goto(api.address + path);
      await expectAccessible(seeing);
    }
  });

  it('who looks at a link that is not right is told so, without seeing anything', async () => {
    const page = await visitor.open();
    await page.goto(`${api.address}/cv/01890000-0000-7000-8000-000000000000?token=otc_nonsense`);
    await page.getByRole('heading', { name: 'The key or link is not valid' }).waitFor();
    await expectAccessible(page);
  });
});
