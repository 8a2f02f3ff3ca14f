import { z } from 'zod';
import { day, line, text } from '../http/text.js';
import { DBS_LEVELS, DBS_WORKFORCES } from '../understanding/vacancy/read-dbs.js';
import { EMPLOYER_KINDS, HEALTH_ITEMS } from './check-kinds.js';
import { TRAINING_ITEMS } from './training-modules.js';

/** Forms know texts only. */
const yesOrNo = z
  .enum(['true', 'false'], { error: 'Say "true" or "false".' })
  .transform((value) => value === 'true');

const common = {
  checkedOn: day.meta({ description: 'The day on which it was checked.' }),
  validUntil: day.optional().meta({
    description: 'Its last day, where the document has one. Where a rule ends it sooner, the rule counts.',
  }),
  note: text(2_000).optional().meta({
    description: 'What was seen and how. Needed where there is no file. No diagnosis, no offence.',
  }),
};
const document = line(200).meta({ description: 'Which document, e.g. "UK passport".' });

/** Methods of the Home Office's guide for employers; each gives a statutory excuse. */
export const RIGHT_TO_WORK_METHODS = ['documents', 'certified_provider', 'home_office_online'] as const;
/** As the public register words it (https://www.hcpc-uk.org/check-the-register). */
export const REGISTER_STATES = [
  'registered',
  'registered_with_caution',
  'registered_with_conditions',
  'suspended',
  'not_on_register',
] as const;
/** The outcome alone: data about offences is for whoever has to assess it (UK GDPR, Article 10). */
export const DBS_OUTCOMES = ['clear', 'assessed_as_suitable'] as const;

const ofEmployer = {
  item: z.uuid().meta({ description: 'Id of the check that the employer asks for.' }),
  ...common,
};

/** What is said of a check, by its kind. What `facts` becomes is all but `kind`, the item and the common fields. */
export const newCheck = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('identity'), document, ...common }),
  z.strictObject({
    kind: z.literal('right_to_work'),
    document,
    method: z.enum(RIGHT_TO_WORK_METHODS),
    timeLimited: yesOrNo,
    ...common,
  }),
  z.strictObject({
    kind: z.literal('hcpc_register'),
    number: line(10)
      .overwrite((value) => value.toUpperCase().replace(/\s/g, ''))
      .regex(/^OT\d{1,6}$/, 'Write the number as OT12345.'),
    status: z.enum(REGISTER_STATES),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('dbs'),
    level: z.enum(DBS_LEVELS),
    workforce: z.enum(DBS_WORKFORCES),
    certificateNumber: line(20)
      .overwrite((value) => value.replace(/\s/g, ''))
      .regex(/^\d{12}$/, 'Write the twelve digits that the certificate shows.'),
    issuedOn: day,
    updateService: yesOrNo.meta({ description: '`true`: its status was checked with the Update Service.' }),
    outcome: z.enum(DBS_OUTCOMES),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('qualification'),
    item: line(200).meta({ description: 'Which one, e.g. "BSc (Hons) Occupational Therapy".' }),
    copyKept: yesOrNo.meta({ description: '`true`: a copy is kept, here or on paper.' }),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('reference'),
    item: line(200).meta({ description: 'From whom, e.g. "Team lead, Riverside NHS Trust".' }),
    notRelative: yesOrNo,
    mayBeDisclosed: yesOrNo.meta({ description: '`true`: they agree that employers see it.' }),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('employment_history'),
    yearsCovered: z.coerce.number().int().min(0).max(60),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('occupational_health'),
    item: z.enum(HEALTH_ITEMS),
    ...common,
  }),
  z.strictObject({ kind: z.literal('training'), item: z.enum(TRAINING_ITEMS), ...common }),
  z.strictObject({ kind: z.literal(EMPLOYER_KINDS[0]), ...ofEmployer }),
  z.strictObject({ kind: z.literal(EMPLOYER_KINDS[1]), ...ofEmployer }),
]);
export type NewCheck = z.output<typeof newCheck>;

/** The same as one form with its file, for the documentation: which fields belong to a kind is said of each. */
export const checkForm = z
  .object({
    kind: z.enum(newCheck.options.map((option) => option.shape.kind.value)),
    item: z
      .string()
      .optional()
      .meta({
        description: `Training: ${TRAINING_ITEMS.join(', ')}. Occupational health: ${HEALTH_ITEMS.join(', ')}. Reference: from whom. Qualification: which one. Asked by an employer: the id of their check.`,
      }),
    ...common,
    file: z.string().optional().meta({ format: 'binary', description: 'The evidence, e.g. a scan.' }),
    document: z.string().optional().meta({ description: 'Identity and right to work.' }),
    method: z.enum(RIGHT_TO_WORK_METHODS).optional().meta({ description: 'Right to work.' }),
    timeLimited: z.enum(['true', 'false']).optional().meta({
      description: 'Right to work: `true` needs `validUntil`.',
    }),
    number: z.string().optional().meta({ description: 'HCPC register: `OT12345`.' }),
    status: z.enum(REGISTER_STATES).optional().meta({ description: 'HCPC register.' }),
    level: z.enum(DBS_LEVELS).optional().meta({ description: 'DBS.' }),
    workforce: z.enum(DBS_WORKFORCES).optional().meta({ description: 'DBS.' }),
    certificateNumber: z.string().optional().meta({ description: 'DBS.' }),
    issuedOn: z.string().optional().meta({ description: 'DBS.' }),
    updateService: z.enum(['true', 'false']).optional().meta({ description: 'DBS.' }),
    outcome: z.enum(DBS_OUTCOMES).optional().meta({ description: 'DBS.' }),
    copyKept: z.enum(['true', 'false']).optional().meta({ description: 'Qualification.' }),
    notRelative: z.enum(['true', 'false']).optional().meta({ description: 'Reference.' }),
    mayBeDisclosed: z.enum(['true', 'false']).optional().meta({ description: 'Reference.' }),
    yearsCovered: z.string().optional().meta({ description: 'Employment history.' }),
  })
  .meta({ id: 'NewComplianceCheck' });

const MOST_FIELDS = Object.keys(checkForm.shape).length;
/** Fields beside the file that a form may have. */
export const FIELDS_OF_A_CHECK = MOST_FIELDS - 1;

type Facts = Readonly<Record<string, string | number | boolean>>;

const COLUMNS: ReadonlySet<string> = new Set(['kind', 'item', ...Object.keys(common)]);

/** A check as it is kept beside its columns: what it is about, and the facts of its kind. */
export function partsOf(check: NewCheck): { readonly item: string | null; readonly facts: Facts } {
  const facts = Object.entries(check).filter(([name]) => !COLUMNS.has(name)) as [string, Facts[string]][];
  return { item: 'item' in check ? check.item : null, facts: Object.fromEntries(facts) };
}
