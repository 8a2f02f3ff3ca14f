import type { Actor } from '../http/actor.js';

/** Whether somebody is of those staff who weigh people against vacancies: agency staff post vacancies and send CVs in. */
export function weighsPeople(actor: Actor | null): boolean {
  return actor?.kind === 'staff' && actor.role !== 'agency_staff';
}
