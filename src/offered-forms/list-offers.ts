import type { z } from 'zod';
import { newestCvTexts } from '../cvs/newest-cv-texts.js';
import type { Database } from '../database/client.js';
import { cleanLine } from '../http/text.js';
import { entriesWithForms } from '../taxonomy/add-forms.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { conceptToOffer } from './choose-concept.js';
import type { acceptedForms, FormState, OfferedForm, offeredForms } from './schema.js';

interface Row {
  readonly id: string;
  readonly words: string;
  readonly words_key: string;
  readonly concept_id: string | null;
  readonly state: FormState;
  readonly offers: number;
  readonly offered_by: string[];
  readonly offered_at: Date;
  readonly reason: string | null;
  readonly judged_by: string | null;
  readonly judged_at: Date | null;
}

/**
 * What was offered, the same words for the same concept once, the newest first, with how many of the newest CVs say it.
 *
 * @param wanted.limit the most that are given.
 */
export async function listOffers(
  database: Database,
  taxonomy: Taxonomy,
  wanted: { readonly state: FormState; readonly limit: number },
): Promise<z.output<typeof offeredForms>> {
  const { rows } = await database.pool.query<Row>(
    `SELECT (array_agg(f.id ORDER BY f.id))[1] AS id, (array_agg(f.words ORDER BY f.id))[1] AS words, f.words_key,
            f.concept_id, f.state, count(*)::int AS offers, min(f.offered_at) AS offered_at,
            array_agg(DISTINCT coalesce(s.name, 'a former colleague')) AS offered_by,
            (array_agg(f.reason ORDER BY f.judged_at DESC))[1] AS reason,
            (array_agg(j.name ORDER BY f.judged_at DESC))[1] AS judged_by, max(f.judged_at) AS judged_at
       FROM offered_form f LEFT JOIN staff s ON s.id = f.offered_by_id LEFT JOIN staff j ON j.id = f.judged_by_id
      WHERE f.state = $1 GROUP BY f.words_key, f.concept_id, f.state
      ORDER BY coalesce(max(f.judged_at), max(f.offered_at)) DESC, f.words_key LIMIT $2`,
    [wanted.state, wanted.limit],
  );
  const { lookedAt, saying } = await countSaying(
    database,
    rows.map(({ words_key }) => words_key),
  );
  const items = rows.map((row): OfferedForm => ({
    id: row.id,
    words: row.words,
    conceptId: row.concept_id,
    concept: row.concept_id === null ? null : (conceptToOffer(taxonomy, row.concept_id)?.label ?? null),
    state: row.state,
    offers: row.offers,
    offeredBy: row.offered_by,
    offeredAt: row.offered_at.toISOString(),
    cvs: saying.get(row.words_key) ?? 0,
    reason: row.reason,
    judgedBy: row.judged_by,
    judgedAt: row.judged_at?.toISOString() ?? null,
  }));
  return { lookedAt, items };
}

/** What was accepted, as the data files are to say it. Empty once the running taxonomy has it all. */
export async function exportAccepted({ prisma }: Database): Promise<z.output<typeof acceptedForms>> {
  const accepted = await prisma.offeredForm.findMany({
    where: { state: 'accepted' },
    distinct: ['wordsKey', 'conceptId'],
    orderBy: { id: 'asc' },
  });
  const added = new Map<string, string[]>();
  for (const { conceptId, words } of accepted)
    if (conceptId !== null) added.set(conceptId, [...(added.get(conceptId) ?? []), words]);
  return Object.fromEntries(
    Object.entries(entriesWithForms(added)).map(([file, entries]) => [
      file,
      entries.map((one) => ({ ...one })),
    ]),
  );
}

async function countSaying(
  database: Database,
  keys: readonly string[],
): Promise<{ lookedAt: number; saying: ReadonlyMap<string, number> }> {
  const saying = new Map<string, number>();
  const texts = keys.length === 0 ? [] : await newestCvTexts(database);
  for (const { text } of texts) {
    const line = cleanLine(text).toLowerCase();
    for (const key of new Set(keys)) if (says(line, key)) saying.set(key, (saying.get(key) ?? 0) + 1);
    // Others are served between two texts.
    await new Promise(setImmediate);
  }
  return { lookedAt: texts.length, saying };
}

/** Whether a text has the words, and not only within longer ones. */
function says(text: string, words: string): boolean {
  const isLetter = (at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (!isLetter(at - 1) && !isLetter(at + words.length)) return true;
  return false;
}
