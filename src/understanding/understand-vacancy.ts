import type { ConceptKind } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Criterion, VacancyReading } from './criteria.js';
import { prepareText, spanOf, type PreparedText } from './prepare-text.js';
import type { Span } from './profile.js';
import { stated } from './vacancy/found.js';
import { readParts, type AdvertSentence } from './vacancy/parts.js';
import { readBandOfPost, readHeaderBand } from './vacancy/read-band.js';
import { readClosingDate } from './vacancy/read-closing-date.js';
import { readContract } from './vacancy/read-contract.js';
import { readCriteria, readRequirements } from './vacancy/read-criteria.js';
import { readDriver } from './vacancy/read-driver.js';
import { readEmployer, readSector } from './vacancy/read-employer.js';
import { readGrade } from './vacancy/read-grade.js';
import { readGrowth } from './vacancy/read-growth.js';
import { readHours } from './vacancy/read-hours.js';
import { readPay } from './vacancy/read-pay.js';
import { readPayBasis, readPayYear } from './vacancy/read-pay-terms.js';
import { placeInTitle } from './vacancy/place-in-title.js';
import { readPlace } from './vacancy/read-place.js';
import { readPostcode } from './vacancy/read-postcode.js';
import { readRegistration } from './vacancy/read-registration.js';
import { readStage } from './vacancy/read-stage.js';
import { headerLines, readTitle } from './vacancy/read-title.js';

/**
 * What a vacancy's text says: fields, criteria and requirement sentences, each with its place in the text. Pure: the
 * same text and taxonomy always give the same reading. What is not stated stays null.
 */
export function understandVacancy(text: string, taxonomy: Taxonomy): VacancyReading {
  const prepared = prepareText(text);
  const sentences = readParts(prepared, text);
  const header = headerLines(prepared, sentences);
  const title = readTitle(prepared, sentences);
  const employer = readEmployer(prepared, sentences);
  const headerBand = readHeaderBand(prepared.text, header);
  const bandOfPost = readBandOfPost(prepared.text, sentences);
  const grade = readGrade(prepared.text, header, sentences);
  const pay = readPay(prepared.text);
  const registration = readRegistration(prepared, sentences);
  const sector = readSector(prepared, employer);
  const postcode = readPostcode(prepared.text);
  const criteria = readCriteria(prepared, sentences, title, taxonomy);
  const clues = { title, headerBand, bandOfPost, grade, pay, sector: sector?.value ?? null };
  const stage = readStage(prepared, sentences, clues);
  return {
    title: stated(prepared, title),
    employer: stated(prepared, employer?.name ?? null),
    stage,
    growsTo: stated(prepared, readGrowth(clues, stage.stage)),
    sector: stated(prepared, sector),
    band: stated(prepared, headerBand ?? bandOfPost),
    grade: stated(prepared, grade),
    pay: stated(prepared, pay),
    payYear: stated(prepared, readPayYear(prepared.text, pay, sector?.value !== 'local_authority')),
    payBasis: stated(prepared, readPayBasis(prepared.text, pay)),
    contract: stated(prepared, readContract(prepared, sentences)),
    hours: stated(prepared, readHours(prepared, sentences)),
    place: stated(prepared, readPlace(prepared, sentences, postcode) ?? placeInTitle(title, taxonomy)),
    postcode: stated(prepared, postcode),
    registrationRequired: stated(prepared, registration.required),
    pendingRegistrationAccepted: stated(prepared, registration.pendingAccepted),
    driverRequired: stated(prepared, readDriver(prepared, sentences)),
    closing: stated(prepared, readClosingDate(prepared, sentences)),
    settings: ofThePost(criteria, 'setting', taxonomy),
    specialisms: ofThePost(criteria, 'specialism', taxonomy),
    criteria,
    requirements: readRequirements(prepared, sentences, title),
    setAside: setAside(prepared, sentences),
  };
}

/** Criteria of one kind that say what the post is, and not what would be welcome; the most emphasised first. */
function ofThePost(
  criteria: readonly Criterion[],
  kind: ConceptKind,
  taxonomy: Taxonomy,
): readonly Criterion[] {
  return criteria
    .filter(({ conceptId, importance }) => {
      return importance !== 'wants' && taxonomy.concepts.get(conceptId)?.kind === kind;
    })
    .sort((a, b) => b.suggestedWeight - a.suggestedWeight || a.span.start - b.span.start);
}

/** Runs of sentences that ask nothing of the person, as few spans as possible. */
function setAside(prepared: PreparedText, sentences: readonly AdvertSentence[]): readonly Span[] {
  const spans: Span[] = [];
  let from: AdvertSentence | null = null;
  sentences.forEach((sentence, index) => {
    if (sentence.role !== 'aside') return;
    from ??= sentence;
    if (sentences[index + 1]?.role === 'aside') return;
    spans.push(spanOf(prepared, { start: from.start, end: sentence.end }));
    from = null;
  });
  return spans;
}
