import { sealTexts } from '../cvs/text/seal-texts.js';
import { runCommand } from '../database/run-command.js';
import { rotateKeys } from '../storage/encryption/rotate-keys.js';
import { keptDocuments } from './kept-documents.js';
import { rotateAlone } from './rotate-alone.js';

/**
 * `npm run storage:rotate-keys`: puts every document and every CV's text under the first of STORAGE_KEYS, and encrypts
 * what is not encrypted yet. The exit code is 1 when one could not be opened by any of them, or while it is being run elsewhere.
 */
await runCommand(async ({ config, database }) => {
  const { storageDir, storageKeys } = config;
  if (storageKeys === null)
    throw new Error('STORAGE_KEYS is not set: there is no key to put anything under.');
  const isKept = async (key: string): Promise<boolean> => (await keptDocuments(database, [key])).has(key);
  const { report, texts } = await rotateAlone(database, async () => ({
    report: await rotateKeys(storageDir, storageKeys, isKept),
    texts: await sealTexts(database, storageKeys),
  }));
  const say = (count: number, words: string): void => console.log(`${String(count).padStart(6)}  ${words}`);
  console.log('Documents:');
  say(report.rotated, `put under the key "${storageKeys[0].id}"`);
  say(report.encrypted, 'encrypted, which were not before');
  say(report.current, 'under it already');
  say(report.skipped, 'not encrypted, since nothing refers to them yet or any more: run this again in a day');
  say(report.failed.length, 'opened by none of the keys, left as they are');
  for (const key of report.failed) console.log(`        ${key}`);
  console.log('Texts of CVs that were not under it already:');
  say(texts.rotated, 'put under it');
  say(texts.sealed, 'sealed, which were not before');
  say(texts.failed.length, 'opened by none of the keys, left as they are');
  for (const cvId of texts.failed) console.log(`        ${cvId}`);
  if (report.failed.length + texts.failed.length > 0) process.exitCode = 1;
});
