import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { createDatabase } from '../database/client.js';
import { loadTaxonomy } from '../taxonomy/load-taxonomy.js';
import { versions } from '../versions.js';
import { EVALUATION_SETS, evaluationTexts } from './evaluation-texts.js';
import type { InvarianceReport } from './measure-invariance.js';
import { printInvariance, printSelection } from './print-fairness.js';
import { readingInvariance, reportFairness } from './report-fairness.js';
import { fairnessQuery } from './schema.js';

/** As diff(1): nothing changed, something did, trouble. */
const EXIT = { same: 0, changed: 1, trouble: 2 } as const;

/**
 * `npm run fairness`: whether who somebody is changes what is read of their CV, in the evaluation sets, and in the stored
 * profiles where DATABASE_URL names a database, with the selection rates of groups there.
 */
try {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, top: { type: 'string' }, sample: { type: 'string' } },
  });
  const { json, ...wanted } = values;
  const query = fairnessQuery.parse(wanted);
  const taxonomy = loadTaxonomy();
  const sets: { set: string; report: InvarianceReport }[] = [];
  for (const set of EVALUATION_SETS) {
    const report = await readingInvariance(evaluationTexts(set), taxonomy);
    console.log(printInvariance(`Evaluation set "${set}"`, report));
    sets.push({ set, report });
  }
  const { databaseUrl, storageKeys: keys } = readConfig();
  const stored = databaseUrl === null ? null : await storedReport(databaseUrl);
  if (stored !== null) {
    console.log(printInvariance('Stored profiles', stored.invariance));
    console.log(printSelection(stored.selection));
  }
  if (json !== undefined) {
    const figures = { versions: versions(taxonomy), sets, stored };
    writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  }
  const measured = [...sets.map(({ report }) => report), ...(stored === null ? [] : [stored.invariance])];
  const isSame = measured.every(({ lines }) => lines.every(({ changed }) => changed === 0));
  process.exitCode = isSame ? EXIT.same : EXIT.changed;

  async function storedReport(url: string): ReturnType<typeof reportFairness> {
    const database = createDatabase({ url, pool: 2, keys });
    try {
      return await reportFairness({ database, taxonomy }, 'system', query);
    } finally {
      await database.close();
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = EXIT.trouble;
}
