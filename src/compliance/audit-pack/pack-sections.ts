import type { z } from 'zod';
import type { HeldSection } from '../../candidate-side/collect-held.js';
import type { candidacyView } from '../../submissions/schema.js';
import type { RequirementState } from '../check-state.js';
import type { complianceView } from '../schema.js';

type Candidacy = z.input<typeof candidacyView>;
type CheckView = z.input<typeof complianceView>['checks'][number];
/** Where a document stands in the pack, by the id of its check or CV. */
type Places = ReadonlyMap<string, string>;

export function introductionSection(
  { candidate, vacancy, stage, submission }: Candidacy,
  name: string | null,
  places: Places,
): HeldSection {
  const about = {
    ...{ person: name, reference: candidate.reference, post: vacancy.title, employer: vacancy.employer },
    'stands at': stage,
  };
  if (!submission) return { title: 'Introduction', rows: [about] };
  const { submittedAt, submittedBy, told, willingness, exception, repeatReason, cv } = submission;
  return {
    title: 'Introduction',
    rows: [
      {
        ...about,
        'put forward': submittedAt,
        by: submittedBy.name,
        'the employer was told': told,
        'their word for this post': `${willingness.given}, ${willingness.givenAt}`,
        'exception that was told': exception,
        'why again to this employer': repeatReason,
        'CV that went out': cv.fileName,
        'sha256 of the CV': cv.sha256,
        'file in this pack': places.get(cv.id) ?? null,
      },
    ],
  };
}

/** What was seen when the person was put forward: in words, or as entries of the file. */
export function groundsSection({ submission }: Candidacy): HeldSection {
  const rows = Object.entries(submission?.evidence ?? {}).map(([check, { met, words, items, title }]) => ({
    ...{ check: title ?? check, shown: met, 'in words': words },
    'entries of the file': items.length === 0 ? null : items.join(', '),
  }));
  return { title: 'What it rested on', rows };
}

export function fileSection(states: readonly RequirementState[]): HeldSection {
  const rows = states.map(({ title, state, until, why }) => ({ check: title, state, until, why }));
  return { title: 'Compliance file today', rows };
}

/** The words of a reference that may not be shown to employers stay out. */
export function checksSection(checks: readonly CheckView[], places: Places): HeldSection {
  const rows = checks.map((check) => {
    const { id, kind, title, state, checkedOn, checkedBy, validUntil, facts, note, showsNothing } = check;
    const { file, withdrawn } = check;
    return {
      ...{ id, check: title, state, 'checked on': checkedOn, by: checkedBy.name },
      ...{ 'counts until': validUntil, facts },
      note: kind === 'reference' && showsNothing !== null ? null : note,
      'shows nothing, since': showsNothing,
      'sha256 of its file': file?.sha256 ?? null,
      'file in this pack': places.get(id) ?? null,
      withdrawn: withdrawn && `${withdrawn.at}, ${withdrawn.by.name}: ${withdrawn.reason}`,
    };
  });
  return { title: 'Checks', rows };
}

export function decisionsSection({ moves }: Candidacy): HeldSection {
  const rows = moves.map(({ at, by, from, to, reason, note, isUndo }) => ({
    ...{ at, by: by.name, from, to, reason, note },
    'taken back': isUndo,
  }));
  return { title: 'Decisions', rows };
}
