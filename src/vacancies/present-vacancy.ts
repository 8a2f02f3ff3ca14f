import type { z } from 'zod';
import { quoteOf, type Quote } from '../cvs/quote.js';
import { growthInForce, stageInForce } from '../matching/stage-in-force.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Criterion, Stated, VacancyReading } from '../understanding/criteria.js';
import type { Span } from '../understanding/profile.js';
import { lintAdvert } from '../understanding/vacancy/lint/lint-advert.js';
import { readDbsLevel, readDbsWorkforce } from '../understanding/vacancy/read-dbs.js';
import type { WeighedCriterion } from './read-vacancy.js';
import type { suggestions, vacancyView } from './schema.js';
import { importanceField, weightField, type ReadField } from './staff-fields.js';

type Fields = z.input<typeof vacancyView>['fields'];
type Criteria = z.input<typeof vacancyView>['criteria'];

/** Values that staff set, by field; a field that is missing is as the text says. */
export type SetValues = { readonly [F in ReadField]?: Fields[F]['value'] };

/** A vacancy's fields as people read them: the value, who set it, and the words that say so. */
export function presentFields(reading: VacancyReading, text: string, set: SetValues): Fields {
  const quoted = (span: Span | null): Quote | null => span && quoteOf(text, span);
  const field = <T>(
    name: ReadField,
    stated: Stated<T>,
  ): { value: T | null; setBy: 'staff' | 'text' | null; quote: Quote | null } => {
    if (name in set) return { value: set[name] as T | null, setBy: 'staff', quote: null };
    return {
      value: stated.value,
      setBy: stated.value === null ? null : 'text',
      quote: quoted(stated.evidence),
    };
  };
  const { stage } = reading;
  const asRead = field('stage', { value: stage.stage, evidence: stage.reasons[0]?.evidence ?? null });
  const value = stageInForce(set, reading);
  const hours = field('hours', reading.hours);
  return {
    stage: {
      // A band that staff set brings its stage along.
      ...(value === asRead.value ? asRead : { value, setBy: 'staff', quote: null }),
      growsTo: growthInForce(set, reading),
      distribution: { ...stage.distribution },
      reasons: stage.reasons.map(({ stage: reached, source, evidence }) => ({
        stage: reached,
        source,
        quote: quoted(evidence),
      })),
    },
    sector: field('sector', reading.sector),
    band: field('band', reading.band),
    grade: field('grade', reading.grade),
    contract: field('contract', reading.contract),
    hours: { ...hours, value: hours.value && { ...hours.value, patterns: [...hours.value.patterns] } },
    place: field('place', reading.place),
    postcode: field('postcode', reading.postcode),
    pay: field('pay', reading.pay),
    payBasis: field('payBasis', reading.payBasis),
    payYear: field('payYear', reading.payYear),
    registrationRequired: field('registrationRequired', reading.registrationRequired),
    pendingRegistrationAccepted: field('pendingRegistrationAccepted', reading.pendingRegistrationAccepted),
    driverRequired: field('driverRequired', reading.driverRequired),
    dbsLevel: field('dbsLevel', readDbsLevel(text)),
    dbsWorkforce: field('dbsWorkforce', readDbsWorkforce(text)),
  };
}

/** The heaviest first. Criteria whose concept the taxonomy no longer has are left out: they weigh nothing. */
export function presentCriteria(
  criteria: readonly WeighedCriterion[],
  reading: VacancyReading,
  text: string,
  setByStaff: ReadonlySet<string>,
  taxonomy: Taxonomy,
): Criteria {
  const sentences = new Map(reading.criteria.map(({ conceptId, sentence }) => [conceptId, sentence]));
  return criteria
    .flatMap(({ conceptId, importance, suggestedWeight, appliedWeight, span }): Criteria => {
      const concept = taxonomy.concepts.get(conceptId);
      if (!concept) return [];
      const sentence = sentences.get(conceptId) ?? span;
      return [
        {
          conceptId,
          label: concept.label,
          kind: concept.kind,
          importance,
          suggestedWeight,
          appliedWeight,
          setBy:
            setByStaff.has(weightField(conceptId)) || setByStaff.has(importanceField(conceptId))
              ? 'staff'
              : 'text',
          quote: sentence && quoteOf(text, sentence, [], span),
        },
      ];
    })
    .sort((a, b) => b.appliedWeight - a.appliedWeight || (a.conceptId < b.conceptId ? -1 : 1));
}

/** What a text says, for somebody who is about to make a vacancy of it. */
export function presentSuggestions(
  reading: VacancyReading,
  criteria: readonly WeighedCriterion[],
  text: string,
  taxonomy: Taxonomy,
): z.input<typeof suggestions> {
  const stated = ({ value, evidence }: Stated<string>): z.input<typeof suggestions>['title'] => ({
    value,
    setBy: value === null ? null : 'text',
    quote: evidence && quoteOf(text, evidence),
  });
  return {
    text,
    title: stated(reading.title),
    employer: stated(reading.employer),
    fields: presentFields(reading, text, {}),
    details: presentDetails(reading, text, taxonomy),
    criteria: presentCriteria(criteria, reading, text, new Set(), taxonomy),
    findings: lintAdvert(text, reading).map(({ span, ...finding }) => ({
      ...finding,
      quote: span && quoteOf(text, span),
    })),
    setAside: reading.setAside.map((span) => quoteOf(text, span)),
  };
}

/** What a text says beside the fields that a vacancy stores, with the words that say so. */
export function presentDetails(
  reading: VacancyReading,
  text: string,
  taxonomy: Taxonomy,
): z.input<typeof suggestions>['details'] {
  const named = (criteria: readonly Criterion[]): { conceptId: string; label: string; quote: Quote }[] =>
    criteria.map(({ conceptId, span, sentence }) => ({
      conceptId,
      label: taxonomy.concepts.get(conceptId)?.label ?? conceptId,
      quote: quoteOf(text, sentence, [], span),
    }));
  const { value, evidence } = reading.closing;
  return {
    closing: { value, quote: evidence && quoteOf(text, evidence) },
    settings: named(reading.settings),
    specialisms: named(reading.specialisms),
  };
}
