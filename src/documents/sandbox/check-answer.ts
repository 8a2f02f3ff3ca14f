import { z } from 'zod';
import { MAX_TEXT_LENGTH } from '../limits.js';
import { FORMATS, OUTCOMES, READING_FLAGS } from '../reading.js';
import type { Answer } from './answer.js';

const whole = z.number().int().min(0);
const pageSpan = z.object({ page: whole, start: whole, end: whole });

const reading = z
  .object({
    outcome: z.enum(OUTCOMES),
    format: z.enum(FORMATS).nullable(),
    text: z
      .string()
      .max(MAX_TEXT_LENGTH)
      .regex(/^[^\0\p{Surrogate}]*$/u),
    pages: z.array(pageSpan).max(1_000),
    truncated: z.boolean(),
    flags: z.array(z.enum(READING_FLAGS)),
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
