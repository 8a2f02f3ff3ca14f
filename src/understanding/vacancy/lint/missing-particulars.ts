import type { VacancyReading } from '../../criteria.js';
import type { PreparedText } from '../../prepare-text.js';
import type { Finding, FindingCode } from './finding.js';
import { SOURCES } from './sources.js';

/** How agencies sign their adverts. A name can be anything; these words go with one. */
const NAMES_AN_AGENCY =
  /\b(recruit(ment|ing)|personnel|staffing|employment (agency|business)|locums?(?= (ltd|limited|group|direct|services|plc))|medacs|resourcing|talent|search|careers?) (ltd|limited|plc|group|llp|services|solutions|partners(hip)?|agency|uk)\b|\bacting as an? employment (agency|business)\b|\b\p{Lu}[\p{L}&'’-]+ (Recruitment|Personnel|Staffing|Resourcing|Locums)\b/iu;

/**
 * What regulation 27 of the Conduct Regulations 2003 wants in an advert of an employment agency or business: its full name;
 * of each post whether it is temporary or permanent; and, where pay is given, the nature of the work, where it is, and the
 * least experience, training or qualification for that pay.
 */
export function missingParticulars({ text }: PreparedText, reading: VacancyReading): readonly Finding[] {
  const findings: Finding[] = [];
  const missing = (code: FindingCode, why: string, suggestion: string): void => {
    findings.push({
      code,
      kind: 'missing',
      span: payOf(code, reading),
      why,
      source: SOURCES.advertisements,
      suggestion,
    });
  };
  if (!NAMES_AN_AGENCY.test(text)) {
    missing(
      'agency_not_named',
      "An agency's advert has to give the agency's full name.",
      'Add the full name of the agency, and whether it acts as an employment agency or an employment business.',
    );
  }
  if (reading.contract.value === null) {
    missing(
      'temporary_or_permanent_not_stated',
      'Each post has to be said to be temporary or permanent.',
      'Add "permanent", "fixed term until …" or "temporary, for … weeks".',
    );
  }
  if (reading.pay.value === null) return findings;
  if (reading.title.value === null && !saysWhatIsDone(reading)) {
    missing(
      'pay_without_nature_of_work',
      'Where pay is given, the nature of the work has to be given with it.',
      'Add the title of the post and what it does.',
    );
  }
  if (reading.place.value === null && reading.postcode.value === null) {
    missing(
      'pay_without_location',
      'Where pay is given, the place of the work has to be given with it.',
      'Add the town or the site where the person would work.',
    );
  }
  if (!saysWhatIsLeast(reading)) {
    missing(
      'pay_without_minimum_requirements',
      'Where pay is given, the least experience, training or qualification for it has to be given with it.',
      'Add what a person needs at least, for example "HCPC registration and a degree in occupational therapy".',
    );
  }
  return findings;
}

function saysWhatIsDone({ criteria }: VacancyReading): boolean {
  return criteria.some(({ conceptId }) => conceptId.startsWith('duty.'));
}

/** Something that is asked of the person apart from what the post is called. */
function saysWhatIsLeast({ registrationRequired, requirements, title }: VacancyReading): boolean {
  if (registrationRequired.value === true) return true;
  return requirements.some(
    ({ importance, span }) =>
      importance === 'must' &&
      (title.evidence === null || span.start >= title.evidence.end || span.end <= title.evidence.start),
  );
}

function payOf(code: FindingCode, { pay }: VacancyReading): Finding['span'] {
  return code.startsWith('pay_') ? pay.evidence : null;
}
