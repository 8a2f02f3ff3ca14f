import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { startApi, textCv, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { formOf, uploadHead } from '../../fixtures/raw-http.js';

interface Item {
  readonly fileName: string;
  readonly state: string;
  readonly cvId: string | null;
  readonly isKnown: boolean;
  readonly code: string | null;
  readonly message: string | null;
}
type Files = Readonly<Record<string, string | Uint8Array>>;

let api: TestApi;
let staff: StaffKey;
beforeAll(async () => {
  api = await startApi();
  staff = await api.keyFor('agency_staff');
});
afterAll(() => api.stop());

const AGREED = { consentToKeep: 'true', how: 'in_person', note: 'careers fair, 3 March' };
const person = (file: string, email = `${file.replace(/\W/g, '')}@example.org`): string =>
  `${file},Sam Field,${email}`;
const listOf = (...lines: string[]): string => ['file,name,email', ...lines].join('\n');

async function send(
  files: Files,
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...AGREED, ...fields })) form.append(name, value);
  for (const [name, file] of Object.entries(files))
    form.append('files', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), name);
  const response = await fetch(`${api.address}/v1/cv-batches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${staff.key}`, ...headers },
    body: form,
  });
  const json = (await response.json()) as Record<string, unknown> & { items: Item[] };
  return { status: response.status, json, location: response.headers.get('location') };
}

const codes = (items: readonly Item[]): object =>
  Object.fromEntries(items.map(({ fileName, state, code }) => [fileName, code ?? state]));

