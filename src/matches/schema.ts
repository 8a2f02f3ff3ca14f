import { z } from 'zod';
import { quote } from '../cvs/quote.js';
import { readingQuality } from '../cvs/reading-quality.js';
import { milesView } from '../places/schema.js';
import { GATES, GATE_STATES } from '../matching/gates.js';
import { CATEGORIES } from '../matching/requirement.js';
import { SECTORS, STAGES } from '../taxonomy/concept.js';
import { CONTRACTS, REGISTRATION_STATES, SECTION_KINDS } from '../understanding/profile.js';
import { ranking } from '../vacancies/schema.js';

const points = z.int().min(0).max(10_000).meta({ description: 'Hundredths of a point: 0 to 10000.' });

const yearMonth = z.object({ year: z.int(), month: z.int().nullable() });

const evidence = quote.extend({
  section: z.enum(SECTION_KINDS).nullable(),
  role: z
    .object({
      title: z.string().nullable(),
      employer: z.string().nullable(),
      from: yearMonth.nullable(),
      to: z.union([yearMonth, z.literal('present')]).nullable(),
    })
    .nullable(),
});

const gate = z.object({
  gate: z.enum(GATES),
  state: z.enum(GATE_STATES).meta({ description: '`not_evidenced` is not "not met": it raises a question.' }),
  legal: z.boolean().meta({ description: 'Contradicted, the law stands in the way.' }),
  words: z.string(),
});

/** Who it is, without a name unless it was asked for. */
export const maskedCandidate = z.object({
  id: z.uuid(),
  reference: z
    .string()
    .meta({ description: 'To talk about the person without a name.', example: 'C-7F3A2B' }),
  name: z.string().nullable().optional().meta({ description: 'Only where names were asked for.' }),
});

const standing = {
  tier: z
    .literal([0, 1])
    .meta({ description: '0: the law stands in the way as far as the CV tells; ranked below every 1.' }),
  score: points,
  fit: points.meta({ description: 'What the vacancy asks and the CV shows.' }),
  reverseFit: points.meta({
    description: 'What the person wants and the vacancy offers; 10000 when nothing is known.',
  }),
  versions: z.string().meta({ description: 'Of everything that decided the score.' }),
};

const reading = readingQuality.nullable().meta({
  description: 'Of the CV. `doubtful`: the score may be too low because the document was read badly.',
});

/** What each category of a score weighs and comes to. */
const categories = z.array(
  z.object({
    category: z.enum(CATEGORIES),
    suggestedWeight: z.int(),
    appliedWeight: z
      .int()
      .meta({ description: '0: the vacancy gives nothing to go by, so it does not count.' }),
    score: points,
  }),
);

const shown = {
  ...standing,
  reading,
  isCurrent: z.boolean().meta({
    description:
      'False: the CV or the vacancy has still to be read anew, and score and evidence may be of different readings.',
  }),
  categories,
  gates: z.array(gate),
  evidence: z
    .array(z.object({ criterion: z.string(), points, quote: evidence }))
    .meta({ description: 'The three points that weigh most, in the person’s own words.' }),
  openQuestions: z.int().meta({ description: 'Things asked for that the CV does not show.' }),
};

const matching = z
  .int()
  .nullable()
  .meta({ description: 'How many the filters let through; null where nothing is filtered.' });

