import type { Database } from '../../database/client.js';
import { Problem } from '../../http/problem.js';
import { ADMINS, type Route } from '../../http/route.js';
import { deadLettersOf, tryAgain, type JobDependencies } from '../../jobs/dead-letters.js';
import { maskCandidate } from '../../matches/present-match.js';
import { address, anything, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';

const HERE = '/admin/dead-letters';
const MOST_CVS = 100;

/** What was given up on, CVs and other jobs, and trying it again. */
export function deadLetterPages(pages: PageMaker, dependencies: JobDependencies): Route[] {
  return [
    pages.define({
      path: HERE,
      summary: 'CVs and jobs that were given up on',
      access: ADMINS,
      query: anything,
      async show({ query }) {
        const [letters, cvs] = await Promise.all([
          orNull(deadLettersOf(dependencies)),
          failedCvs(dependencies.database),
        ]);
        return {
          view: 'admin/dead-letters',
          title: 'Given up on',
          data: {
            isAnswering: letters !== null,
            letters: (letters ?? []).map((letter) => ({
              ...letter,
              failedAt: letter.failedAt.toISOString(),
              about: Object.entries(letter.payload as Record<string, string>),
            })),
            cvs,
            again: { jobs: valueOf(query, 'jobs'), cvs: valueOf(query, 'cvs') },
          },
        };
      },
    }),
    pages.define({
      method: 'post',
      path: HERE,
      summary: 'Try again what was given up on',
      access: ADMINS,
      async show({ actor }) {
        const { jobs, cvs } = await tryAgain(dependencies, actor, 'all');
        return { to: address(HERE, { jobs: String(jobs), cvs: String(cvs) }) };
      },
    }),
  ];
}

/** The CVs are shown although the queue is away. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && error.code === 'queue_unavailable') return null;
    throw error;
  }
}

async function failedCvs({ prisma }: Database) {
  const rows = await prisma.cv.findMany({
    where: { status: 'failed' },
    orderBy: { receivedAt: 'asc' },
    take: MOST_CVS,
    select: { id: true, candidateId: true, detail: true, receivedAt: true },
  });
  return rows.map(({ candidateId, receivedAt, ...cv }) => ({
    ...cv,
    candidate: maskCandidate(candidateId),
    receivedAt: receivedAt.toISOString(),
  }));
}
