import { z } from 'zod';
import { text } from '../http/text.js';
import { shownView } from '../decisions/what-was-shown.js';
import { ALL_REASONS, STAGES } from './pipeline-stages.js';

const timestamp = z.iso.datetime();
const stage = z.enum(STAGES).meta({
  id: 'PipelineStage',
  description:
    'matched → shortlisted → contacted → willingness_confirmed → submitted → interview → offer → placed; the others are ways out.',
});
const reason = z.enum(ALL_REASONS).optional().meta({
  description: 'Needed for shortlisting and for every way out; which ones fit depends on the stage.',
});
const note = text(2_000).optional().meta({ description: 'In words; needed with the reason `other`.' });

const whose = z.object({ id: z.uuid().nullable(), name: z.string() });

const evidence = z
  .record(
    z.string(),
    z.object({
      met: z.boolean(),
      words: z.string().nullable(),
      items: z.array(z.uuid()),
      title: z.string().optional().meta({ description: 'Of a check that the employer asks for itself.' }),
    }),
  )
  .meta({
    description:
      'What was seen for each, in words or as entries of the compliance file; of what the employer asks for itself by the id of its check.',
  });

export const submissionView = z
  .object({
    id: z.uuid(),
    submittedAt: timestamp,
    submittedBy: whose,
    employer: z.object({ id: z.uuid(), name: z.string() }),
    cv: z.object({ id: z.uuid(), fileName: z.string().nullable(), sha256: z.string() }).meta({
      description:
        'The document that went out, whatever came in later; its file name only where names were asked for.',
    }),
    willingness: z.object({
      consentId: z.uuid(),
      given: z.string(),
      givenAt: timestamp,
    }),
    told: z.string(),
    evidence,
    exception: z.string().nullable(),
    repeatReason: z.string().nullable(),
    shown: shownView,
  })
  .meta({ id: 'Submission' });

export const candidacyView = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    candidate: z.object({ id: z.uuid(), reference: z.string() }),
    vacancy: z.object({ id: z.uuid(), title: z.string(), employer: z.string() }),
    stage,
    next: z.array(stage).meta({ description: 'Where it may go from here.' }),
    createdAt: timestamp,
    updatedAt: timestamp,
    moves: z.array(
      z.object({
        at: timestamp,
        by: whose,
        byProgram: z.string().nullable().meta({
          description: 'What the API key is for by which a program did it; null: they did it themselves.',
        }),
        from: stage.nullable(),
        to: stage,
        reason: z.string().nullable(),
        note: z.string().nullable(),
        isUndo: z.boolean(),
        shown: shownView.nullable(),
      }),
    ),
    submission: submissionView.nullable(),
  })
  .meta({ id: 'Candidacy' });

export const candidacyPage = z.object({
  items: z.array(candidacyView.omit({ moves: true, submission: true, next: true })),
  nextCursor: z.string().nullable(),
});

export const newCandidacy = z
  .strictObject({
    candidateId: z.uuid(),
    stage: z.enum(['matched', 'shortlisted', 'rejected_by_agency']).default('matched'),
    reason,
    note,
  })
  .meta({ id: 'NewCandidacy' });

export const move = z
  .strictObject({
    to: stage,
    reason,
    note,
    exception: text(2_000).optional().meta({
      description: 'To `placed`: why they begin although checks are missing. Kept as the note.',
    }),
  })
  .meta({ id: 'Move' });

export const undo = z
  .strictObject({ note: text(2_000) })
  .meta({ id: 'Undo', description: 'Why it is undone.' });

const seen = text(2_000).optional();
export const newSubmission = z
  .strictObject({
    told: text(20_000).meta({ description: 'What the employer is told of the person, word for word.' }),
    evidence: z
      .strictObject({
        identity: seen,
        experience: seen,
        qualifications: seen,
        references: seen,
        registration: seen,
        right_to_work: seen,
        criminal_record: seen,
        training: seen,
      })
      .default({})
      .meta({
        description:
          'What was seen, where the compliance file does not say it: which document, when, by whom.',
      }),
    employerEvidence: z.record(z.uuid(), text(2_000)).default({}).meta({
      description:
        'The same for what the employer asks for itself, by the id of its check: of what it asks for now, and nothing about health.',
    }),
    exception: text(2_000).optional().meta({
      description: 'Why it goes out without the rest, what was tried, and that the employer is told so.',
    }),
    repeatReason: text(2_000).optional().meta({ description: 'Why the same person again to this employer.' }),
  })
  .meta({ id: 'NewSubmission' });
