import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signCandidateLink } from '../../src/http/candidate-link.js';
import { SECRET, startApi, tokenOf, type Answer, type TestApi } from '../fixtures/api.js';

let api: TestApi;
let mine: Answer;
let theirs: Answer;
beforeAll(async () => {
  api = await startApi();
  mine = await api.upload({ fields: { email: 'me@example.org' } });
  theirs = await api.upload({ fields: { email: 'them@example.org' } });
});
afterAll(() => api.stop());

const inAnHour = (): number => Math.floor(Date.now() / 1_000) + 3_600;

function view(id: unknown, token: string): Promise<Answer> {
  return api.call(`/v1/cvs/${String(id)}?token=${token}`);
}

describe('a candidate', () => {
  it('sees their own CV, by the address or as a bearer', async () => {
    expect((await view(mine.json['id'], tokenOf(mine))).status).toBe(200);
    expect((await api.call(`/v1/cvs/${String(mine.json['id'])}`, { key: tokenOf(mine) })).status).toBe(200);
  });

  it('does not see another’s, nor whether there is one', async () => {
    const foreign = await view(theirs.json['id'], tokenOf(mine));
    const none = await view('0199a0a0-0000-7000-8000-000000000000', tokenOf(mine));
    expect(foreign.json).toMatchObject({ status: 404, code: 'not_found' });
    expect({ ...foreign.json, requestId: '' }).toEqual({ ...none.json, requestId: '' });
    const events = await api.call(`/v1/cvs/${String(theirs.json['id'])}/events?token=${tokenOf(mine)}`);
    expect(events.status).toBe(404);
  });

  it('adds no CV to another person: the link says whose it is, the form does not', async () => {
    const fields = { email: 'them@example.org', candidateId: String(theirs.json['candidateId']) };
    expect((await api.upload({ key: tokenOf(mine), fields })).status).toBe(400);
    const added = await api.upload({ key: tokenOf(mine), fields: { email: 'them@example.org' } });
    expect(added.json['candidateId']).toBe(mine.json['candidateId']);
  });

  it('does not change who they are by sending another name', async () => {
    await api.upload({ key: tokenOf(mine), fields: { name: 'Somebody Else', email: 'else@example.org' } });
    const contact = await api.database.prisma.contact.findUniqueOrThrow({
      where: { candidateId: String(mine.json['candidateId']) },
    });
    expect(contact).toMatchObject({ name: 'Sam Field', email: 'me@example.org' });
  });

  it('says for themselves alone from when they can start', async () => {
    const set = (id: unknown) =>
      api.call(`/v1/candidates/${String(id)}/availability`, {
        method: 'PATCH',
        key: tokenOf(mine),
        body: { availableFrom: '2027-02-01' },
      });
    expect((await set(mine.json['candidateId'])).status).toBe(200);
    expect((await set(theirs.json['candidateId'])).json).toMatchObject({ status: 404 });
    const { availableFrom } = await api.database.prisma.candidate.findUniqueOrThrow({
      where: { id: String(theirs.json['candidateId']) },
    });
    expect(availableFrom).toBeNull();
  });

  it('may do nothing that is for staff, not even with what is theirs', async () => {
    const id = String(mine.json['id']);
    const candidateId = String(mine.json['candidateId']);
    const paths = [
      `/v1/cvs/${id}/file`,
      `/v1/candidates/${candidateId}`,
      `/v1/candidates/${candidateId}/matches`,
    ];
    for (const path of [...paths, '/v1/vacancies', '/v1/api-keys']) {
      expect((await api.call(path, { key: tokenOf(mine) })).json, path).toMatchObject({ status: 403 });
    }
  });
});

describe('a link', () => {
  const link = (change: object = {}, secret = SECRET): string =>
    signCandidateLink(
      { candidateId: String(mine.json['candidateId']), linkVersion: 1, expires: inAnHour(), ...change },
      secret,
    );

  it.each<[string, () => string]>([
    ['signed by somebody else', () => link({}, 'another-secret-of-thirty-two-characters')],
    ['that has expired', () => link({ expires: inAnHour() - 7_200 })],
    ['of another version', () => link({ linkVersion: 2 })],
    ['of nobody', () => link({ candidateId: '0199a0a0-0000-7000-8000-000000000000' })],
    ['whose payload was changed', () => `otc_${flip(link().slice(4), 3)}`],
    ['whose signature was changed', () => `otc_${flip(link().slice(4), 59)}`],
    ['that was cut short', () => link().slice(0, -8)],
    ['that is only its start', () => 'otc_'],
    ['of noise', () => `otc_${'A'.repeat(80)}`],
  ])('%s opens nothing', async (_name, token) => {
    expect((await view(mine.json['id'], link())).status).toBe(200);
    expect((await view(mine.json['id'], token())).json).toMatchObject({
      status: 401,
      code: 'credentials_refused',
    });
  });

  it('is revoked by raising the version', async () => {
    const token = tokenOf(theirs);
    expect((await view(theirs.json['id'], token)).status).toBe(200);
    const revoke = (key: string) =>
      api.call(`/v1/candidates/${String(theirs.json['candidateId'])}/link-revocations`, {
        method: 'POST',
        key,
      });
    expect((await revoke(tokenOf(mine))).status).toBe(404);
    expect((await view(theirs.json['id'], token)).status).toBe(200);
    expect((await revoke(token)).status).toBe(204);
    expect((await view(theirs.json['id'], token)).status).toBe(401);
    expect((await view(mine.json['id'], tokenOf(mine))).status).toBe(200);
  });

  it('that staff are shown is on record with who they are', async () => {
    const { key, staffId } = await api.keyFor('agency_staff');
    const sent = await api.upload({ key, fields: { email: 'by.hand@example.org' } });
    expect((await view(sent.json['id'], tokenOf(sent))).status).toBe(200);
    const shown = await api.database.prisma.auditEvent.findMany({
      where: { action: 'candidate.link_shown' },
    });
    expect(shown.map(({ actor, subject }) => ({ actor, subject }))).toEqual([
      { actor: `staff:${staffId}`, subject: `candidate:${String(sent.json['candidateId'])}` },
    ]);
  });

  it('given twice, or as a list, opens nothing', async () => {
    const token = tokenOf(mine);
    const answer = await api.call(`/v1/cvs/${String(mine.json['id'])}?token=${token}&token=${token}`);
    expect(answer.status).toBe(401);
  });
});

/** Changes one bit of a base64url text. */
function flip(text: string, byte: number): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[byte] = (bytes[byte] ?? 0) ^ 1;
  return bytes.toString('base64url');
}
