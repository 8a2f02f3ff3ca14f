import { listRequests } from '../candidate-side/ask-a-person.js';
import { listQuestions } from '../candidate-side/ask-questions.js';
import { recordsOfPerson } from '../candidates/find-person.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import { listCandidacies } from '../submissions/view-candidacy.js';

/** The newest of each sort that a page shows. */
const SHOWN = 50;

/** What was decided on a person, what they were asked and asked of us, and what was sent to them, the newest first. */
export async function personHistory(database: Database, actor: Actor, candidateId: string) {
  const records = await database.prisma.$transaction((tx) => recordsOfPerson(tx, actor, candidateId));
  const [candidacies, questions, requests, messages] = await Promise.all([
    listCandidacies(database, { candidateIds: records }, { limit: SHOWN }),
    listQuestions(database, actor, candidateId),
    listRequests(database, actor, candidateId),
    database.prisma.message.findMany({
      where: { candidateId: { in: records } },
      orderBy: { id: 'desc' },
      take: SHOWN,
      select: { id: true, subject: true, state: true, createdAt: true, sentAt: true },
    }),
  ]);
  return {
    candidacies: candidacies.items,
    hasMoreCandidacies: candidacies.nextCursor !== null,
    questions: questions.items.slice(0, SHOWN),
    requests: requests.items.slice(0, SHOWN),
    messages: messages.map(({ createdAt, sentAt, ...message }) => ({
      ...message,
      at: (sentAt ?? createdAt).toISOString(),
    })),
  };
}
