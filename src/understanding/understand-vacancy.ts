import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { VacancyReading } from './criteria.js';
import { prepareText, spanOf, type PreparedText } from './prepare-text.js';
import type { Span } from './profile.js';
import { stated } from './vacancy/found.js';
import { readParts, type AdvertSentence } from './vacancy/parts.js';
import { readBandOfPost, readHeaderBand } from './vacancy/read-band.js';
import { readContract } from './vacancy/read-contract.js';
import { readCriteria, readRequirements } from './vacancy/read-criteria.js';
import { readDriver } from './vacancy/read-driver.js';
import { readEmployer, readSector } from './vacancy/read-employer.js';
import { readGrade } from './vacancy/read-grade.js';
import { readPay } from './vacancy/read-pay.js';
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
  const sentences = readParts(prepared);
  const header = headerLines(prepared, sentences);
  const title = readTitle(prepared, sentences);
  const employer = readEmployer(prepared, sentences);
  const headerBand = readHeaderBand(prepared.text, header);
  const bandOfPost = readBandOfPost(prepared.text, sentences);
  const grade = readGrade(prepared.text, header);
  const pay = readPay(prepared.text);
  const registration = readRegistration(prepared, sentences);
  const sector = readSector(prepared, employer);
  return {
    title: stated(prepared, title),
    employer: stated(prepared, employer?.name ?? null),
    stage: readStage(prepared, sentences, {
      title,
      headerBand,
      bandOfPost,
      grade,
      pay,
      sector: sector?.value ?? null,
    }),
    sector: stated(prepared, sector),
    band: stated(prepared, headerBand ?? bandOfPost),
    grade: stated(prepared, grade),
    pay: stated(prepared, pay),
    contract: stated(prepared, readContract(prepared.text, header)),
    postcode: stated(prepared, readPostcode(prepared.text)),
    registrationRequired: stated(prepared, registration.required),
    pendingRegistrationAccepted: stated(prepared, registration.pendingAccepted),
    driverRequired: stated(prepared, readDriver(prepared, sentences)),
    criteria: readCriteria(prepared, sentences, title, taxonomy),
    requirements: readRequirements(prepared, sentences, title),
    setAside: setAside(prepared, sentences),
  };
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