async function zipOf(files: Files, mode?: number): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, file] of Object.entries(files))
    zip.addBuffer(Buffer.from(file), name, mode === undefined ? {} : { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The ZIP with another name of the same length, which its writer would not have written. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
}

describe('many CVs at once', () => {
  it('are taken or refused one by one, and what was agreed to is kept with how it was told', async () => {
    const before = await api.storedFiles();
    const sent = await send(
      {
        'Good.TXT': textCv(),
        'program.txt': Buffer.from('MZ\u0000\u0001\u0000\u0002'),
        'empty.pdf': '',
        'large.txt': `${textCv()}${'x '.repeat(600_000)}`,
        'unnamed.txt': textCv(),
        'faulty.txt': textCv(),
        'last.txt': textCv(),
      },
      {
        people: `\uFEFFFile;Name;Email;Phone\r\ngood.txt;Ada Byron;ada@example.org;07700 900982\r\nFAULTY.txt;Ada;not an address\r\n"last.txt";"Grace; H.";grace@example.org\r\nempty.pdf;A;a@example.org`,
        consentToRepresent: 'true',
      },
    );
    expect(sent).toMatchObject({ status: 202, location: `/v1/cv-batches/${String(sent.json['id'])}` });
    expect(codes(sent.json.items)).toEqual({
      'Good.TXT': 'received',
      'program.txt': 'unsupported_file',
      'empty.pdf': 'file_empty',
      'large.txt': 'file_too_large',
      'unnamed.txt': 'person_missing',
      'faulty.txt': 'person_faulty',
      'last.txt': 'received',
    });
    expect(sent.json.items[5]?.message).toBe('email: This is not an e-mail address.');
    const path = `/v1/cv-batches/${String(sent.json['id'])}`;
    const later = await api.call(path, { key: staff.key });
    expect((later.json['items'] as Item[]).map(({ fileName }) => fileName)).toEqual(Array(7).fill(null));
    expect(later.text).not.toMatch(/\.(txt|pdf)"/i);
    const revealed = { actor: `staff:${staff.staffId}`, action: 'candidate.names_revealed' };
    expect(await api.database.prisma.auditEvent.count({ where: revealed })).toBe(0);
    const shown = await api.call(`${path}?names=shown`, { key: staff.key });
    expect(codes(shown.json['items'] as Item[])).toEqual(codes(sent.json.items));
    expect(await api.database.prisma.auditEvent.count({ where: revealed })).toBe(1);
    // A file that was refused bears a name all the same.
    const refused = await send({ 'jane-doe-cv.pdf': '' });
    const batch = `cv_batch:${String(refused.json['id'])}`;
    await api.call(`/v1/cv-batches/${String(refused.json['id'])}?names=shown`, { key: staff.key });
    const [look] = await api.database.prisma.auditEvent.findMany({ where: { ...revealed, subject: batch } });
    expect(look?.facts).toMatchObject({ candidateIds: [], files: [expect.stringMatching(/:\d+$/)] });
    expect(sent.json['final']).toBe(false);
    expect(await api.storedFiles()).toHaveLength(before.length + 2);
    const contacts = await api.database.prisma.contact.findMany({ orderBy: { email: 'asc' } });
    expect(contacts.map(({ name, phone }) => [name, phone])).toEqual([
      ['Ada Byron', '07700 900982'],
      ['Grace; H.', null],
    ]);
    const consents = await api.database.prisma.consent.findMany();
    expect(consents.map(({ scope }) => scope).sort()).toEqual(['keep', 'keep', 'represent', 'represent']);
    for (const consent of consents)
      expect(consent).toMatchObject({
        given: 'in_person',
        givenNote: 'careers fair, 3 March',
        givenById: staff.staffId,
      });
    expect(api.enqueued.map(({ name }) => name)).toEqual(['extract-cv', 'extract-cv']);
    const audited = await api.database.prisma.auditEvent.findFirst({ where: { action: 'cv_batch.sent' } });
    expect(audited?.facts).toMatchObject({ files: 7, refused: 5 });
  });

  it('come in a ZIP whose folders do not matter and whose odd members are refused by themselves', async () => {
    const people = listOf(
      person('a.txt'),
      person('b.txt'),
      person('escape.txt'),
      person('Zoë.txt'),
      person('win.txt'),
      person('link.txt'),
    );
    const inner = await zipOf({
      'people.csv': people,
      'CVs/2026/a.txt': textCv(),
      'CVs/b.txt': textCv(),
      'xx/xx/escape.txt': textCv(),
      'CVs:win.txt': textCv(),
      'CVs/Zoë.txt': textCv(),
      '__MACOSX/._a.txt': 'clutter',
      '.DS_Store': 'clutter',
      'more.zip': await zipOf({ 'c.txt': textCv() }),
    });
    const links = await zipOf({ 'link.txt': '/etc/passwd' }, 0o120777);
    const zip = renamed(renamed(inner, 'xx/xx/escape', '../../escape'), 'CVs:win.txt', 'CVs\\win.txt');
    const sent = await send({ 'all.zip': zip, 'links.zip': links });
    expect(codes(sent.json.items)).toEqual({
      'a.txt': 'received',
      'b.txt': 'received',
      'escape.txt': 'received',
      'win.txt': 'received',
      'Zoë.txt': 'received',
      'more.zip': 'archive_nested',
      'link.txt': 'archive_link',
    });
  });

  it('are never stored as another person’s: files of one name are refused, and so is a file that two lines name', async () => {
    const before = await api.storedFiles();
    const rows = await api.database.prisma.contact.count();
    const zip = await zipOf({
      'Sam Field/CV.txt': textCv(),
      'Jo Hill/CV.txt': textCv(),
      'Jo Hill/twice listed.txt': textCv(),
      'ours/only one is whole.txt': textCv(),
      'theirs/Only one is whole.TXT': '',
      'zipped/beside.txt': textCv(),
      'alone.txt': textCv(),
    });
    const people = listOf(
      'Sam Field/CV.txt,Sam Field,sam@example.org',
      'Jo Hill/CV.txt,Jo Hill,jo@example.org',
      'twice listed.txt,Jo Hill,jo@example.org',
      'Twice Listed.txt,Sam Field,sam@example.org',
      person('only one is whole.txt'),
      person('beside.txt'),
      person('alone.txt'),
    );
    const sent = await send({ 'all.zip': zip, 'Beside.txt': textCv() }, { people });
    expect(sent.json.items.map(({ fileName, state, code }) => [fileName, code ?? state])).toEqual([
      ['CV.txt', 'file_name_shared'],
      ['CV.txt', 'file_name_shared'],
      ['twice listed.txt', 'person_faulty'],
      ['only one is whole.txt', 'file_name_shared'],
      ['Only one is whole.TXT', 'file_empty'],
      ['beside.txt', 'file_name_shared'],
      ['alone.txt', 'received'],
      ['Beside.txt', 'file_name_shared'],
    ]);
    expect(sent.json.items[2]?.message).toBe('file: Two lines name this file.');
    expect(await api.storedFiles()).toHaveLength(before.length + 1);
    expect(await api.database.prisma.contact.count()).toBe(rows + 1);
  });

  it('leave the rest alone when an archive is damaged, says less than it holds, or holds too much', async () => {
    const zip = await zipOf({ 'one.txt': 'A CV of one line. '.repeat(5_000) });
    const lying = Buffer.from(zip);
    // The uncompressed size in the central directory (APPNOTE.TXT, 4.3.12).
    lying.writeUInt32LE(100, lying.indexOf('PK\u0001\u0002') + 24);
    const huge = Buffer.from(zip);
    huge.writeUInt32LE(0x7fffffff, huge.indexOf('PK\u0001\u0002') + 24);
    const locked = Buffer.from(zip);
    locked.writeUInt16LE(1, locked.indexOf('PK\u0001\u0002') + 8);
    const many = await zipOf(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.txt`, 'x'])));
    const partly = await zipOf({ 'before.txt': textCv(), 'broken.txt': textCv(), 'after.txt': textCv() });
    // Its local header, which stands before the name, loses its signature (4.3.7): the member cannot be opened.
    partly.writeUInt32LE(0, partly.indexOf('broken.txt') - 30);
    const sent = await send(
      {
        'cut.zip': zip.subarray(0, zip.length - 30),
        'lying.zip': lying,
        'huge.zip': huge,
        'locked.zip': locked,
        'many.zip': many,
        'partly.zip': partly,
        'fine.txt': textCv(),
      },
      {
        people: listOf(...['fine', 'one', 'before', 'broken', 'after'].map((name) => person(`${name}.txt`))),
      },
    );
    expect(sent.json.items.map(({ fileName, state, code }) => [fileName, code ?? state])).toEqual([
      ['cut.zip', 'archive_damaged'],
      ['one.txt', 'archive_damaged'],
      ['huge.zip', 'archive_too_large'],
      ['one.txt', 'archive_encrypted'],
      ['many.zip', 'archive_too_large'],
      ['before.txt', 'received'],
      ['broken.txt', 'archive_damaged'],
      ['after.txt', 'received'],
      ['fine.txt', 'received'],
    ]);
  });

  it('are stored once, however often they are sent', async () => {
    const files = { 'again.txt': textCv('again') };
    const fields = { people: listOf(person('again.txt')) };
    const key = { 'idempotency-key': 'the-same' };
    const first = await send(files, fields, key);
    const repeated = await send(files, fields, key);
    const later = await send(files, fields);
    expect(repeated.json['id']).toBe(first.json['id']);
    expect(later.json['id']).not.toBe(first.json['id']);
    expect(later.json.items).toMatchObject([{ isKnown: true, cvId: first.json.items[0]?.cvId }]);
    expect(await api.database.prisma.cv.count({ where: { fileName: 'again.txt' } })).toBe(1);
  });

  it('leave nothing behind when their Idempotency-Key belongs to another batch, or to the same one', async () => {
    const key = { 'idempotency-key': 'another' };
    const people = listOf(person('first.txt'), person('second.txt'));
    const [one, two] = [textCv(), textCv()];
    const first = await send({ 'first.txt': one, 'second.txt': two }, { people }, key);
    expect(codes(first.json.items)).toEqual({ 'first.txt': 'received', 'second.txt': 'received' });
    const stored = await api.storedFiles();
    const rows = await api.database.prisma.cv.count();
    const people2 = listOf(person('first.txt', 'somebody.else@example.org'), person('second.txt'));
    const swapped = { 'first.txt': two, 'second.txt': one };
    for (const other of [
      () => send({ 'first.txt': textCv() }, { people }, key),
      () => send({ 'first.txt': one, 'second.txt': two }, { people: people2 }, key),
      () => send(swapped, { people }, key),
      () => send({ 'second.txt': one, 'first.txt': two }, { people }, key),
    ])
      expect(await other()).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } });
    // What the first sending stored is gone by now: a repetition must not store it anew.
    await api.database.prisma.cv.deleteMany({ where: { fileName: 'second.txt' } });
    const again = await send({ 'first.txt': one, 'second.txt': two }, { people }, key);
    expect(again.json['id']).toBe(first.json['id']);
    expect(await api.database.prisma.cv.count()).toBe(rows - 1);
    expect(await api.storedFiles()).toEqual(stored);
  });

  it('are refused together where the form is wrong, and nothing of them is kept', async () => {
    const before = await api.storedFiles();
    const rows = await api.database.prisma.cv.count();
    const files = { 'x.txt': textCv() };
    const codeOf = async (
      fields: Readonly<Record<string, string>>,
      these: Files = files,
    ): Promise<unknown> => {
      const { status, json } = await send(these, fields);
      return [status, json['code'], (json['errors'] as { field: string }[] | undefined)?.[0]?.field];
    };
    expect(await codeOf({ consentToKeep: 'no' })).toEqual([400, 'invalid_request', 'consentToKeep']);
    expect(await codeOf({ how: 'telepathy' })).toEqual([400, 'invalid_request', 'how']);
    expect(await codeOf({ people: 'name,email\nA,b' })).toEqual([400, 'malformed_table', undefined]);
    expect(await codeOf({ people: 'file,name,email\n"x.txt,A' })).toEqual([
      400,
      'malformed_table',
      undefined,
    ]);
    expect(await codeOf({ people: `file,name,email,age\nx.txt,A,a@example.org,40` })).toEqual([
      400,
      'malformed_table',
      undefined,
    ]);
    expect(await codeOf({}, {})).toEqual([400, 'file_missing', undefined]);
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.txt`, 'x']));
    expect(await codeOf({}, many)).toEqual([413, 'batch_too_large', undefined]);
    expect(await api.storedFiles()).toEqual(before);
    expect(await api.database.prisma.cv.count()).toBe(rows);
  });

  it('lie with the documents while they are unpacked, and nothing of them stays when the sender goes away', async () => {
    const work = join(api.storageRoot, '.work');
    const filesAtWork = async (): Promise<string[]> =>
      (await api.storedFiles()).filter((name) => !before.includes(name));
    const before = await api.storedFiles();
    const zip = await zipOf({ 'a.txt': randomBytes(400_000) });
    const form = formOf([{ name: 'files', fileName: 'all.zip', body: zip }]);
    const socket = connect(api.port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    const headers = { authorization: `Bearer ${staff.key}`, 'Content-Length': String(form.length) };
    socket.write(uploadHead(headers, '/v1/cv-batches'));
    socket.write(form.subarray(0, 300_000));
    await expect.poll(filesAtWork, { timeout: 20_000 }).toHaveLength(1);
    const [folder = ''] = await readdir(work);
    expect(await readdir(join(work, folder))).toEqual(await filesAtWork());
    socket.destroy();
    await expect.poll(() => readdir(work), { timeout: 20_000 }).toEqual([]);
  });

  it('go with the person who is erased, and the list of them after 30 days', async () => {
    const sent = await send({ 'gone.txt': textCv() }, { people: listOf(person('gone.txt')) });
    const path = `/v1/cv-batches/${String(sent.json['id'])}`;
    const { candidateId } = await api.database.prisma.cv.findUniqueOrThrow({
      where: { id: String(sent.json.items[0]?.cvId) },
    });
    const admin = await api.keyFor('admin');
    const body = { confirm: true };
    await api.call(`/v1/candidates/${candidateId}/erasure`, { method: 'POST', key: admin.key, body });
    expect(await api.call(path, { key: staff.key })).toMatchObject({ status: 404 });
    await api.database.prisma.cvBatch.updateMany({
      data: { createdAt: new Date(Date.now() - 31 * 86_400_000) },
    });
    const { json } = await api.call('/v1/retention', { key: admin.key });
    const rules = json['rules'] as { recordClass: string; due: number }[];
    expect(rules.find(({ recordClass }) => recordClass === 'cv_batch')?.due).toBeGreaterThan(3);
  });
});
