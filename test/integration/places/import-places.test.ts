import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../../src/config.js';
import { findPlaces } from '../../../src/places/find-places.js';
import { importPlaces } from '../../../src/places/import-places.js';
import { milesBetween } from '../../../src/places/miles-between.js';
import { PlacesFileError } from '../../../src/places/places-file-error.js';
import { projectRoot } from '../../../src/project-root.js';
import { createTestDatabase, type TestDatabase } from '../../fixtures/database.js';
import { killStarted, startProcess } from '../../fixtures/processes.js';

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'places-'));
});
afterEach(async () => {
  killStarted();
  rmSync(folder, { recursive: true, force: true });
  await test.database.pool.query('TRUNCATE place');
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** As Code-Point Open comes: no names of columns, the second of the two with a postcode of seven letters and digits. */
const CODE_POINT = [
  '"AB10 1AB",10,394235,806529,"S92000003","","S08000020","","S12000033","S13002842"',
  '"AB101AF",10,394181,806429,"S92000003","","S08000020","","S12000033","S13002842"',
  '"AB11 5BY",10,394700,806100,"S92000003","","S08000020","","S12000033","S13002842"',
  '"AB99 9ZZ",90,0,0,"S92000003","","S08000020","","S12000033","S13002842"',
  '',
].join('\r\n');

const DIRECTORY = [
  '\uFEFFpcd,pcd2,pcds,dointr,doterm,oscty,oseast1m,osnrth1m,lat,long,imd',
  'BT1 5GS,BT1  5GS,BT1 5GS,199606,,N99999999,333811,374134,54.596700,-5.930100,12',
  'BT2 8BG,BT2  8BG,BT2 8BG,199606,,N99999999,333700,373400,54.590000,-5.932000,12',
  'GY1 1AA,GY1  1AA,GY1 1AA,199606,,L99999999,,,99.999999,0.000000,',
  '',
].join('\n');

async function stored(): Promise<unknown[]> {
  const { rows } = await test.database.pool.query<Record<string, unknown>>(
    'SELECT * FROM place ORDER BY code',
  );
  return rows;
}

const find = async (postcode: string) => (await findPlaces(test.database.pool, [postcode])).get(postcode);

describe('an import of Code-Point Open', () => {
  it('knows whole postcodes, and the middles of their districts and areas', async () => {
    const done = await importPlaces(test.database.pool, [file('ab.csv', CODE_POINT)]);
    expect(done).toEqual({ files: 1, postcodes: 3, districts: 2, areas: 1 });
    const whole = await find('ab10 1ab');
    expect(whole?.precision).toBe('full');
    expect(whole?.latitude).toBeCloseTo(57.1496, 3);
    expect(whole?.longitude).toBeCloseTo(-2.0969, 3);
    expect((await find('AB10 9XX'))?.precision).toBe('district');
    expect((await find('AB11'))?.precision).toBe('district');
    expect((await find('AB31 5AA'))?.precision).toBe('area');
    expect((await find('LS1 3EX'))?.precision).toBe('area');
    expect(await find('ZZ1 1AA')).toBeUndefined();
  });

  it('takes the same file in again without changing anything, and a newer one over it', async () => {
    const path = file('ab.csv', CODE_POINT);
    await importPlaces(test.database.pool, [path]);
    const before = await stored();
    await importPlaces(test.database.pool, [path]);
    expect(await stored()).toEqual(before);
    await importPlaces(test.database.pool, [file('ab2.csv', CODE_POINT.replace('806529', '816529'))]);
    expect(await stored()).toHaveLength(before.length);
    expect((await find('AB10 1AB'))?.latitude).toBeCloseTo(57.2394, 3);
  });

  it('takes the folder of files that the download is', async () => {
    mkdirSync(join(folder, 'CSV'));
    file('CSV/ab.csv', CODE_POINT);
    file(
      'CSV/ls.CSV',
      '"LS1 3EX",10,429900,433800,"E92000001","E19000001","E18000002","","E08000035","E05012649"',
    );
    file('CSV/readme.txt', 'not places');
    const done = await importPlaces(test.database.pool, [join(folder, 'CSV')]);
    expect(done).toMatchObject({ files: 2, postcodes: 4, areas: 2 });
    const [a, b] = [await find('LS1 3EX'), await find('AB10 1AB')];
    expect(milesBetween(a ?? null, b ?? null)?.precision).toBe('full');
  });
});

describe('an import of the ONS Postcode Directory', () => {
  it('covers Northern Ireland by latitude and longitude, and passes over what has no position', async () => {
    const done = await importPlaces(test.database.pool, [file('onspd.csv', DIRECTORY)]);
    expect(done).toEqual({ files: 1, postcodes: 2, districts: 2, areas: 1 });
    expect(await find('BT1 5GS')).toEqual({ latitude: 54.5967, longitude: -5.9301, precision: 'full' });
    expect((await find('GY1 1AA'))?.precision).toBe('area');
  });

  it('takes many thousands of postcodes', async () => {
    const letters = 'ABDEFGHJLNPQRSTUWXYZ';
    const rows = Array.from({ length: 12_000 }, (_, index) => {
      const unit = `${letters[index % 20] ?? ''}${letters[Math.floor(index / 20) % 20] ?? ''}`;
      const code = `LS${1 + Math.floor(index / 4_000)} ${Math.floor(index / 400) % 10}${unit}`;
      return `${code},${(53.7 + index / 1e6).toFixed(6)},-1.5`;
    });
    const done = await importPlaces(test.database.pool, [
      file('big.csv', ['pcds,lat,long', ...rows].join('\n')),
    ]);
    expect(done).toEqual({ files: 1, postcodes: 12_000, districts: 3, areas: 1 });
  });
});

describe('a file that is not what it should be', () => {
  const refusal = async (...paths: string[]): Promise<PlacesFileError> => {
    try {
      await importPlaces(test.database.pool, paths);
    } catch (error) {
      if (error instanceof PlacesFileError) return error;
      throw error;
    }
    throw new Error('it was taken');
  };

  it.each([
    ['empty.csv', '', 'places_file_empty', /empty\.csv is empty/],
    [
      'people.csv',
      'name,email\nSam,sam@example.org\n',
      'places_file_unknown',
      /neither a CSV of Code-Point Open/,
    ],
    ['cv.pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'places_file_unknown', /Nothing was taken/],
    ['torn.csv', `${CODE_POINT}"AB10 1AG",10,39`, 'places_row_faulty', /Line 5 of torn\.csv has no eastings/],
    ['quote.csv', `${CODE_POINT}"AB10 1AG,10,394230,806469\n`, 'places_row_faulty', /no CSV from line/],
    [
      'junk.csv',
      'pcds,lat,long\nLS1 3EX,53.8,-1.5\nLeeds,53.8,-1.5\n',
      'places_row_faulty',
      /Line 3 .* UK postcode/,
    ],
    [
      'swapped.csv',
      'pcds,lat,long\nLS1 3EX,-1.5,53.8\n',
      'places_row_faulty',
      /Line 2 .* outside the British Isles/,
    ],
    ['words.csv', 'pcds,lat,long\nLS1 3EX,north,west\n', 'places_row_faulty', /Line 2 .* no latitude/],
  ])('%s is refused, and nothing is taken', async (name, content, code, sentence) => {
    const error = await refusal(file('good.csv', DIRECTORY), file(name, content));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(await stored()).toEqual([]);
  });

  it('is named when it is not there, or holds no CSV', async () => {
    expect((await refusal(join(folder, 'none.csv'))).code).toBe('places_file_missing');
    expect((await refusal(folder)).code).toBe('places_file_empty');
  });
});

describe('npm run places:import', () => {
  const run = (...args: string[]) =>
    startProcess(
      process.execPath,
      [join(projectRoot, 'dist', 'src', 'places', 'import-command.js'), ...args],
      {
        env: environmentWith({ NODE_ENV: 'development', DATABASE_URL: test.url }),
      },
    );

  it('says what it took', async () => {
    const command = run(file('ab.csv', CODE_POINT));
    expect(await command.ended).toBe(0);
    expect(command.output()).toContain('Taken from one file: 3 postcodes.');
    expect(await stored()).toHaveLength(6);
  });

  it('says what is wrong, by code, and ends with 1', async () => {
    const command = run(file('people.csv', 'name\nSam\n'));
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain('places_file_unknown');
    expect(command.output()).not.toContain('    at ');
  });

  it('says how it is called', async () => {
    const command = run();
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain('Usage: npm run places:import');
  });
});
