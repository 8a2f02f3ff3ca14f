import type { VacancyReading } from '../../criteria.js';
import { prepareText } from '../../prepare-text.js';
import type { Finding } from './finding.js';
import { lintWording } from './lint-wording.js';
import { missingParticulars } from './missing-particulars.js';
import { SOURCES } from './sources.js';

/**
 * What to put right in an advert before it is published: wording that is unlawful or unwise, in order of place, then what
 * the law wants in an agency's advert and is not there. Help for the person who publishes, and no legal advice. Pure.
 *
 * @param reading what `understandVacancy` read from the same text.
 */
export function lintAdvert(text: string, reading: VacancyReading): readonly Finding[] {
  const prepared = prepareText(text);
  const found = [...lintWording(prepared), ...driving(reading)].sort(
    (a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0),
  );
  return [...found, ...missingParticulars(prepared, reading)];
}

/** Driving asked of everybody, with no other way of getting about named for people who cannot drive. */
function driving({ driverRequired }: VacancyReading): readonly Finding[] {
  if (driverRequired.value !== true) return [];
  return [
    {
      code: 'driving_without_alternative',
      kind: 'likely_unlawful',
      span: driverRequired.evidence,
      why: 'A licence asked of everybody shuts out people whose disability keeps them from driving but not from the work.',
      source: SOURCES.adjustments,
      suggestion:
        'Write "able to travel around the area, by driving or in another way; we will talk about adjustments".',
    },
  ];
}
