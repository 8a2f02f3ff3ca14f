import { z } from 'zod';
import { quote } from '../cvs/quote.js';
import { readingQuality } from '../cvs/reading-quality.js';
import { maskedCandidate } from '../matches/schema.js';
import { LIKENESS_CATEGORIES } from '../matching/similar-traits.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES } from '../understanding/profile.js';

export const similarQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(10).meta({ description: 'How many at most.' }),
});

const likeness = {
  similarity: z.int().min(0).max(10_000).meta({
    description:
      'Hundredths of a point; 10,000 is the same in everything. It does not depend on who else there is.',
  }),
  categories: z.array(
    z.object({
      category: z.enum(LIKENESS_CATEGORIES),
      weight: z.int().meta({ description: '0: neither has anything to go by, so it does not count.' }),
      score: z.int().min(0).max(10_000),
    }),
  ),
  sharedCount: z.int().meta({ description: 'Everything that the two share.' }),
};

const shared = z.object({
  category: z.enum(LIKENESS_CATEGORIES),
  trait: z.string().meta({ description: 'Id of a concept, a stage or a sector.' }),
  label: z.string(),
  points: z.int().meta({ description: 'What it adds to the similarity.' }),
});

export const similarCandidates = z
  .object({
    candidate: maskedCandidate,
    items: z.array(
      z.object({
        candidate: maskedCandidate,
        facts: z.object({
          stage: z.enum(STAGES).nullable(),
          registration: z.enum(REGISTRATION_STATES),
          outwardCode: z.string().nullable(),
        }),
        reading: readingQuality.nullable().meta({
          description: 'Of their CV. `doubtful`: they may be more alike than the figure says.',
        }),
        ...likeness,
        shared: z
          .array(shared.extend({ quote: quote.nullable() }))
          .meta({ description: 'The heaviest ten, each concept with words of the similar person’s CV.' }),
      }),
    ),
  })
  .meta({ id: 'SimilarCandidates' });

const vacancy = z.object({
  id: z.uuid(),
  title: z.string(),
  employer: z.string(),
  status: z.enum(['open', 'closed']),
  stage: z.enum(STAGES).nullable(),
  sector: z.enum(SECTORS).nullable(),
  contract: z.enum(CONTRACTS).nullable(),
});

export const similarVacancies = z
  .object({
    vacancyId: z.uuid(),
    items: z.array(z.object({ vacancy, ...likeness, shared: z.array(shared) })),
  })
  .meta({ id: 'SimilarVacancies' });
