import { z } from 'zod';
import { MAX_TEXT_LENGTH, MAX_WORD_PLACES } from '../limits.js';
import { QUALITY_GRADES, QUALITY_REASONS } from '../quality/judge-quality.js';
import { FORMATS, OUTCOMES, READING_FLAGS } from '../reading.js';
import type { Answer } from './answer.js';

const whole = z.number().int().min(0);
const pageSpan = z.object({ page: whole, start: whole, end: whole });

const quality = z.object({
  grade: z.enum(QUALITY_GRADES),
  reasons: z.array(z.enum(QUALITY_REASONS)),
  charactersPerPage: whole,
  knownWordShare: z.number().min(0).max(1),
  symbolShare: z.number().min(0).max(1),
  confidence: z.number().min(0).max(100).nullable(),
});
const units = z.number().int().min(0).max(10_000);
const wordPlace = z.tuple([whole, whole, units, units, units, units]);
const clean = /^[^\0\p{Surrogate}]*$/u;

const reading = z
  .object({
    outcome: z.enum(OUTCOMES),
    format: z.enum(FORMATS).nullable(),
    text: z.string().max(MAX_TEXT_LENGTH).regex(clean),
    pages: z.array(pageSpan).max(1_000),
    truncated: z.boolean(),
    flags: z.array(z.enum(READING_FLAGS)),
    quality,
    recognisedWords: z.array(wordPlace).max(MAX_WORD_PLACES),
    hiddenText: z.array(z.string().max(300).regex(clean)).max(20),
    detail: z.string().max(200).nullable(),
  })
  .refine(({ text, pages }) => pages.every(({ start, end }) => start <= end && end <= text.length));

const answer = z.object({ reading, residentBytes: whole, cpuSeconds: z.number().min(0) });

/**
 * Takes an answer apart, trusting nothing: the process that wrote it has parsed a hostile file.
 *
 * @throws Error when it is not an answer.
 */
export function checkAnswer(payload: Buffer): Answer {
  return answer.parse(JSON.parse(payload.toString('utf8')));
}
