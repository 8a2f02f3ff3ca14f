import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Database } from '../../database/client.js';
import { EVALUATION_SETS } from '../../fairness/evaluation-texts.js';
import { projectRoot } from '../../project-root.js';
import { openText, STORED_TEXT, type StoredText } from '../text/stored-text.js';
import type { CvText } from './compare-profiles.js';

/** How many CVs are in memory at once. */
const BATCH = 200;

/** The plain texts of a folder and the folders in it, in order of name. @throws Error when there is none. */
export function* textsOfFolder(folder: string): Generator<CvText> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort();
  if (names.length === 0) throw new Error(`There is no .txt file in ${folder}.`);
  for (const name of names) {
    const path = join(folder, name);
    yield { cv: relative(process.cwd(), path), text: readFileSync(path, 'utf8') };
  }
}

/** The CVs of all evaluation sets that come with the program. */
export function* textsOfEvaluationSets(): Generator<CvText> {
  for (const set of EVALUATION_SETS)
    yield* textsOfFolder(join(projectRoot, 'test', 'evaluation', set, 'cvs'));
}

/** The texts that the stored profiles were read from, by the id of the CV. @throws Problem `text_unavailable` */
export async function* textsOfProfiles({ pool, keys }: Database): AsyncGenerator<CvText> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: StoredText[] } = await pool.query<StoredText>(
      `SELECT ${STORED_TEXT} FROM profile p JOIN cv_text t ON t.cv_id = p.cv_id
        WHERE $1::uuid IS NULL OR p.cv_id > $1 ORDER BY p.cv_id LIMIT $2`,
      [after, BATCH],
    );
    for (const row of rows) yield { cv: row.cv_id, text: openText(keys, row).text };
    after = rows.at(-1)?.cv_id ?? null;
    if (rows.length < BATCH) return;
  }
}
