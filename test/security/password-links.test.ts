import { createServer, type Server } from 'node:http';
import { createHash, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFirstAdmin } from '../../src/staff/create-first-admin.js';
import { makeOneTimeToken } from '../../src/staff/one-time-links.js';
import { makeAccount, PASSWORD, signedInBrowser, signIn } from '../fixtures/accounts.js';
import { startApi, type Answer, type StaffKey, type TestApi } from '../fixtures/api.js';

/** Strong, but stolen somewhere. */
const STOLEN = 'gravel umbrella sixpence lantern';

let api: TestApi;
let admin: StaffKey;
let collection: Server;
const asked: string[] = [];
let isDown = false;
beforeAll(async () => {
  const digest = createHash('sha1').update(STOLEN).digest('hex').toUpperCase();
  collection = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (isDown) response.statusCode = 503;
    response.end(`0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n${digest.slice(5)}:42\r\n`);
  });
  await new Promise<void>((resolve) => collection.listen(0, '127.0.0.1', resolve));
  const { port } = collection.address() as AddressInfo;
  api = await startApi({ env: { BREACHED_PASSWORDS_URL: `http://127.0.0.1:${port}/range` } });
  const first = await createFirstAdmin(api.database);
  admin = { ...(await api.keyFor('admin')), key: first?.key ?? '' };
});
afterAll(async () => {
  await api.stop();
  await new Promise((resolve) => collection.close(resolve));
});

