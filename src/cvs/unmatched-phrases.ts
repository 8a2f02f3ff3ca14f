import { z } from 'zod';
import type { Database } from '../database/client.js';
import { commonStems } from '../matching/wording.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { stemOf } from '../taxonomy/stem.js';
import { findConcepts } from '../understanding/find-concepts.js';
import { prepareText } from '../understanding/prepare-text.js';
import { MOST_CHARACTERS, newestCvTexts } from './newest-cv-texts.js';

/** Adverts that one report looks at, the newest, and characters of each: reading one takes a few milliseconds. */
const MOST_ADVERTS = 200;
/** A phrase of fewer people or adverts than this may be somebody's own words. */
const FEWEST = 5;
const MOST_PHRASES = 100;
const LONGEST = 3;

export const unmatchedReport = z
  .object({
    cvs: z.int().min(0).meta({ description: 'CVs that were looked at: the newest 300.' }),
    adverts: z.int().min(0).meta({ description: 'Open vacancies that were looked at: the newest 200.' }),
    fewest: z.int().meta({ description: 'Phrases in fewer texts are left out.' }),
    phrases: z.array(z.object({ phrase: z.string(), cvs: z.int().min(0), adverts: z.int().min(0) })),
  })
  .meta({
    id: 'UnmatchedPhrases',
    description: 'Frequent phrases of CVs and adverts that no concept of the taxonomy knows.',
  });

type Report = z.output<typeof unmatchedReport>;

/**
 * Which phrases of two or three words many CVs and adverts share although no concept knows them: what the taxonomy might
 * learn. Nobody can be told from it: only words in small letters that the trade's table of words holds, so no names, and
 * only phrases that several texts share.
 */
export async function findUnmatchedPhrases(database: Database, taxonomy: Taxonomy): Promise<Report> {
  const [cvs, adverts] = await Promise.all([
    newestCvTexts(database),
    database.pool.query<{ text: string }>(
      `SELECT left(description, $2) AS text FROM vacancy WHERE status = 'open' ORDER BY id DESC LIMIT $1`,
      [MOST_ADVERTS, MOST_CHARACTERS],
    ),
  ]);
  const common = commonStems(taxonomy.background);
  const counts = new Map<string, { cvs: number; adverts: number }>();
  const count = async (texts: readonly { text: string }[], kind: 'cvs' | 'adverts'): Promise<void> => {
    for (const { text } of texts) {
      for (const phrase of new Set(phrasesOf(text, taxonomy, common))) {
        const known = counts.get(phrase) ?? { cvs: 0, adverts: 0 };
        known[kind] += 1;
        counts.set(phrase, known);
      }
      // Others are served between two texts.
      await new Promise(setImmediate);
    }
  };
  await count(cvs, 'cvs');
  await count(adverts.rows, 'adverts');
  return {
    cvs: cvs.length,
    adverts: adverts.rows.length,
    fewest: FEWEST,
    phrases: withoutParts([...counts].map(([phrase, found]) => ({ phrase, ...found }))),
  };
}

/** Runs of words outside of everything that a concept knows, within one sentence. */
function phrasesOf(text: string, taxonomy: Taxonomy, common: ReadonlySet<string>): string[] {
  const prepared = prepareText(text);
  const known = new Uint8Array(prepared.text.length);
  for (const { start, end } of findConcepts(prepared, taxonomy)) known.fill(1, start, end);
  const phrases: string[] = [];
  for (const { start, end } of prepared.sentences) {
    const sentence = prepared.text.slice(start, end);
    let run: string[] = [];
    let before = 0;
    for (const match of sentence.matchAll(/[\p{L}\p{N}'’]+/gu)) {
      const [word] = match;
      const at = start + match.index;
      const isJoined = /^\s*$/.test(sentence.slice(before, match.index));
      before = match.index + word.length;
      const counts =
        /^[a-z]{2,}$/.test(word) && known[at] === 0 && taxonomy.background.frequency.has(stemOf(word));
      if (!isJoined || !counts) run = [];
      if (!counts) continue;
      run = [...run, word].slice(-LONGEST);
      for (let length = 2; length <= run.length; length += 1) {
        const phrase = run.slice(-length);
        const [first = '', last = ''] = [phrase[0], phrase.at(-1)];
        if (!isSmall(first, common) && !isSmall(last, common)) phrases.push(phrase.join(' '));
      }
    }
  }
  return phrases;
}

/** Words that a phrase neither begins nor ends with: short ones, and those that nearly every text has. */
function isSmall(word: string, common: ReadonlySet<string>): boolean {
  return word.length < 4 || common.has(stemOf(word));
}

/** The most frequent first; a phrase that nearly always stands in a longer one is left to that. */
function withoutParts(all: Report['phrases']): Report['phrases'] {
  const total = ({ cvs, adverts }: { cvs: number; adverts: number }): number => cvs + adverts;
  const frequent = all.filter((one) => total(one) >= FEWEST);
  const longer = frequent.filter(({ phrase }) => phrase.split(' ').length === LONGEST);
  return frequent
    .filter(
      (one) =>
        !longer.some(
          (other) =>
            other !== one && other.phrase.includes(one.phrase) && total(other) * 10 >= total(one) * 9,
        ),
    )
    .sort((a, b) => total(b) - total(a) || (a.phrase < b.phrase ? -1 : 1))
    .slice(0, MOST_PHRASES);
}
