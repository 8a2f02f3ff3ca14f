import { countOpenRequests } from '../candidate-side/ask-a-person.js';
import { countReviews } from '../cvs/list-reviews.js';
import type { Database } from '../database/client.js';
import { countOwedMessages } from '../messages/list-messages.js';
import type { WaitingCounts } from './navigation.js';

/** The menu shows no larger number. */
const MOST_COUNTED = 99;

/** What waits for staff, for the menu of every page: CVs to look at, requests, and messages. */
export async function countWaiting({
  database,
  byEmail,
}: {
  readonly database: Database;
  /** Whether a mail server is set. */
  readonly byEmail: boolean;
}): Promise<WaitingCounts> {
  const [reviews, requests, messages] = await Promise.all([
    countReviews(database, MOST_COUNTED + 1),
    countOpenRequests(database),
    countOwedMessages(database, byEmail, MOST_COUNTED + 1),
  ]);
  const counts = [
    ['/cv/review', reviews],
    ['/requests', requests],
    ['/messages', messages],
  ] as const;
  return new Map(
    counts.flatMap(([href, count]): [string, string][] =>
      count === 0 ? [] : [[href, count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count)]],
    ),
  );
}
