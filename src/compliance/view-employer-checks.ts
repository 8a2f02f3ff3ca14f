import { z } from 'zod';
import type { Database } from '../database/client.js';
import { staffNames } from '../decisions/what-was-shown.js';
import { Problem } from '../http/problem.js';
import { line } from '../http/text.js';

const timestamp = z.iso.datetime();

export const newEmployerCheck = z
  .strictObject({
    name: line(100).meta({ description: 'What is asked for, e.g. "Driving licence".' }),
    expires: z.boolean().meta({ description: '`true`: whoever files it has to give its last day.' }),
    aboutHealth: z.boolean().default(false).meta({
      description: '`true`: it is asked for only once there is an offer (Equality Act 2010, section 60).',
    }),
  })
  .meta({ id: 'NewEmployerCheck' });

export const employerChecksView = z
  .object({
    employer: z.object({ id: z.uuid(), name: z.string() }),
    checks: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        expires: z.boolean(),
        aboutHealth: z.boolean(),
        addedAt: timestamp,
        addedBy: z.string(),
        retired: z
          .object({ at: timestamp, by: z.string() })
          .nullable()
          .meta({ description: 'Null: it is asked for now.' }),
      }),
    ),
  })
  .meta({ id: 'EmployerChecks' });

/** What an employer asks for beside the standard list, and what it asked for before. @throws Problem `not_found` */
export async function viewEmployerChecks(
  database: Pick<Database, 'prisma'>,
  employerId: string,
): Promise<z.input<typeof employerChecksView>> {
  const employer = await database.prisma.employer.findUnique({
    where: { id: employerId },
    include: { checks: { orderBy: { id: 'asc' } } },
  });
  if (!employer) throw new Problem('not_found');
  const { id, name, checks } = employer;
  const names = await staffNames(
    database,
    checks.flatMap(({ addedById, retiredById }) => [addedById, retiredById]),
  );
  const nameOf = (staffId: string | null): string => names.get(staffId ?? '') ?? 'a former colleague';
  return {
    employer: { id, name },
    checks: checks.map(({ addedAt, addedById, retiredAt, retiredById, ...check }) => ({
      ...{ id: check.id, name: check.name, expires: check.expires, aboutHealth: check.aboutHealth },
      addedAt: addedAt.toISOString(),
      addedBy: nameOf(addedById),
      retired: retiredAt && { at: retiredAt.toISOString(), by: nameOf(retiredById) },
    })),
  };
}
