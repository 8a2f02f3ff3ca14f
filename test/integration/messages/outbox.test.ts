import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOwedMessages } from '../../../src/messages/list-messages.js';
import { openMail } from '../../../src/messages/open-mail.js';
import { sendMessages } from '../../../src/messages/send-messages.js';
import { writeMessage } from '../../../src/messages/write-message.js';
import { SECRET, startApi, type TestApi } from '../../fixtures/api.js';

interface Mail {
  to: string[];
  text: string;
}

let api: TestApi;
let candidateId: string;
let staffId: string;
let server: SMTPServer;
let url: string;
let mails: Mail[];
let refuse: { code: number } | null;
let hangUp: boolean;
let consultantKey: string;
const logs: string[] = [];
const log = {
  info: () => undefined,
  error: () => undefined,
  warn: (facts: object) => void logs.push(JSON.stringify(facts)),
};

beforeAll(async () => {
  api = await startApi();
  const answer = await api.upload({ fields: { email: 'canary-address@example.org' } });
  candidateId = String(answer.json['candidateId']);
  ({ staffId, key: consultantKey } = await api.keyFor('consultant'));
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, done) {
      if (!refuse) {
        done();
        return;
      }
      const error = Object.assign(new Error('refused canary-address@example.org'), {
        responseCode: refuse.code,
      });
      done(error);
    },
    onData(stream, session, done) {
      let text = '';
      if (hangUp) {
        stream.resume();
        stream.on('end', () => {
          mails.push({ to: [], text: '' });
          for (const { _socket: socket } of server.connections as unknown as { _socket: Socket }[])
            socket.destroy();
        });
        return;
      }
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await api.stop();
});
beforeEach(async () => {
  mails = [];
  refuse = null;
  hangUp = false;
  await api.database.prisma.message.deleteMany();
});

const write = (body = 'Have you made splints?'): Promise<string> =>
  api.database.prisma.$transaction((tx) =>
    writeMessage(tx, { candidateId, kind: 'questions', subject: 'A question', body, createdById: staffId }),
  );
const stateOf = async (id: string) => api.database.prisma.message.findUniqueOrThrow({ where: { id } });
async function send(to = url, pool = api.database.pool): Promise<number> {
  const mail = openMail(to, 'Agency <agency@example.org>');
  const links = {
    publicUrl: 'http://candidates.example',
    linkSecret: SECRET,
    linkDays: 30,
    privacyNoticeUrl: 'https://agency.example/privacy',
  };
  try {
    return await sendMessages({ pool, deliver: mail.deliver, links, log });
  } finally {
    mail.close();
  }
}
const makeDue = (): Promise<unknown> => api.database.pool.query('UPDATE message SET next_at = now()');

