import { z } from 'zod';
import { standingOf } from '../matches/standing.js';
import type { Database } from '../database/client.js';
import { Prisma } from '../database/generated/client.js';
import type { Transaction } from '../http/idempotency.js';

const score = z.int().min(0).max(10_000).nullable();
const place = z.int().min(1).nullable();

/** What the person who decided had before them. Kept with the decision, so that no later score changes it. */
export const shownView = z
  .object({
    cvId: z.uuid().nullable().meta({ description: 'The CV that the person was ranked by.' }),
    score: score.meta({ description: 'In the list at that moment; null: not in the stored list.' }),
    rank: place,
    versions: z.string().nullable().meta({ description: 'Of reader, taxonomy, understanding and rules.' }),
    opened: z
      .object({
        at: z.iso.datetime(),
        times: z.int(),
        score,
        rank: place,
        versions: z.string(),
        secondsBefore: z.int().min(0),
      })
      .nullable()
      .meta({ description: 'When they last opened the evidence, and what it showed; null: they never did.' }),
  })
  .meta({ id: 'Shown' });
export type Shown = z.output<typeof shownView>;

interface Row {
  readonly cv_id: string | null;
  readonly score: number | null;
  readonly rank: number | null;
  readonly versions: string | null;
}

interface Opening {
  readonly at: Date;
  readonly times: number;
  readonly score: number;
  readonly rank: number | null;
  readonly versions: string;
  readonly seconds: number;
}

/** What the list says of a person now, and what this member of staff has opened of them. */
export async function whatWasShown(
  tx: Transaction,
  { staffId, vacancyId, candidateId }: { staffId: string; vacancyId: string; candidateId: string },
): Promise<Shown> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT p.cv_id::text AS cv_id, m.score, m.rank, m.versions
      FROM vacancy v
      CROSS JOIN (SELECT ${candidateId}::uuid AS candidate_id) asked
      LEFT JOIN profile p ON p.candidate_id = asked.candidate_id
      LEFT JOIN LATERAL (${Prisma.raw(standingOf('asked.candidate_id'))}) m ON true
     WHERE v.id = ${vacancyId}::uuid`;
  const [opening] = await tx.$queryRaw<Opening[]>`
    SELECT at, (count(*) OVER ())::int AS times, score, rank, versions,
           greatest(0, floor(extract(epoch FROM clock_timestamp() - at)))::int AS seconds
      FROM evidence_opening
     WHERE vacancy_id = ${vacancyId}::uuid AND candidate_id = ${candidateId}::uuid AND staff_id = ${staffId}::uuid
     ORDER BY at DESC LIMIT 1`;
  return {
    cvId: row?.cv_id ?? null,
    score: row?.score ?? null,
    rank: row?.rank ?? null,
    versions: row?.versions ?? null,
    opened: opening
      ? {
          at: opening.at.toISOString(),
          times: opening.times,
          score: opening.score,
          rank: opening.rank,
          versions: opening.versions,
          secondsBefore: opening.seconds,
        }
      : null,
  };
}

/** Names of staff by id, for those who decided. */
export async function staffNames(
  { prisma }: { readonly prisma: Pick<Database['prisma'], 'staff'> },
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const staff = await prisma.staff.findMany({
    where: { id: { in: [...new Set(ids.filter((id): id is string => id !== null))] } },
    select: { id: true, name: true },
  });
  return new Map(staff.map(({ id, name }) => [id, name]));
}
