import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../src/staff/password-hash.js';
import { cookiesOf, makeAccount, PASSWORD, signIn } from '../fixtures/accounts.js';
import { waitUntil } from '../fixtures/wait-until.js';
import { startApi, type Answer, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  // Behind one proxy, so that a test can come from anywhere.
  api = await startApi({ env: { TRUSTED_PROXIES: '1' } });
});
afterAll(() => api.stop());

const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
const WRONG = 'not the password of anybody';

async function mistype(email: string, times: number, address: string, headers = {}): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < times; n += 1)
    answers.push(await signIn(api, { email, password: WRONG }, { ...from(address), ...headers }));
  return answers;
}

describe('signing in', () => {
  it('opens a session for the right password, in whatever case the address is typed', async () => {
    const { staffId } = await makeAccount(api, 'consultant', { email: 'ada@agency.example' });
    const answer = await signIn(api, { email: ' Ada@Agency.EXAMPLE ' }, from('198.51.100.1'));
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ id: staffId, role: 'consultant', mustSetUpSecondFactor: false });
    const account = await api.call('/v1/account', { headers: { cookie: cookiesOf(answer) } });
    expect(account.json).toMatchObject({ id: staffId, email: 'ada@agency.example' });
    expect(account.text).not.toContain('argon2');
  });

  it('tells nobody which accounts there are', async () => {
    const { email } = await makeAccount(api, 'consultant');
    const left = await makeAccount(api, 'consultant', { disabledAt: new Date() });
    const invited = await makeAccount(api, 'consultant');
    await api.database.prisma.staffAccount.update({
      where: { staffId: invited.staffId },
      data: { passwordHash: null },
    });
    const answers = [
      await signIn(api, { email, password: WRONG }, from('198.51.100.2')),
      await signIn(api, { email: 'nobody@agency.example', password: WRONG }, from('198.51.100.2')),
      await signIn(api, { email: left.email }, from('198.51.100.2')),
      await signIn(api, { email: invited.email }, from('198.51.100.2')),
      await signIn(api, { email: 'not an address' }, from('198.51.100.2')),
    ];
    const shown = answers.map((answer) => ({ ...answer.json, requestId: '', cookies: cookiesOf(answer) }));
    expect(shown[0]).toMatchObject({ status: 401, code: 'sign_in_refused', cookies: '' });
    for (const one of shown) expect(one).toEqual(shown[0]);
  });

  it('is refused where the password is changed while it is being checked', async () => {
    const { email, staffId } = await makeAccount(api, 'consultant');
    const { pool, prisma } = api.database;
    const other = await pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('UPDATE staff_account SET password_hash = $2 WHERE staff_id = $1', [
        staffId,
        await hashPassword('walnut gondola pragmatic teaspoon'),
      ]);
      const answer = signIn(api, { email }, from('198.51.100.5'));
      await waitUntil('the sign-in waits for the account', async () => {
        const { rowCount } = await pool.query(
          `SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%needs_code%'`,
        );
        return rowCount === 1;
      });
      await other.query('COMMIT');
      expect((await answer).json).toMatchObject({ status: 401, code: 'sign_in_refused' });
    } finally {
      other.release(true);
    }
    expect(await prisma.staffSession.count({ where: { staffId } })).toBe(0);
  });

  it('answers a wish for a new password alike, and shows it to administrators', async () => {
    const { email, staffId } = await makeAccount(api, 'agency_staff');
    const ask = (address: string): Promise<Answer> =>
      api.call('/v1/password-resets', {
        method: 'POST',
        body: { email: address },
        headers: from('198.51.100.4'),
      });
    const [known, unknown] = [await ask(email), await ask('nobody@agency.example')];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect(known.status).toBe(202);
    await api.app.finished();
    const { key } = await api.keyFor('admin');
    const list = await api.call('/v1/staff?limit=100', { key });
    const person = (list.json['items'] as Record<string, unknown>[]).find(({ id }) => id === staffId);
    expect(person?.['resetAskedAt']).not.toBeNull();
  });

  it('answers such a wish before anybody is looked for, so that its time says nothing', async () => {
    const { email, staffId } = await makeAccount(api, 'agency_staff');
    const { prisma, pool } = api.database;
    const asked = async () =>
      (await prisma.staffAccount.findUniqueOrThrow({ where: { staffId } })).resetAskedAt;
    const other = await pool.connect();
    try {
      // The account is somebody else's for as long as they like.
      await other.query('BEGIN');
      await other.query('SELECT 1 FROM staff_account WHERE staff_id = $1 FOR UPDATE', [staffId]);
      const answer = await api.call('/v1/password-resets', {
        method: 'POST',
        body: { email },
        headers: from('198.51.100.41'),
      });
      expect(answer.status).toBe(202);
      expect(await asked()).toBeNull();
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    await api.app.finished();
    expect(await asked()).not.toBeNull();
  });
});

