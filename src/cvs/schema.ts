import { z } from 'zod';
import { FORMATS, OUTCOMES } from '../documents/reading.js';
import { CONCEPT_KINDS, SECTORS, STAGES } from '../taxonomy/concept.js';
import { ASSERTIONS, CONTRACTS, REGISTRATION_STATES, SECTION_KINDS } from '../understanding/profile.js';
import { quote } from './quote.js';
import { readingFigures, readingQuality } from './reading-quality.js';

const timestamp = z.iso.datetime();
const stage = z.enum(STAGES);

export const cvStatus = z.enum(['received', 'read', 'ready', 'unreadable', 'failed']).meta({
  id: 'CvStatus',
  description:
    '`received` → `read` → `ready`; `unreadable` when the document cannot be read (see `outcome`), `failed` when we could not. The last three are final.',
});

export const uploadReceipt = z
  .object({
    id: z.uuid(),
    candidateId: z.uuid(),
    status: cvStatus,
    statusUrl: z.url().meta({
      description:
        'Where to see what became of it. With the token that opens it, unless this is a repeated upload: of a document that we have had for more than a day, or by a key or a role that is shown no links.',
    }),
  })
  .meta({ id: 'UploadReceipt' });

const yearMonth = z.object({ year: z.int(), month: z.int().min(1).max(12).nullable() });

const role = z.object({
  kind: z.enum(['employment', 'placement', 'voluntary']),
  title: z.string().nullable(),
  employer: z.string().nullable(),
  sector: z.enum(SECTORS).nullable(),
  from: yearMonth.nullable(),
  to: z.union([yearMonth, z.literal('present')]).nullable(),
  band: z.string().nullable(),
  grade: z.string().nullable(),
  occupationalTherapy: z.boolean(),
});

const concept = z.object({
  id: z.string(),
  label: z.string(),
  mentions: z.array(z.object({ assertion: z.enum(ASSERTIONS), section: z.enum(SECTION_KINDS), quote })),
});

export const understood = z
  .object({
    stage: z.object({
      stage: stage.nullable(),
      distribution: z.record(stage, z.int().min(0).max(100)),
      reasons: z.array(z.object({ stage, source: z.string(), quote: quote.nullable() })),
    }),
    registration: z.object({
      state: z.enum(REGISTRATION_STATES).meta({ description: 'As the CV says; not checked with the HCPC.' }),
      number: z.string().nullable(),
      quote: quote.nullable(),
    }),
    profession: z.object({ name: z.string(), quote: quote.nullable() }),
    sectors: z.array(z.object({ sector: z.enum(SECTORS), months: z.int().min(0), quote: quote.nullable() })),
    roles: z.array(role),
    concepts: z.array(z.object({ kind: z.enum(CONCEPT_KINDS), concepts: z.array(concept) })),
    wishes: z.object({
      sectors: z.array(z.enum(SECTORS)),
      stages: z.array(stage),
      contracts: z.array(z.enum(CONTRACTS)),
      refusedContracts: z.array(z.enum(CONTRACTS)).meta({ description: 'What the CV says is not wanted.' }),
    }),
  })
  .meta({
    id: 'UnderstoodCv',
    description: 'What was understood of the CV, every point with the words that say so.',
  });

export const cvView = z
  .object({
    id: z.uuid(),
    candidateId: z.uuid(),
    status: cvStatus,
    outcome: z.enum(OUTCOMES).nullable(),
    message: z.string().meta({ description: 'A sentence for the person whose CV it is.' }),
    file: z.object({ name: z.string(), format: z.enum(FORMATS), bytes: z.int() }),
    receivedAt: timestamp,
    scannedAt: timestamp
      .nullable()
      .meta({ description: 'When it was scanned for viruses; null: it was not.' }),
    readAt: timestamp.nullable(),
    readyAt: timestamp.nullable(),
    quality: readingQuality.nullable().meta({ description: 'Null: not read yet.' }),
    readingFigures: readingFigures
      .nullable()
      .optional()
      .meta({ description: 'Staff only: what the quality was judged by; null: not read yet.' }),
    hiddenText: z.array(z.string()).optional().meta({
      description:
        'Staff only: text in the document that a reader of the page does not see. It counts for nothing.',
    }),
    flags: z
      .array(z.string())
      .optional()
      .meta({ description: 'Staff only: things to look at, e.g. `hidden_text`.' }),
    historyQuestions: z
      .array(
        z.object({
          kind: z.enum(['gap', 'overlap', 'undated']),
          from: yearMonth.nullable(),
          to: z.union([yearMonth, z.literal('present')]).nullable(),
          question: z.string(),
        }),
      )
      .optional()
      .meta({
        description:
          'Staff only: what the employment history leaves open, for the compliance file. No score ever reads it.',
      }),
    inUse: z.boolean().meta({
      description: 'Whether this is the CV that the person is ranked by: their newest readable one.',
    }),
    understood: understood.nullable(),
  })
  .meta({ id: 'Cv' });

export const progress = z
  .object({
    id: z.uuid(),
    status: cvStatus,
    outcome: z.enum(OUTCOMES).nullable(),
    message: z.string(),
    final: z.boolean(),
  })
  .meta({ id: 'CvProgress' });

const share = z.number().min(0).max(1);

export const spanPlaces = z
  .object({
    cvId: z.uuid(),
    pages: z.array(z.object({ page: z.int().min(1), width: z.number(), height: z.number() })),
    spans: z.array(
      z.object({
        start: z.int().min(0),
        end: z.int().min(0),
        boxes: z.array(
          z.object({ page: z.int().min(1), left: share, top: share, width: share, height: share }),
        ),
      }),
    ),
  })
  .meta({
    id: 'SpanPlaces',
    description:
      'Pages with their size in points, and for each span its rectangles, line by line, as shares of the width and height of their page from the top left. A span that cannot be found has none.',
  });
