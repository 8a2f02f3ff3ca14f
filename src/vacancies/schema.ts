import { z } from 'zod';
import { quote } from '../cvs/quote.js';
import { line, text } from '../http/text.js';
import { ukPostcode } from '../places/schema.js';
import { CATEGORIES, type CategoryName } from '../matching/requirement.js';
import { CONCEPT_KINDS, SECTORS, STAGES } from '../taxonomy/concept.js';
import { IMPORTANCES, PAY_BASES, WORK_PATTERNS } from '../understanding/criteria.js';
import { CONTRACTS } from '../understanding/profile.js';
import { FINDING_CODES, FINDING_KINDS } from '../understanding/vacancy/lint/finding.js';
import { DBS_LEVELS, DBS_WORKFORCES } from '../understanding/vacancy/read-dbs.js';
import { band, hours, pay, payYear } from './field-schemas.js';
import { REGISTRATION_WAIVERS } from './registration-waiver.js';
import { READ_FIELDS, type ReadField } from './staff-fields.js';

const timestamp = z.iso.datetime();
const weight = z.int().min(0).max(100);
const MAX_CRITERIA = 300;
/** Characters of a vacancy's text. */
export const MAX_DESCRIPTION = 50_000;

/** Null and absent mean the same when a vacancy is made: as the text says. */
const settings = {
  notStated: z.array(z.enum(READ_FIELDS)).max(READ_FIELDS.length).meta({
    description:
      'Fields that staff say are not stated, whatever was read from the text: recorded as set by staff, and then without a value. A field is not named here and given a value at once.',
  }),
  stage: z.enum(STAGES).nullable(),
  sector: z.enum(SECTORS).nullable(),
  band: band.nullable().meta({
    description:
      'A range such as 5/6 asks for the lower band and grows to the upper one. The stage follows a band that is set here, unless it is set too.',
  }),
  grade: line(60).nullable(),
  contract: z.enum(CONTRACTS).nullable(),
  hours: hours.nullable(),
  place: line(120).nullable(),
  postcode: line(10).pipe(ukPostcode).nullable(),
  pay: pay.nullable(),
  payBasis: z.enum(PAY_BASES).nullable(),
  payYear: payYear.nullable(),
  registrationRequired: z.boolean().nullable(),
  registrationWaiver: z.enum(REGISTRATION_WAIVERS).nullable().meta({
    description:
      'Why the post needs no HCPC registration although its stage does. Needed with `registrationRequired: false`, except for support workers, and refused without it; forgotten when registration is needed again.',
  }),
  pendingRegistrationAccepted: z.boolean().nullable(),
  driverRequired: z.boolean().nullable(),
  dbsLevel: z.enum(DBS_LEVELS).nullable(),
  dbsWorkforce: z.enum(DBS_WORKFORCES).nullable(),
  closesAt: z.iso.datetime({ offset: true }).nullable(),
  criteria: z
    .array(
      z.strictObject({
        conceptId: z.string().max(100),
        importance: z.enum(IMPORTANCES).nullable().optional(),
        weight: weight.nullable().optional(),
      }),
    )
    .max(MAX_CRITERIA)
    .meta({
      description:
        'Importances and weights that staff set, by concept; null: as the text says. Without a weight of its own, an importance brings the weight that the text would suggest for it.',
    }),
  categoryWeights: z
    .strictObject(Object.fromEntries(CATEGORIES.map((name) => [name, weight.nullable()])) as CategoryWeights)
    .partial()
    .meta({ description: 'Weights of categories that staff set; null: the weight that the stage suggests.' }),
};

type CategoryWeights = Record<CategoryName, z.ZodNullable<typeof weight>>;

const words = { title: line(200), employer: line(200), description: text(MAX_DESCRIPTION) };

type Settings = { readonly notStated?: readonly ReadField[] | undefined } & {
  readonly [F in ReadField]?: unknown;
};
const hasOneValueEach = (sent: Settings): boolean =>
  (sent.notStated ?? []).every((name) => sent[name] === undefined || sent[name] === null);
const ONE_VALUE_EACH = { path: ['notStated'], error: 'A field that is not stated has no value.' };

export const newVacancy = z
  .strictObject({ ...words, ...z.object(settings).partial().shape })
  .refine(hasOneValueEach, ONE_VALUE_EACH)
  .meta({
    id: 'NewVacancy',
    description:
      'Title, employer and description are enough: the rest is read from the text. A field given here is recorded as set by staff and goes before the text; null means "as the text says", and `notStated` names fields that staff say are not stated.',
  });

export const vacancyPatch = z
  .strictObject({ ...z.object(words).partial().shape, ...z.object(settings).partial().shape })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.')
  .refine(hasOneValueEach, ONE_VALUE_EACH)
  .meta({
    id: 'VacancyPatch',
    description:
      'Fields that are absent stay as they are; null means "as the text says", and `notStated` names fields that staff say are not stated.',
  });

export type NewVacancy = z.output<typeof newVacancy>;
export type VacancyPatch = z.output<typeof vacancyPatch>;

const setBy = z.enum(['staff', 'text']).nullable().meta({
  description: 'Null: the text does not say. `staff` without a value: staff say that it is not stated.',
});
const field = <S extends z.ZodType>(value: S) =>
  z.object({ value: value.nullable(), setBy, quote: quote.nullable() });

