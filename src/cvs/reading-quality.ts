import { z } from 'zod';
import {
  QUALITY_GRADES,
  QUALITY_REASONS,
  type Quality,
  type QualityReason,
} from '../documents/quality/judge-quality.js';

/** The reason of a CV whose text stays although this program could not read its document again. */
export const NOT_READ_AGAIN = 'not_read_again';

type Reason = QualityReason | typeof NOT_READ_AGAIN;

const WORDS: Readonly<Record<Reason, string>> = {
  few_characters: 'There is far less text on a page than a CV has.',
  few_known_words:
    'Few of its words are known: letters may have been taken for others, or it is not in English.',
  many_symbols: 'There are signs where letters should be.',
  unsure_recognition: 'It is a scan or photo, and some of its words were hard to make out.',
  layer_differs:
    'It is a scan with text of its own, and that says words that could not be found on its pages.',
  uncompared_layer: 'Text that came with its scans may say what their pages do not show.',
  unread_pages: 'Some pages are pictures that were not read.',
  cut_short: 'The document is longer than what is read of one.',
  not_read_again: 'The document can no longer be read; its text is from an earlier reading.',
};

export const readingQuality = z
  .object({
    grade: z.enum(QUALITY_GRADES),
    reasons: z.array(z.object({ reason: z.enum([...QUALITY_REASONS, NOT_READ_AGAIN]), words: z.string() })),
    confidence: z
      .int()
      .nullable()
      .meta({ description: 'Of text recognised in pictures, 0 to 100; null where there was none.' }),
  })
  .meta({
    id: 'ReadingQuality',
    description:
      'How far the text of a document can be relied on. `doubtful`: a low score may be the reading’s fault, so look at the document.',
  });

/** What a grade was judged by, as stored in `cv.quality_figures`. */
export const readingFigures = z
  .object({
    charactersPerPage: z.int().meta({ description: 'An ordinary page has 2,000 to 4,000.' }),
    knownWordShare: z
      .number()
      .meta({ description: 'Of all words, those that are common in CVs; 0.25 to 0.45 in English.' }),
    symbolShare: z
      .number()
      .meta({ description: 'Of all characters, those that are no letters, figures or punctuation.' }),
  })
  .meta({ id: 'ReadingFigures', description: 'What the quality of a reading was judged by.' });

export type ReadingFigures = z.infer<typeof readingFigures>;

export function figuresOf({ charactersPerPage, knownWordShare, symbolShare }: Quality): ReadingFigures {
  return { charactersPerPage, knownWordShare, symbolShare };
}

/** Columns of the table `cv`, which `presentQuality` takes. */
export interface QualityRow {
  readonly quality: string | null;
  readonly quality_reasons: readonly string[];
  readonly confidence: number | null;
}

/** null: not read yet, or before readings were judged. */
export function presentQuality(row: QualityRow): z.input<typeof readingQuality> | null {
  const grade = QUALITY_GRADES.find((known) => known === row.quality);
  if (grade === undefined) return null;
  const reasons = row.quality_reasons.flatMap((reason) =>
    isReason(reason) ? [{ reason, words: WORDS[reason] }] : [],
  );
  return { grade, reasons, confidence: row.confidence };
}

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(WORDS, reason);
}
