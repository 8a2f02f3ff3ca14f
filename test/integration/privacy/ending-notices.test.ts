import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeEndingNotices } from '../../../src/consents/write-ending-notices.js';
import { applyRetention } from '../../../src/privacy/apply-retention.js';
import { createDiskStorage } from '../../../src/storage/disk.js';
import { makeAccount, signedInBrowser } from '../../fixtures/accounts.js';
import { startApi, type TestApi } from '../../fixtures/api.js';
import { sendCv, type Sender } from '../../fixtures/people.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function person(): Promise<Sender & { readonly page: string }> {
  const sender = await sendCv(api);
  return { ...sender, page: `/cv/${sender.cvId}?token=${sender.token}` };
}
const endIn = (id: string, days: number): Promise<unknown> =>
  api.database.pool.query(
    `UPDATE consent SET expires_at = now() + make_interval(days => $2) WHERE candidate_id = $1 AND scope = 'keep'`,
    [id, days],
  );
const kindsTo = async (id: string): Promise<string[]> =>
  (await api.database.prisma.message.findMany({ where: { candidateId: id }, orderBy: { id: 'asc' } }))
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'received');
const keepOn = (page: string) =>
  api.call(page.replace('?', '/consents?'), {
    method: 'POST',
    body: 'scope=keep&wish=give',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
async function retain(): Promise<void> {
  const storage = await createDiskStorage({ root: api.storageRoot, minFreeBytes: 0 });
  await applyRetention({ database: api.database, storage, ledgerPath: api.config.erasureLedger });
}

describe('an agreement to be kept', () => {
  it('does not run out in silence: the person is told a month before, once', async () => {
    const [soon, later] = [await person(), await person()];
    await endIn(soon.id, 29);
    await endIn(later.id, 31);
    expect(await writeEndingNotices(api.database)).toBe(1);
    expect(await writeEndingNotices(api.database)).toBe(0);
    expect(await kindsTo(soon.id)).toEqual(['consent_ending']);
    expect(await kindsTo(later.id)).toEqual([]);
    const message = await api.database.prisma.message.findFirstOrThrow({ where: { kind: 'consent_ending' } });
    expect(message.body).toMatch(/until \d+ \w+ 20\d\d\./);
    expect(message.createdById).toBeNull();
  });

  it('is renewed on the page, and its new end is told again when it comes', async () => {
    const who = await person();
    expect((await api.call(who.page)).text).not.toContain('Keep it for two more years');
    await endIn(who.id, 20);
    await writeEndingNotices(api.database);
    expect((await api.call(who.page)).text).toContain('Keep it for two more years');
    expect((await keepOn(who.page)).status).toBe(303);
    expect((await api.call(who.page)).text).not.toContain('Keep it for two more years');
    const newest = await api.database.prisma.consent.findFirstOrThrow({
      where: { candidateId: who.id, scope: 'keep' },
      orderBy: { givenAt: 'desc' },
    });
    expect(((newest.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000).toBeGreaterThan(729);
    expect(await writeEndingNotices(api.database)).toBe(0);
    // As though two years had gone by.
    await api.database.pool.query(
      `UPDATE message SET created_at = created_at - interval '700 days' WHERE candidate_id = $1`,
      [who.id],
    );
    await endIn(who.id, 25);
    expect(await writeEndingNotices(api.database)).toBe(1);
    expect(await kindsTo(who.id)).toEqual(['consent_ending', 'consent_ending']);
  });

  it('that has ended sets the person apart, who is told so, seen by administrators, and can come back', async () => {
    const who = await person();
    await endIn(who.id, -1);
    await retain();
    expect(await writeEndingNotices(api.database)).toBe(1);
    await retain();
    expect(await writeEndingNotices(api.database)).toBe(0);
    expect(await kindsTo(who.id)).toEqual(['set_apart']);
    const message = await api.database.prisma.message.findFirstOrThrow({ where: { kind: 'set_apart' } });
    expect(message.body).toMatch(/On \d+ \w+ 20\d\d everything that we hold about you is deleted/);

    const admin = await signedInBrowser(api, await makeAccount(api, 'admin'));
    const page = (await admin.call('/admin/retention')).text;
    const apart = /<h2 id="apart">.*?<\/section>/s.exec(page)?.[0] ?? '';
    expect(apart).toContain(`href="/candidates/${who.id}"`);
    expect(apart).toMatch(/erased after \d+ \w+ 20\d\d/);

    expect((await api.call(who.page)).text).toContain('Keep my CV again');
    expect((await keepOn(who.page)).status).toBe(303);
    await retain();
    expect((await admin.call('/admin/retention')).text).not.toContain(`href="/candidates/${who.id}"`);
    expect(await writeEndingNotices(api.database)).toBe(0);
  });
});
