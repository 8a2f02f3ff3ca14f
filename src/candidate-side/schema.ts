import { z } from 'zod';
import { text } from '../http/text.js';

const timestamp = z.iso.datetime();

/** What is read of a CV beside the concepts of the taxonomy. */
export const READING_SUBJECTS = ['stage', 'registration', 'posts', 'wishes'] as const;

const readingSubject = z.enum(READING_SUBJECTS);

export const correctionView = z
  .object({
    id: z.uuid(),
    kind: z.enum(['wrong', 'missing', 'reading']),
    concept: z.object({ id: z.string(), label: z.string() }).nullable(),
    subject: readingSubject.nullable(),
    statement: z.string(),
    madeAt: timestamp,
    withdrawnAt: timestamp.nullable(),
  })
  .meta({ id: 'Correction' });

export const correctionList = z.object({ items: z.array(correctionView) });

export const newCorrection = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('wrong'),
      conceptId: z.string().max(100).meta({ description: 'As `understood.concepts` names it.' }),
      statement: text(1_000).meta({ description: 'What is wrong about it.' }),
    }),
    z.strictObject({
      kind: z.literal('missing'),
      statement: text(1_000).meta({ description: 'What you have done or hold, in a sentence or two.' }),
    }),
    z.strictObject({
      kind: z.literal('reading'),
      subject: readingSubject.meta({
        description: 'What was read wrongly. Staff get it as a request of the kind `rectify`, too.',
      }),
      statement: text(1_000).meta({ description: 'How it is, in a sentence or two.' }),
    }),
  ])
  .meta({ id: 'NewCorrection' });

const questionView = z
  .object({
    id: z.uuid(),
    vacancyId: z.uuid().nullable(),
    about: z.string(),
    question: z.string(),
    askedAt: timestamp,
    answer: z.string().nullable(),
    answeredAt: timestamp.nullable(),
  })
  .meta({ id: 'Question' });

export const questionList = z.object({ items: z.array(questionView) });

export const newQuestions = z
  .strictObject({
    vacancyId: z.uuid().optional(),
    questions: z
      .array(z.strictObject({ about: text(200), question: text(1_000) }))
      .min(1)
      .max(20)
      .meta({ description: 'As the explanation of a score drafts them, changed as you like.' }),
  })
  .meta({ id: 'NewQuestions' });

export const answer = z.strictObject({ answer: text(5_000) }).meta({ id: 'Answer' });

export const REQUEST_KINDS = ['ask_person', 'contest', 'rectify', 'access', 'other'] as const;

export const requestView = z
  .object({
    id: z.uuid(),
    candidate: z.object({ id: z.uuid(), reference: z.string() }),
    kind: z.enum(REQUEST_KINDS),
    words: z.string(),
    madeAt: timestamp,
    dueAt: timestamp,
    overdue: z.boolean(),
    answer: z.string().nullable(),
    answeredAt: timestamp.nullable(),
    answeredBy: z.string().nullable().meta({ description: 'Name of whoever answered.' }),
  })
  .meta({ id: 'PersonRequest' });

export const requestList = z.object({ items: z.array(requestView) });
export const requestPage = z.object({ items: z.array(requestView), nextCursor: z.string().nullable() });

export const newRequest = z
  .strictObject({
    kind: z.enum(REQUEST_KINDS).meta({
      description:
        '`ask_person`: a person is to look. `contest`: a decision or ranking is disputed. `rectify`: something is to be put right. `access`: what is held is asked for.',
    }),
    words: text(5_000),
  })
  .meta({ id: 'NewPersonRequest' });
