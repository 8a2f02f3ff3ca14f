import type { z } from 'zod';
import { showPeople, type PeopleShown } from '../candidates/people-shown.js';
import type { Database } from '../database/client.js';
import type { Actor } from '../http/actor.js';
import type { candidateMatches, matchExplanation, vacancyMatches } from './schema.js';

export type Explanation = z.input<typeof matchExplanation>;
export type Evidence = NonNullable<Explanation['terms'][number]['evidence']>;
type VacancyPage = z.input<typeof vacancyMatches>;
type CandidatePage = z.input<typeof candidateMatches>;

/** A page of the people for a vacancy, as it may be shown. @throws Problem `scope_missing` */
export async function showVacancyPage(
  database: Database,
  actor: Actor,
  page: VacancyPage,
  named: boolean,
): Promise<VacancyPage> {
  const people = await showPeople(
    database,
    actor,
    page.items.map(({ candidate }) => candidate.id),
    named,
  );
  return {
    ...page,
    items: page.items.map((item) => ({
      ...item,
      candidate: nameCandidate(people, item.candidate),
      evidence: showTop(people, item.candidate.id, item.evidence),
    })),
  };
}

/** A page of the vacancies for a person, as it may be shown. @throws Problem `scope_missing` */
export async function showCandidatePage(
  database: Database,
  actor: Actor,
  page: CandidatePage,
  named: boolean,
): Promise<CandidatePage> {
  const { id } = page.candidate;
  const people = await showPeople(database, actor, [id], named);
  return {
    ...page,
    candidate: nameCandidate(people, page.candidate),
    items: page.items.map((item) => ({ ...item, evidence: showTop(people, id, item.evidence) })),
  };
}

/** An explanation as it may be shown. */
export function showExplanation(people: PeopleShown, explanation: Explanation): Explanation {
  const { id } = explanation.candidate;
  return {
    ...mapEvidence(explanation, (evidence) => showEvidence(people, id, evidence)),
    candidate: nameCandidate(people, explanation.candidate),
  };
}

/** The same evidence, where names are hidden without who it is of. Where it stands in the CV stays as it was. */
export function showEvidence(people: PeopleShown, candidateId: string, evidence: Evidence): Evidence {
  const { role } = evidence;
  // Whoever works for themselves often trades under their name.
  return {
    ...people.quote(candidateId, evidence),
    role: role && {
      ...role,
      title: people.words(candidateId, role.title),
      employer: people.words(candidateId, role.employer),
    },
  };
}

/** An explanation with every piece of evidence of it changed. */
export function mapEvidence(explanation: Explanation, change: (evidence: Evidence) => Evidence): Explanation {
  const changed = (evidence: Evidence | null): Evidence | null => evidence && change(evidence);
  return {
    ...explanation,
    terms: explanation.terms.map((term) => ({
      ...term,
      evidence: changed(term.evidence),
      also: term.also.map(change),
    })),
    gates: explanation.gates.map((gate) => ({ ...gate, evidence: changed(gate.evidence) })),
    wishes: explanation.wishes.map((wish) => ({ ...wish, evidence: changed(wish.evidence) })),
  };
}

function showTop(
  people: PeopleShown,
  candidateId: string,
  top: VacancyPage['items'][number]['evidence'],
): VacancyPage['items'][number]['evidence'] {
  return top.map((one) => ({ ...one, quote: showEvidence(people, candidateId, one.quote) }));
}

type Candidate = VacancyPage['items'][number]['candidate'];

/** The name where it is shown, and no word of it otherwise. */
export function nameCandidate(people: PeopleShown, { id, reference }: Candidate): Candidate {
  return { id, reference, ...(people.named ? { name: people.nameOf(id) } : {}) };
}