export const vacancyMatches = z
  .object({
    vacancyId: z.uuid(),
    ranking,
    matching,
    items: z.array(
      z.object({
        rank: z.int().min(1),
        candidate: maskedCandidate,
        facts: z.object({
          stage: z.enum(STAGES).nullable(),
          registration: z.enum(REGISTRATION_STATES),
          outwardCode: z.string().nullable(),
          availableFrom: z.iso.date().nullable().meta({ description: 'Null: not known.' }),
          distance: milesView.nullable().meta({ description: 'Null: a postcode is not known.' }),
        }),
        ...shown,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'VacancyMatches' });

export const candidateMatches = z
  .object({
    candidate: maskedCandidate,
    matching,
    items: z.array(
      z.object({
        rank: z.int().min(1).meta({ description: 'Among all open vacancies.' }),
        vacancy: z.object({
          id: z.uuid(),
          title: z.string(),
          employer: z.string(),
          stage: z.enum(STAGES).nullable(),
          sector: z.enum(SECTORS).nullable(),
          contract: z.enum(CONTRACTS).nullable(),
        }),
        distance: milesView.nullable().meta({ description: 'Null: a postcode is not known.' }),
        ...shown,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'CandidateMatches' });

export const matchExplanation = z
  .object({
    vacancyId: z.uuid(),
    candidate: maskedCandidate,
    ranked: z
      .object({ rank: z.int().min(1), ...standing })
      .nullable()
      .meta({ description: 'As it stands in the list; null: not in it, for it keeps the first 1,000.' }),
    ...standing,
    reading,
    isCurrent: z.boolean().meta({ description: 'Whether the list holds exactly this score.' }),
    categories,
    terms: z
      .array(
        z.object({
          category: z.enum(CATEGORIES),
          criterion: z.string(),
          conceptId: z.string().nullable(),
          weight: z.int(),
          strength: z.int().min(0).max(100),
          points,
          asked: quote.nullable().meta({ description: 'The words of the vacancy; null where staff set it.' }),
          evidence: evidence.nullable(),
          also: z
            .array(evidence)
            .meta({ description: 'Further words of the CV that the points rest on, strongest first.' }),
        }),
      )
      .meta({
        description: 'The points of all terms, gates and the combination add up to exactly the score.',
      }),
    gates: z.array(gate.extend({ points: z.int().max(0), evidence: evidence.nullable() })),
    combination: z.object({ words: z.string(), points: z.int() }),
    wishes: z.array(
      z.object({ wish: z.string(), met: z.int(), words: z.string(), evidence: evidence.nullable() }),
    ),
    dropped: z.array(z.enum(CATEGORIES)),
    questions: z.array(z.object({ about: z.string(), question: z.string() })),
  })
  .meta({ id: 'MatchExplanation' });

const place = z.int().min(1).nullable();

export const whatIfAnswer = z
  .object({
    vacancyId: z.uuid(),
    revision: z.int().meta({ description: 'Of the vacancy that the change was tried on.' }),
    candidates: z.int().meta({ description: 'People who were weighed.' }),
    weights: z.object({
      categories: z.array(z.object({ category: z.enum(CATEGORIES), weight: z.int() })),
      criteria: z.array(z.object({ conceptId: z.string(), weight: z.int() })),
    }),
    items: z.array(
      z.object({
        rank: z.int().min(1),
        rankBefore: place,
        candidate: maskedCandidate,
        tier: standing.tier,
        score: standing.score,
        fit: standing.fit,
        reverseFit: standing.reverseFit,
      }),
    ),
    left: z
      .array(z.object({ candidate: maskedCandidate, rankBefore: z.int().min(1), rank: place }))
      .meta({ description: 'Who stood on this page and would not any more.' }),
  })
  .meta({ id: 'WhatIfAnswer' });

export const vacancyMoves = z
  .object({
    vacancyId: z.uuid(),
    items: z.array(
      z.object({
        revision: z.int().meta({ description: 'Of the vacancy after the change.' }),
        madeAt: z.iso.datetime(),
        moves: z
          .array(
            z.object({
              candidate: maskedCandidate,
              from: place.meta({ description: 'Place before; null: not among the first 1,000.' }),
              to: place.meta({ description: 'Place after; null: not among the first 1,000.' }),
            }),
          )
          .meta({ description: 'Everybody who stood among the first 50 before or does so now.' }),
      }),
    ),
  })
  .meta({ id: 'VacancyMoves' });