async function linkFor(staffId: string): Promise<string> {
  const made = await api.call(`/v1/staff/${staffId}/password-links`, { method: 'POST', key: admin.key });
  expect(made.json['url']).toMatch(/^http:\/\/candidates\.example\/set-password#[\w-]{43}$/);
  return String(made.json['url']).split('#')[1] ?? '';
}

function setPassword(token: string, password: string, email?: string): Promise<Answer> {
  const body = { token, password, ...(email !== undefined && { email }) };
  return api.call('/v1/password-links', { method: 'POST', body });
}

async function invite(email?: string): Promise<string> {
  const body = { name: 'Grace Newcomer', role: 'consultant', ...(email !== undefined && { email }) };
  const added = await api.call('/v1/staff', { method: 'POST', key: admin.key, body });
  expect(added.json).toMatchObject({ hasPassword: false, email: email ?? null });
  return String(added.json['id']);
}

describe('a link to set a password', () => {
  it('takes a password that cannot be looked up, and says so to whoever watches', async () => {
    const staffId = await invite('unlooked@agency.example');
    isDown = true;
    expect((await setPassword(await linkFor(staffId), PASSWORD)).status).toBe(204);
    isDown = false;
    expect(api.logs.join('')).toContain('without being looked up among breached ones');
    expect((await api.call('/metrics')).text).toContain('breached_password_lookup_failures_total 1');
    expect(api.logs.join('')).not.toContain(PASSWORD);
  });

  it('ends a sign-in with the old password that waits for its second factor', async () => {
    const staffId = await invite('waiting@agency.example');
    const { prisma } = api.database;
    const link = await linkFor(staffId);
    await prisma.$transaction((tx) => makeOneTimeToken(tx, staffId, 'second_factor'));
    expect((await setPassword(link, PASSWORD)).status).toBe(204);
    expect(await prisma.oneTimeLink.count({ where: { staffId } })).toBe(0);
  });

  it('gives somebody new a password, once', async () => {
    const token = await linkFor(await invite('grace@agency.example'));
    expect((await setPassword(token, PASSWORD)).status).toBe(204);
    expect((await signIn(api, { email: 'grace@agency.example' })).status).toBe(201);
    expect((await setPassword(token, 'other words entirely here')).json).toMatchObject({
      status: 401,
      code: 'link_not_valid',
    });
  });

  it('lets somebody without an e-mail address say it, but not take another’s', async () => {
    const token = await linkFor(await invite());
    expect((await setPassword(token, PASSWORD)).json).toMatchObject({ errors: [{ field: 'email' }] });
    const { email } = await makeAccount(api, 'consultant');
    expect((await setPassword(token, PASSWORD, email)).json).toMatchObject({ errors: [{ field: 'email' }] });
    expect((await setPassword(token, PASSWORD, 'new.one@agency.example')).status).toBe(204);
    expect((await signIn(api, { email: 'new.one@agency.example' })).status).toBe(201);
  });

  it('does not change the e-mail address of an account that has one', async () => {
    const { staffId, email } = await makeAccount(api, 'consultant');
    await setPassword(await linkFor(staffId), PASSWORD, 'hijack@agency.example');
    expect((await signIn(api, { email })).status).toBe(201);
    expect((await signIn(api, { email: 'hijack@agency.example' })).status).toBe(401);
  });

  it('stops working when a newer one is made, when it is over, and when the person has left', async () => {
    const { staffId } = await makeAccount(api, 'consultant');
    const older = await linkFor(staffId);
    const newer = await linkFor(staffId);
    expect((await setPassword(older, PASSWORD)).status).toBe(401);
    await api.database.prisma.$executeRaw`UPDATE one_time_link SET expires_at = now()`;
    expect((await setPassword(newer, PASSWORD)).status).toBe(401);
    const last = await linkFor(staffId);
    await api.call(`/v1/staff/${staffId}`, { method: 'PATCH', key: admin.key, body: { disabled: true } });
    expect((await setPassword(last, PASSWORD)).status).toBe(401);
    await api.call(`/v1/staff/${staffId}`, { method: 'PATCH', key: admin.key, body: { disabled: false } });
    expect((await setPassword(last, PASSWORD)).status).toBe(401);
  });

  it('stops working with the address that it went to', async () => {
    const { staffId } = await makeAccount(api, 'consultant');
    const token = await linkFor(staffId);
    const email = `${randomUUID()}@agency.example`;
    await api.call(`/v1/staff/${staffId}`, { method: 'PATCH', key: admin.key, body: { email } });
    expect((await setPassword(token, PASSWORD)).status).toBe(401);
    expect((await setPassword(await linkFor(staffId), PASSWORD)).status).toBe(204);
  });

  it('works for one of many who use it at the same moment', async () => {
    const { staffId } = await makeAccount(api, 'consultant');
    const token = await linkFor(staffId);
    const answers = await Promise.all(Array.from({ length: 4 }, () => setPassword(token, PASSWORD)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
  });

  it('signs the person out everywhere', async () => {
    const account = await makeAccount(api, 'consultant');
    const browser = await signedInBrowser(api, account);
    expect((await setPassword(await linkFor(account.staffId), PASSWORD)).status).toBe(204);
    expect((await browser.call('/v1/account')).status).toBe(401);
  });

  it('is nothing that the database or the log could give away', async () => {
    const token = await linkFor(await invite());
    const links = await api.database.prisma.oneTimeLink.findMany();
    expect(JSON.stringify(links)).not.toContain(token);
    expect(api.logs.join('')).not.toContain(token);
  });
});

describe('a new password', () => {
  it.each([
    ['short', 'xK9!qWz', /at least 12/],
    ['common', 'qwertyuiop123', /easy to guess/],
    ['common in disguise', 'P4ssw0rd!2026', /easy to guess/],
    ['one word again and again', 'therapytherapytherapy', /easy to guess/],
    ['the person’s own name', 'GraceNewcomer1', /easy to guess/],
    ['the person’s own address', 'hopper@agency.example', /easy to guess/],
    ['a place and a year', 'Liverpool2024!!', /easy to guess/],
    ['stolen somewhere', STOLEN, /stolen/],
  ])('is refused when it is %s, and the link is still good', async (_name, password, sentence) => {
    const email = `${Math.random().toString(36).slice(2)}@agency.example`;
    const id = await invite(email);
    const account = await api.database.prisma.staffAccount.findUniqueOrThrow({ where: { staffId: id } });
    if (password.includes('@'))
      await api.database.prisma.staffAccount.update({ where: { staffId: id }, data: { email: password } });
    const token = await linkFor(account.staffId);
    const answer = await setPassword(token, password);
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field: 'password' }] });
    expect(answer.text).toMatch(sentence);
    expect((await setPassword(token, PASSWORD)).status).toBe(204);
    if (password.includes('@')) await api.database.prisma.staff.delete({ where: { id } });
  });

  it('may be of any characters, spaces and other scripts included', async () => {
    const password = 'σκύλος 犬 ci cane żółw 7';
    const token = await linkFor(await invite('polyglot@agency.example'));
    expect((await setPassword(token, password)).status).toBe(204);
    const composedOtherwise = password.normalize('NFD');
    expect(
      (await signIn(api, { email: 'polyglot@agency.example', password: composedOtherwise })).status,
    ).toBe(201);
  });

  it('is looked up by five characters of its digest, and never sent', () => {
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((url) => /^\/range\/[0-9A-F]{5}$/.test(url))).toBe(true);
  });

  it('is kept as argon2id', async () => {
    const { staffId } = await makeAccount(api, 'consultant');
    const { passwordHash } = await api.database.prisma.staffAccount.findUniqueOrThrow({ where: { staffId } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  });
});

describe('accounts of staff', () => {
  it('always leave an administrator', async () => {
    const others = await api.database.prisma.staff.findMany({ where: { role: 'admin' } });
    const [last, ...rest] = others;
    const change = (id: string, body: object): Promise<Answer> =>
      api.call(`/v1/staff/${id}`, { method: 'PATCH', key: admin.key, body });
    const keeper = await api.database.prisma.apiKey.findFirstOrThrow({
      where: { label: 'Made at first start' },
    });
    for (const { id } of [last, ...rest].filter((one) => one !== undefined))
      if (id !== keeper.staffId) expect((await change(id, { disabled: true })).status).toBe(200);
    for (const body of [{ disabled: true }, { role: 'consultant' }])
      expect((await change(keeper.staffId, body)).json).toMatchObject({
        status: 409,
        code: 'last_administrator',
      });
    expect((await change(keeper.staffId, { name: 'Head of the agency' })).json).toMatchObject({
      name: 'Head of the agency',
    });
  });
});