describe('guessing', () => {
  it('has to wait after five mistypings, for a known and an unknown account alike', async () => {
    const { email } = await makeAccount(api, 'consultant');
    for (const target of [email, 'nobody-here@agency.example']) {
      const answers = await mistype(target, 6, '198.51.100.10');
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
      expect(answers[5]?.json).toMatchObject({ code: 'too_many_attempts' });
      expect(Number(answers[5]?.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('is not helped by the right password while it waits, so that waiting tells nothing', async () => {
    const { email } = await makeAccount(api, 'consultant');
    await mistype(email, 5, '198.51.100.11');
    expect((await signIn(api, { email }, from('198.51.100.11'))).status).toBe(429);
  });

  it('from one place holds nobody up in another', async () => {
    const account = await makeAccount(api, 'consultant');
    await mistype(account.email, 8, '198.51.100.12');
    expect((await signIn(api, account, from('198.51.100.13'))).status).toBe(201);
  });

  it('from the same office does not hold up a browser that has signed in before', async () => {
    const account = await makeAccount(api, 'consultant');
    const cookie = cookiesOf(await signIn(api, account, from('198.51.100.14')));
    await mistype(account.email, 8, '198.51.100.14');
    expect((await signIn(api, account, from('198.51.100.14'))).status).toBe(429);
    expect((await signIn(api, account, { ...from('198.51.100.14'), cookie })).status).toBe(201);
  });

  it('with a device cookie of another account counts like guessing without', async () => {
    const mine = await makeAccount(api, 'consultant');
    const theirs = await makeAccount(api, 'consultant');
    const cookie = cookiesOf(await signIn(api, mine, from('198.51.100.15')));
    await mistype(theirs.email, 5, '198.51.100.15', { cookie });
    expect((await signIn(api, theirs, { ...from('198.51.100.15'), cookie })).status).toBe(429);
  });

  it('at many accounts from one place is held up as well', async () => {
    await mistype('person-1@agency.example', 1, '198.51.100.16');
    // As after 48 more, at as many accounts.
    await api.database.prisma.signInThrottle.updateMany({ where: { failures: 1 }, data: { failures: 49 } });
    const [fiftieth] = await mistype('person-2@agency.example', 1, '198.51.100.16');
    const [next] = await mistype('person-3@agency.example', 1, '198.51.100.16');
    expect([fiftieth?.status, next?.status]).toEqual([401, 429]);
    const [elsewhere] = await mistype('person-3@agency.example', 1, '198.51.100.18');
    expect(elsewhere?.status).toBe(401);
  });

  it('at the same moment is counted one by one', async () => {
    const { email } = await makeAccount(api, 'consultant');
    const answers = await Promise.all(Array.from({ length: 12 }, () => mistype(email, 1, '198.51.100.17')));
    expect(answers.flat().filter(({ status }) => status === 401)).toHaveLength(5);
  });

  it('leaves nothing behind that says who tried from where', async () => {
    const rows = await api.database.prisma.signInThrottle.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ id }) => id.length === 32)).toBe(true);
    const logs = api.logs.join('');
    for (const word of ['agency.example', '198.51.100', PASSWORD, WRONG]) expect(logs).not.toContain(word);
  });
});