describe('a message', () => {
  it('arrives once, to the person alone, with their own link, also when many send at once', async () => {
    const ids = [await write('first'), await write('second'), await write('third')];
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(3);
    expect(mails).toHaveLength(3);
    expect(mails.every(({ to }) => to.join() === 'canary-address@example.org')).toBe(true);
    for (const id of ids) {
      expect(await stateOf(id)).toMatchObject({ state: 'sent', fault: null, attempts: 1 });
      expect(mails.filter(({ text }) => text.includes(`<${id}@ot-match>`))).toHaveLength(1);
    }
    const words = (mails[0]?.text ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=');
    const link = /http:\/\/candidates\.example(\S+)/.exec(words)?.[1] ?? '';
    expect((await api.call(link)).status).toBe(200);
    expect(await send()).toBe(0);
  });

  it('shows staff the link of the person only while it is for them to pass on', async () => {
    const id = await write();
    const shown = async (): Promise<string> =>
      String((await api.call(`/v1/messages/${id}/text`, { key: consultantKey })).json['text']);
    expect(await shown()).toContain('?token=otc_');
    await send();
    expect(await shown()).toContain('Have you made splints?');
    expect(await shown()).not.toContain('otc_');
  });

  it('waits for a server that is away, and is sent when it is back', async () => {
    const id = await write();
    expect(await send('smtp://127.0.0.1:1')).toBe(0);
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', fault: 'ESOCKET', attempts: 0 });
    expect(await send()).toBe(0);
    await makeDue();
    expect(await send()).toBe(1);
    expect(mails).toHaveLength(1);
  });

  it('that the server defers is tried again, and one that it refuses for good is for a person to see', async () => {
    const id = await write();
    refuse = { code: 451 };
    await send();
    expect(await stateOf(id)).toMatchObject({ state: 'waiting' });
    refuse = { code: 550 };
    await makeDue();
    await send();
    const failed = await stateOf(id);
    expect(failed).toMatchObject({ state: 'failed', fault: 'EENVELOPE:550' });
    expect(JSON.stringify(failed) + logs.join('')).not.toContain('canary-address');
    refuse = null;
    await makeDue();
    expect(await send()).toBe(0);
    const retried = await api.call(`/v1/messages/${id}/retry`, { method: 'POST', key: consultantKey });
    expect(retried.status).toBe(204);
    expect(await send()).toBe(1);
    const again = await api.call(`/v1/messages/${id}/retry`, { method: 'POST', key: consultantKey });
    expect(again.json).toMatchObject({ status: 409, code: 'message_not_failed' });
  });

  it('whose connection broke after its text is never sent again by itself', async () => {
    const id = await write();
    hangUp = true;
    expect(await send()).toBe(0);
    expect(mails).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'uncertain' });
    hangUp = false;
    await makeDue();
    expect(await send()).toBe(0);
  });

  it('that went out is never sent again where the database could not note it', async () => {
    const id = await write();
    const pool = {
      query: (sql: string, values: unknown[]): Promise<unknown> =>
        sql.includes(`'sent'`)
          ? Promise.reject(new Error('the database went away'))
          : api.database.pool.query(sql, values),
    } as unknown as typeof api.database.pool;
    await expect(send(url, pool)).rejects.toThrow('went away');
    expect(mails).toHaveLength(1);
    await makeDue();
    expect(await send()).toBe(0);
    expect(await stateOf(id)).toMatchObject({ state: 'uncertain' });
    expect(mails).toHaveLength(1);
  });

  it('waits with all others while the server does not let us in', async () => {
    const ids = [await write('first'), await write('second')];
    const closed = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      logger: false,
      onAuth: (_auth, _session, done) => done(new Error('not you')),
    });
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.server.address() as AddressInfo;
    try {
      expect(await send(`smtp://agency:wrong@127.0.0.1:${port}`)).toBe(0);
    } finally {
      await new Promise<void>((resolve) => closed.close(() => resolve()));
    }
    const states = [];
    for (const id of ids) states.push((await stateOf(id)).fault);
    expect(states).toEqual(['EAUTH:535', null]);
    await makeDue();
    expect(await send()).toBe(2);
  });

  it('whose process died while sending is never sent twice by itself', async () => {
    const id = await write();
    await api.database.pool.query(
      `UPDATE message SET state = 'sending', attempts = 1, next_at = now() WHERE id = $1`,
      [id],
    );
    expect(await send()).toBe(0);
    expect(await stateOf(id)).toMatchObject({ state: 'uncertain', fault: 'interrupted' });
    expect(mails).toEqual([]);
    const listed = await api.call('/v1/messages?state=uncertain', { key: consultantKey });
    expect(listed.json['items']).toMatchObject([{ id, state: 'uncertain' }]);
  });

  it('with questions goes only to somebody who lets us keep their data; an answer to their own goes', async () => {
    await write('a question');
    const consents = `/v1/candidates/${candidateId}`;
    const body = { scope: 'keep', how: 'phone' };
    await api.call(`${consents}/withdrawals`, { method: 'POST', key: consultantKey, body });
    const answered = await api.database.prisma.$transaction((tx) =>
      writeMessage(tx, {
        candidateId,
        kind: 'request_answered',
        subject: 'Your request',
        body: 'All is taken out.',
        createdById: staffId,
      }),
    );
    expect(await send()).toBe(1);
    expect(await stateOf(answered)).toMatchObject({ state: 'sent' });
    await api.call(`${consents}/consents`, { method: 'POST', key: consultantKey, body });
    expect(await send()).toBe(1);
    expect(mails).toHaveLength(2);
  });

  it('that is no news any more fails where staff see it, and goes out if they have it sent again', async () => {
    const receivedBy = (createdById: string | null) =>
      api.database.prisma.$transaction((tx) =>
        writeMessage(tx, {
          candidateId,
          kind: 'received',
          subject: 'It came in',
          body: 'Thanks',
          createdById,
        }),
      );
    const [id, toSender] = [await receivedBy(staffId), await receivedBy(null)];
    await api.database.pool.query(`UPDATE message SET created_at = now() - interval '8 days'`);
    await api.database.pool.query(`UPDATE message SET next_at = created_at`);
    expect(await send()).toBe(0);
    for (const one of [id, toSender])
      expect(await stateOf(one)).toMatchObject({ state: 'failed', fault: 'too_late' });
    // Whoever sent it themselves was shown their link at once.
    expect((await listOwedMessages(api.database, true)).map((one) => one.id)).toEqual([id]);
    await api.call(`/v1/messages/${id}/retry`, { method: 'POST', key: consultantKey });
    expect(await send()).toBe(1);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', fault: null });
  });

  it('is not written when what it is about is not', async () => {
    const { prisma } = api.database;
    await expect(
      prisma.$transaction(async (tx) => {
        await writeMessage(tx, {
          candidateId,
          kind: 'questions',
          subject: 's',
          body: 'b',
          createdById: staffId,
        });
        throw new Error('something else went wrong');
      }),
    ).rejects.toThrow('something else');
    expect(await prisma.message.count()).toBe(0);
  });
});
