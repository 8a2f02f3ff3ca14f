import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { call } from './upload-client.js';

const LONGEST_WAIT_MS = 600_000;

/** Posts a vacancy and returns its id. */
export async function postVacancy(
  { address, adminKey }: { readonly address: string; readonly adminKey: string },
  agent: Agent,
  vacancy: {
    readonly title: string;
    readonly employer: string;
    readonly description: string;
    readonly postcode?: string;
  },
): Promise<string> {
  const body = JSON.stringify(vacancy);
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
  const answer = await call(`${address}/v1/vacancies`, agent, 'POST', body, {
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  });
  if (answer.status !== 201) throw new Error(`a vacancy was answered with ${answer.status}: ${answer.body}`);
  return (JSON.parse(answer.body) as { id: string }).id;
}

/** Asks for pages as an administrator's program does. It throws for any answer but 200. */
export function asker(
  { address, adminKey }: { readonly address: string; readonly adminKey: string },
  agent: Agent,
): (path: string) => Promise<void> {
  const headers = { authorization: `Bearer ${adminKey}`, accept: '*/*' };
  return async (path) => {
    const { status, body } = await call(address + path, agent, 'GET', undefined, headers);
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${body}`);
  };
}

/** Asks until it is so. @throws Error after ten minutes. */
export async function until(holds: () => Promise<boolean>, everyMs: number): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it has not come about within ten minutes');
    await sleep(everyMs);
  }
}

/** Waits until every vacancy has the list that it is owed. */
export function untilRanked(client: pg.Client): Promise<void> {
  return until(async () => {
    const { rows } = await client.query<{ left: number }>(
      'SELECT count(*)::int AS left FROM vacancy WHERE ranked_revision IS DISTINCT FROM revision',
    );
    return rows[0]?.left === 0;
  }, 50);
}
