import { z } from 'zod';
import type { PageSpan } from '../documents/reading.js';
import type { Span } from '../understanding/profile.js';

const position = z.int().min(0);

/** Words of a text, exactly as they stand there. Offsets count UTF-16 code units, so `text.slice(start, end)` finds them. */
export const quote = z
  .object({
    text: z.string(),
    start: position,
    end: position,
    page: z.int().min(1).nullable(),
    /** Within `text`. */
    highlight: z.object({ start: position, end: position }).nullable(),
    statedSince: z.literal(true).optional().meta({
      description: 'These words are no part of the CV: the candidate stated them afterwards.',
    }),
  })
  .meta({
    id: 'Quote',
    description:
      'Words exactly as written. `start` and `end` are UTF-16 offsets into the text of the document; `highlight` marks the telling words within `text`.',
  });

/** Stands between the text of a CV and what the candidate has stated since: a heading that the reading of CVs knows. */
export const STATEMENTS_HEAD = '\n\nAdditional information\nStated by the candidate afterwards:\n';

export type Quote = z.output<typeof quote>;

/** Quotes a span, with the telling part of it marked. */
export function quoteOf(
  text: string,
  span: Span,
  pages: readonly PageSpan[] = [],
  telling: Span | null = null,
): Quote {
  const inside = telling && telling.start >= span.start && telling.end <= span.end ? telling : null;
  const statedFrom = text.lastIndexOf(STATEMENTS_HEAD);
  return {
    text: text.slice(span.start, span.end),
    start: span.start,
    end: span.end,
    page: pages.find((page) => span.start >= page.start && span.start < page.end)?.page ?? null,
    highlight: inside && { start: inside.start - span.start, end: inside.end - span.start },
    ...(statedFrom >= 0 && span.start >= statedFrom ? { statedSince: true as const } : {}),
  };
}
