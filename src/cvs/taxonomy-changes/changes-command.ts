import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../../config.js';
import { createDatabase } from '../../database/client.js';
import { projectRoot } from '../../project-root.js';
import { compareTaxonomies } from '../../taxonomy/compare-taxonomies.js';
import { loadTaxonomy } from '../../taxonomy/load-taxonomy.js';
import { taxonomyAt } from '../../taxonomy/taxonomy-at.js';
import { compareProfiles, type CvText, type ProfileChange } from './compare-profiles.js';
import { textsOfEvaluationSets, textsOfFolder, textsOfProfiles } from './cv-texts.js';
import { printChanges } from './print-changes.js';

const USAGE = 'Usage: npm run taxonomy:changes -- --against REF [--cvs DIR] [--json FILE]';
const NO_TABLES = 'The database of DATABASE_URL has no CVs: run npm run migrate, or name another database.';
/** As diff(1): alike, different, trouble. */
const EXIT = { same: 0, changed: 1, trouble: 2 } as const;

/**
 * `npm run taxonomy:changes`: what the taxonomy of the data files has that the one of a git ref has not, and whose
 * profiles that changes. Reads only; the profiles of the database follow by themselves once the new program runs.
 */
try {
  const { values } = parseArgs({
    options: { against: { type: 'string' }, cvs: { type: 'string' }, json: { type: 'string' } },
  });
  if (values.against === undefined) throw new Error(USAGE);
  const before = taxonomyAt(projectRoot, values.against);
  const after = loadTaxonomy();
  const taxonomy = compareTaxonomies(before, after);
  const profiles: ProfileChange[] = [];
  let cvs = 0;
  for await (const cv of texts(values.cvs)) {
    cvs += 1;
    const change = compareProfiles(cv, before, after);
    if (change !== null) profiles.push(change);
  }
  const report = { taxonomy, cvs, profiles };
  console.log(printChanges(report));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  const same = taxonomy.from === taxonomy.to && profiles.length === 0;
  process.exitCode = same ? EXIT.same : EXIT.changed;
} catch (error) {
  console.error(isWithoutTables(error) ? NO_TABLES : error instanceof Error ? error.message : error);
  process.exitCode = EXIT.trouble;
}

/** Prisma's code for a table that is not there. */
function isWithoutTables(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2021';
}

/** A folder where one is named, else the stored profiles where a database is configured, else the evaluation sets. */
async function* texts(folder: string | undefined): AsyncGenerator<CvText> {
  if (folder !== undefined) {
    yield* textsOfFolder(folder);
    return;
  }
  const { databaseUrl, storageKeys: keys } = readConfig();
  if (databaseUrl === null) {
    yield* textsOfEvaluationSets();
    return;
  }
  const database = createDatabase({ url: databaseUrl, pool: 1, keys });
  try {
    yield* textsOfProfiles(database);
  } finally {
    await database.close();
  }
}
