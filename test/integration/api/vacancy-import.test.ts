import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type StaffKey, type TestApi } from '../../fixtures/api.js';

interface Row {
  readonly line: number;
  readonly title: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  readonly vacancyId: string | null;
}

let api: TestApi;
let staff: StaffKey;
beforeAll(async () => {
  api = await startApi();
  staff = await api.keyFor('agency_staff');
});
afterAll(() => api.stop());

const HEAD = ['title', 'employer', 'description'];

async function send(
  file: string | Uint8Array,
  store?: 'nothing' | 'good' | 'all',
  headers: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  if (store !== undefined) form.append('store', store);
  form.append('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'vacancies.csv');
  const response = await fetch(`${api.address}/v1/vacancies/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${staff.key}`, ...headers },
    body: form,
  });
  const json = (await response.json()) as Record<string, unknown> & { rows: Row[] };
  return { status: response.status, json };
}

const vacancies = (): Promise<number> => api.database.prisma.vacancy.count();

describe('a table of vacancies', () => {
  it('is shown with what is wrong in each row before anything is stored', async () => {
    const table = stringify([
      [...HEAD, 'stage', 'band', 'pay_from', 'pay_unit', 'driver_required', 'closes_on', 'postcode'],
      [
        'OT',
        'Riverside',
        'Band 6 stroke OT in Leeds.',
        'Senior specialist',
        'Band 6',
        '£38,682',
        'year',
        'Yes',
        '31/01/2027',
        'ls13ex',
      ],
      ['OT', '', 'Band 6.', 'wizard', '12', 'much', '', 'perhaps', '31 January', 'nowhere'],
      ['', '', '', '', '', '', '', '', '', ''],
      ['OT', 'Riverside', 'Band 6 stroke OT in Leeds.', '', '', '', '', '', '', ''],
    ]);
    const { status, json } = await send(table);
    expect(status).toBe(200);
    expect(json['stored']).toBe(0);
    expect(json.rows.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
      [2, []],
      [3, ['employer', 'stage', 'band', 'postcode', 'pay_from', 'pay_unit', 'driver_required', 'closes_on']],
      [5, ['title']],
    ]);
    expect(json.rows[2]?.errors[0]?.message).toBe('This is line 2 again.');
    expect(await vacancies()).toBe(0);
  });

  it('says in the words of its columns what is wrong with a cell', async () => {
    const faultsOf = async (cells: Readonly<Record<string, string>>): Promise<string[]> => {
      const row = { title: 'OT', employer: 'Riverside', description: 'Band 6.', ...cells };
      const { json } = await send(stringify([Object.keys(row), Object.values(row)]));
      return json.rows[0]?.errors.map(({ field, message }) => `${field}: ${message}`) ?? [];
    };
    const asDate = 'band: A spreadsheet made a date of this. Write a range of bands as 5 to 6.';
    for (const band of ['05-Jun', '6-May', '05/06/2026', '2026-06-05', '05/06'])
      expect(await faultsOf({ band })).toEqual([asDate]);
    expect(
      await faultsOf({
        ...{ band: '6/5', hours_weekly: '375', whole_time_equivalent: 'half', work_patterns: 'nights; days' },
        ...{ place: 'Not stated', pay_from: '40000', pay_to: '38000', pay_unit: '', pay_basis: 'cash' },
        ...{ pay_year: '2026/28', pending_registration_accepted: 'perhaps', dbs_level: 'high' },
        ...{ dbs_workforce: 'dogs', closes_on: '31 January' },
      }),
    ).toEqual([
      'band: The lower band of a range comes first, such as 5/6.',
      'hours_weekly: This must be hours a week as a number up to 60, such as 37.5.',
      'whole_time_equivalent: This must be a share of full time up to 1, such as 0.6.',
      expect.stringMatching(
        /^work_patterns: This must be one or more, with ; between, of: full_time, .*hybrid\.$/,
      ),
      'place: Leave this empty, and write place in the column not_stated.',
      'pay_unit: Pay needs its unit: year, hour or day.',
      'pay_basis: This must be one of: paye, umbrella, limited_company.',
      'pay_year: This is not a pay year, such as 2026/27.',
      'pending_registration_accepted: This must be yes or no.',
      'dbs_level: This must be one of: basic, standard, enhanced, enhanced_with_barred_lists.',
      'dbs_workforce: This must be one of: adult, child, adult_and_child.',
      'closes_on: This is not a day, such as 2027-01-31 or 31/01/2027.',
    ]);
    expect(await faultsOf({ pay_from: '40', pay_to: '38', pay_unit: 'hour' })).toEqual([
      'pay_to: This must be an amount in pounds that is not less than pay_from.',
    ]);
    expect(await faultsOf({ work_patterns: ';' })).toEqual([
      'hours_weekly: Name hours a week, a share of full time, or a pattern.',
    ]);
    expect(await faultsOf({ not_stated: 'band; salary' })).toEqual([
      expect.stringMatching(
        /^not_stated: This must be one or more, with ; between, of: stage, .*, dbs_workforce\.$/,
      ),
    ]);
    expect(await faultsOf({ band: '6', pay_from: '40', pay_unit: 'hour', not_stated: 'band, pay' })).toEqual([
      'not_stated: What is not stated has no value, but this row has: band, pay_from, pay_unit.',
    ]);
    expect(await faultsOf({ registration_waiver: 'support_role' })).toEqual([
      'registration_required: A reason why no registration is needed counts only where it is said that none is.',
    ]);
  });

  it('is stored whole or not at all, or without its faulty rows, as asked', async () => {
    const table = stringify([HEAD, ['OT 1', 'Riverside', 'Band 6 stroke.'], ['OT 2', 'Riverside', '']]);
    const all = await send(table, 'all');
    expect(all).toMatchObject({ status: 422, json: { code: 'rows_faulty' } });
    expect(all.json['errors']).toEqual([
      { field: 'line 3, description', message: 'This must not be empty.' },
    ]);
    expect(await vacancies()).toBe(0);
    const good = await send(table, 'good');
    expect(good.json['stored']).toBe(1);
    const id = String(good.json.rows[0]?.vacancyId);
    expect(api.enqueued).toContainEqual({ name: 'rank-vacancy', payload: { vacancyId: id } });
    expect(await api.call(`/v1/vacancies/${id}`, { key: staff.key })).toMatchObject({
      json: { title: 'OT 1', fields: { band: { value: '6', setBy: 'text' } } },
    });
    const again = await send(table, 'good');
    expect(again).toMatchObject({ status: 422, json: { code: 'rows_faulty' } });
    expect(JSON.stringify(again.json['errors'])).toContain('This vacancy is open already.');
    expect(await vacancies()).toBe(1);
  });

  it('is stored once under one Idempotency-Key', async () => {
    const table = stringify([HEAD, ['Repeated', 'Riverside', 'Band 7 hands.']]);
    const key = { 'idempotency-key': 'import-1' };
    const [first, second] = [await send(table, 'all', key), await send(table, 'all', key)];
    expect(second).toEqual(first);
    expect(await api.database.prisma.vacancy.count({ where: { title: 'Repeated' } })).toBe(1);
  });

  it('is stored once when it is sent twice at the same moment', async () => {
    const table = stringify([HEAD, ['At once', 'Riverside', 'Band 6 hands.']]);
    const answers = await Promise.all([send(table, 'all'), send(table, 'all'), send(table, 'all')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect(await api.database.prisma.vacancy.count({ where: { title: 'At once' } })).toBe(1);
  });

  it('is read past the blank rows of a spreadsheet, none of its own left out', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => [`Spaced ${n}`, 'Riverside', 'Band 5 rotation.']);
    const table = stringify([HEAD, ...rows.flatMap((row) => [row, ['', '', '']])]);
    const { status, json } = await send(table);
    expect(status).toBe(200);
    expect(json.rows).toHaveLength(60);
  });

  it('takes the table that it hands out, of a hundred rows at most', async () => {
    const template = await api.call('/v1/vacancies/import-template.csv', { key: staff.key });
    expect(template.headers.get('content-disposition')).toContain('vacancies.csv');
    expect((await send(template.text)).json.rows[0]?.errors).toEqual([]);
    // What was handed out before has fewer columns.
    const names =
      'title,employer,description,stage,sector,band,grade,contract,postcode,pay_from,pay_to,pay_unit,registration_required,registration_waiver,driver_required,closes_on';
    const older = await send(
      `${names}\nOT,Riverside,Stroke.,,nhs,5/6,,permanent,LS1 3EX,£38682,,year,yes,,no,31/01/2027`,
    );
    expect(older.json.rows).toMatchObject([{ errors: [] }]);
    const rows = (most: number) =>
      stringify([
        HEAD,
        ...Array.from({ length: most }, (_, n) => [`Post ${n}`, `Trust ${n % 7}`, 'Band 6 stroke OT.']),
      ]);
    expect(await send(rows(101), 'all')).toMatchObject({ status: 413, json: { code: 'table_too_large' } });
    expect(await send('x'.repeat(1024 * 1024 + 1))).toMatchObject({ status: 413 });
    const before = await vacancies();
    expect(await send(rows(100), 'all')).toMatchObject({ status: 200, json: { stored: 100 } });
    expect(await vacancies()).toBe(before + 100);
  });

  it('sets every field that staff may set, and says which are not stated whatever the text says', async () => {
    const text =
      'Band 6, £38,682 a year PAYE. Grade H. 30 hours a week, York. Enhanced DBS (child workforce).';
    const cells = {
      ...{ title: 'Every field', employer: 'Riverside', description: text, band: '5 to 6' },
      ...{ hours_weekly: '22.5', whole_time_equivalent: '60%', work_patterns: 'Job share; part time' },
      ...{ place: 'Leeds', pay_year: '2026/27', pending_registration_accepted: 'no' },
      ...{ dbs_level: 'Enhanced, with barred lists', dbs_workforce: 'Adults and children' },
      not_stated: 'grade; Pay basis, pay',
    };
    const { json } = await send(stringify([Object.keys(cells), Object.values(cells)]), 'all');
    expect(json.rows).toMatchObject([{ errors: [] }]);
    const id = String(json.rows[0]?.vacancyId);
    const stored = await api.database.prisma.vacancy.findUniqueOrThrow({ where: { id } });
    expect(stored).toMatchObject({
      ...{ band: '5/6', stage: 'occupational_therapist', requirement: { growsTo: 'senior_specialist' } },
      hours: { weekly: 22.5, wholeTimeEquivalent: 0.6, patterns: ['part_time', 'job_share'] },
      ...{ place: 'Leeds', payYear: '2026/27', pendingRegistrationAccepted: false },
      ...{ dbsLevel: 'enhanced_with_barred_lists', dbsWorkforce: 'adult_and_child' },
      ...{ grade: null, payBasis: null, payUnit: null },
    });
    expect(stored.fieldsSetByStaff).toEqual(
      [
        ...['band', 'dbsLevel', 'dbsWorkforce', 'grade', 'hours', 'pay', 'payBasis', 'payYear'],
        ...['pendingRegistrationAccepted', 'place'],
      ].sort(),
    );
  });

  it('is read as spreadsheets of all kinds write it, and nothing in a cell is ever a formula', async () => {
    const titled = (title: string, separator = ',') =>
      [HEAD.join(separator), [title, 'Ely', 'Band 6.'].join(separator)].join('\r\n');
    const titleOf = async (file: string | Uint8Array) => (await send(file)).json.rows[0]?.title;
    expect(await titleOf(Buffer.from(titled('Fédération'), 'latin1'))).toBe('Fédération');
    expect(await titleOf(Buffer.from(`\uFEFF${titled('Zoë', '\t')}`, 'utf16le'))).toBe('Zoë');
    expect(await titleOf(`\uFEFF${titled('Zoë', ';')}`)).toBe('Zoë');
    // What our own tables keep from being a formula comes back as it was.
    expect(await titleOf(titled("'=1+1"))).toBe('=1+1');
    const stored = await send(titled('=HYPERLINK(1)'), 'all');
    const id = String(stored.json.rows[0]?.vacancyId);
    expect(await api.call(`/v1/vacancies/${id}`, { key: staff.key })).toMatchObject({
      json: { title: '=HYPERLINK(1)' },
    });
  });

  it('says what is wrong with it as a whole', async () => {
    const detail = async (file: string | Uint8Array) => {
      const { status, json } = await send(file);
      return [status, json['code'], String(json['detail'])];
    };
    expect(await detail('title,employer\na,b')).toEqual([
      400,
      'malformed_table',
      'The first line must name the columns; it lacks: description.',
    ]);
    expect(await detail('title,title,employer,description\n')).toEqual([
      400,
      'malformed_table',
      expect.any(String),
    ]);
    expect(await detail('title,employer,description\n"a,b,c')).toEqual([
      400,
      'malformed_table',
      expect.any(String),
    ]);
    expect(await detail('')).toEqual([400, 'malformed_table', expect.any(String)]);
    expect(await detail(Buffer.from('PK\u0003\u0004\u0000\u0000'))).toEqual([
      400,
      'malformed_table',
      expect.any(String),
    ]);
  });
});
