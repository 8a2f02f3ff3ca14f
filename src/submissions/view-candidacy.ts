import { z } from 'zod';
import { personsOf } from '../candidates/duplicates/persons-of.js';
import { shownView, staffNames } from '../decisions/what-was-shown.js';
import type { Database } from '../database/client.js';
import type { Prisma } from '../database/generated/client.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { maskCandidate } from '../matches/present-match.js';
import { NEXT, type PipelineStage } from './pipeline-stages.js';
import type { candidacyPage, candidacyView, submissionView } from './schema.js';

type View = z.input<typeof candidacyView>;

const WITH_VACANCY = { vacancy: { include: { employer: true } } } as const;
type Summary = Prisma.CandidacyGetPayload<{ include: typeof WITH_VACANCY }>;

/** A candidacy with every move and the submission, of the record that speaks for the person now. @throws Problem `not_found` */
export async function viewCandidacy(database: Database, id: string): Promise<View> {
  const { prisma } = database;
  const row = await prisma.candidacy.findUnique({
    where: { id },
    include: { ...WITH_VACANCY, moves: { orderBy: { revision: 'asc' } }, submission: true },
  });
  if (!row) throw new Problem('not_found');
  const { moves, submission } = row;
  const names = await staffNames({ prisma }, [
    ...moves.map(({ byId }) => byId),
    submission?.submittedById ?? null,
  ]);
  const labels = await labelsOfKeys(
    database,
    moves.flatMap(({ apiKeyId }) => apiKeyId ?? []),
  );
  const consent = submission && (await prisma.consent.findUnique({ where: { id: submission.consentId } }));
  return {
    ...presentSummary(row, await personsOf(database, [row.candidateId])),
    next: [...NEXT[row.stage as PipelineStage]],
    moves: moves.map(({ at, byId, apiKeyId, from, to, reason, note, isUndo, shown }) => ({
      at: at.toISOString(),
      by: whose(byId, names),
      byProgram: apiKeyId === null ? null : (labels.get(apiKeyId) ?? 'a key'),
      from: from as PipelineStage | null,
      to: to as PipelineStage,
      reason,
      note,
      isUndo,
      shown: shown === null ? null : shownView.parse(shown),
    })),
    submission: submission && {
      id: submission.id,
      submittedAt: submission.submittedAt.toISOString(),
      submittedBy: whose(submission.submittedById, names),
      employer: { id: submission.employerId, name: row.vacancy.employer.name },
      cv: {
        id: submission.cvId,
        fileName: submission.cvFileName,
        sha256: Buffer.from(submission.cvSha256).toString('hex'),
      },
      willingness: {
        consentId: submission.consentId,
        given: consent?.given ?? 'on record',
        givenAt: (consent?.givenAt ?? submission.submittedAt).toISOString(),
      },
      told: submission.told,
      evidence: submission.evidence as z.input<typeof submissionView>['evidence'],
      exception: submission.exception,
      repeatReason: submission.repeatReason,
      shown: shownView.parse(submission.shown),
    },
  };
}

async function labelsOfKeys(
  { prisma }: Pick<Database, 'prisma'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const keys = await prisma.apiKey.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, label: true },
  });
  return new Map(keys.map(({ id, label }) => [id, label]));
}

function whose(id: string | null, names: ReadonlyMap<string, string>): { id: string | null; name: string } {
  return { id, name: id === null ? 'the candidate' : (names.get(id) ?? 'a former colleague') };
}

function presentSummary(
  row: Summary,
  persons: ReadonlyMap<string, string>,
): Omit<View, 'moves' | 'submission' | 'next'> {
  return {
    id: row.id,
    revision: row.revision,
    candidate: maskCandidate(persons.get(row.candidateId) ?? row.candidateId),
    vacancy: { id: row.vacancyId, title: row.vacancy.title, employer: row.vacancy.employer.name },
    stage: row.stage as PipelineStage,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Of one vacancy or one person, the newest first. */
export async function listCandidacies(
  database: Database,
  of: { readonly vacancyId: string } | { readonly candidateIds: readonly string[] },
  { limit, cursor, stage }: { limit: number; cursor?: string | undefined; stage?: PipelineStage | undefined },
): Promise<z.input<typeof candidacyPage>> {
  const after = decodeCursor('candidacies', z.tuple([z.uuid()]), cursor);
  const rows = await database.prisma.candidacy.findMany({
    where: {
      ...('vacancyId' in of ? { vacancyId: of.vacancyId } : { candidateId: { in: [...of.candidateIds] } }),
      ...(after && { id: { lt: after[0] } }),
      ...(stage && { stage }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: WITH_VACANCY,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const persons = await personsOf(
    database,
    items.map(({ candidateId }) => candidateId),
  );
  return {
    items: items.map((row) => presentSummary(row, persons)),
    nextCursor: last && rows.length > limit ? encodeCursor('candidacies', [last.id]) : null,
  };
}