const fields = z.object({
  stage: field(z.enum(STAGES)).extend({
    growsTo: z.enum(STAGES).nullable().meta({
      description:
        'Stage above it that the post grows to: the upper end of "Band 5/6", which asks for the lower.',
    }),
    distribution: z.record(z.enum(STAGES), z.int()).meta({ description: 'What the text alone says.' }),
    reasons: z.array(z.object({ stage: z.enum(STAGES), source: z.string(), quote: quote.nullable() })),
  }),
  sector: field(z.enum(SECTORS)),
  band: field(z.string()),
  grade: field(z.string()),
  contract: field(z.enum(CONTRACTS)),
  hours: field(
    z.object({
      weekly: z.number().nullable(),
      wholeTimeEquivalent: z.number().nullable(),
      patterns: z.array(z.enum(WORK_PATTERNS)),
    }),
  ),
  place: field(z.string()).meta({ description: 'Town or site, as written.' }),
  postcode: field(z.string()),
  pay: field(
    z.object({
      from: z.number().nullable(),
      to: z.number().nullable(),
      unit: z.enum(['year', 'hour', 'day']),
    }),
  ),
  payBasis: field(z.enum(PAY_BASES)),
  payYear: field(z.string()).meta({
    description: 'Such as 2026/27: stated, or that of the NHS scale the pay is.',
  }),
  registrationRequired: field(z.boolean()),
  pendingRegistrationAccepted: field(z.boolean()),
  driverRequired: field(z.boolean()),
  dbsLevel: field(z.enum(DBS_LEVELS)),
  dbsWorkforce: field(z.enum(DBS_WORKFORCES)).meta({
    description: 'Whom the DBS certificate is to be for work with.',
  }),
});

const criterion = z.object({
  conceptId: z.string(),
  label: z.string(),
  kind: z.enum(CONCEPT_KINDS),
  importance: z.enum(IMPORTANCES),
  suggestedWeight: weight,
  appliedWeight: weight,
  setBy: z.enum(['staff', 'text']),
  quote: quote.nullable(),
});

const named = z.object({ conceptId: z.string(), label: z.string(), quote });

/** What an advert says beside the fields that a vacancy stores. */
const details = z.object({
  closing: z
    .object({
      value: z
        .object({ year: z.int().nullable(), month: z.int().min(1).max(12), day: z.int().min(1).max(31) })
        .nullable(),
      quote: quote.nullable(),
    })
    .meta({ description: 'Adverts often leave the year out: it is null then.' }),
  settings: z.array(named),
  specialisms: z.array(named),
});

export const ranking = z
  .object({
    state: z.enum(['current', 'updating', 'frozen']).meta({
      description:
        '`updating`: a change of the vacancy, of a person or of the program has not reached the list yet. `frozen`: the vacancy is closed, and the list stays as it was.',
    }),
    rankedAt: timestamp.nullable(),
    candidates: z.int().meta({ description: 'People who were weighed; the list keeps the first 1,000.' }),
    waiting: z.object({
      profiles: z.int().meta({ description: 'People whose newest CV has still to be weighed.' }),
      cvs: z.int().meta({ description: 'CVs that have still to be read.' }),
    }),
    versions: z.string().nullable(),
  })
  .meta({ id: 'Ranking' });

export const vacancyView = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    status: z.enum(['open', 'closed']),
    title: z.string(),
    employer: z.object({ id: z.uuid(), name: z.string() }),
    description: z.string(),
    text: z.string().meta({ description: 'The text that was read; offsets of quotes count in it.' }),
    fields,
    registrationWaiver: z.enum(REGISTRATION_WAIVERS).nullable(),
    details,
    criteria: z.array(criterion),
    categoryWeights: z
      .array(z.object({ category: z.enum(CATEGORIES), weight, setBy: z.enum(['staff', 'stage']) }))
      .meta({ description: 'What each category of a score weighs, before those without data are dropped.' }),
    closesAt: timestamp.nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
    ranking,
  })
  .meta({ id: 'Vacancy' });

export const vacancySummary = vacancyView
  .pick({
    id: true,
    revision: true,
    status: true,
    title: true,
    employer: true,
    closesAt: true,
    createdAt: true,
  })
  .extend({
    stage: z.enum(STAGES).nullable(),
    growsTo: z.enum(STAGES).nullable(),
    sector: z.enum(SECTORS).nullable(),
    band: z.string().nullable(),
    grade: z.string().nullable(),
    contract: z.enum(CONTRACTS).nullable(),
    ranking: ranking.pick({ state: true, rankedAt: true, candidates: true }),
  })
  .meta({ id: 'VacancySummary' });

export const vacancyPage = z.object({ items: z.array(vacancySummary), nextCursor: z.string().nullable() });

export const suggestionsInput = z.strictObject({ text: text(MAX_DESCRIPTION) }).meta({ id: 'VacancyText' });

const finding = z
  .object({
    code: z.enum(FINDING_CODES).meta({ description: 'Stays the same from release to release.' }),
    kind: z.enum(FINDING_KINDS).meta({
      description:
        '`likely_unlawful`: breaks a rule unless an exception applies. `unwise`: puts people off or leads to a breach. `missing`: the law wants it said in an advert of an agency.',
    }),
    quote: quote.nullable().meta({ description: 'The words in question; null where something is missing.' }),
    why: z.string(),
    source: z.url().meta({ description: 'Address of the law or the guidance.' }),
    suggestion: z.string(),
  })
  .meta({ id: 'AdvertFinding' });

export const suggestions = z
  .object({
    text: z.string().meta({ description: 'The text that was read; offsets count in it.' }),
    title: field(z.string()),
    employer: field(z.string()),
    fields,
    details,
    criteria: z.array(criterion),
    findings: z.array(finding).meta({
      description:
        'What to put right before the advert is published: help for the person who publishes it, and no legal advice.',
    }),
    setAside: z
      .array(quote)
      .meta({ description: 'Parts that ask nothing of the person: about us, benefits, contacts.' }),
  })
  .meta({ id: 'VacancySuggestions' });
