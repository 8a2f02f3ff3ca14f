import { z } from 'zod';
import { email, personName, phone, postcode } from '../candidates/contact-fields.js';
import type { ToldBy } from '../consents/consent-terms.js';
import { day } from '../http/text.js';

/** A field that a form sends empty where nothing is typed. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const isYes = (value: string): boolean => ['true', 'on', 'yes', '1'].includes(value.toLowerCase());

/** What must be agreed to. */
export const yes = (otherwise: string) => z.string({ error: otherwise }).refine(isYes, otherwise);
/** What may be agreed to. */
export const yesOrNo = z.string().default('false').transform(isYes);

/** The form beside the file. Name and e-mail are needed unless the caller is a candidate whom we know. */
const common = {
  phone: optional(phone),
  postcode: optional(postcode),
  availableFrom: optional(day).meta({
    description: 'First day that the person can start.',
  }),
  consentToKeep: yes('We may only take your CV if you agree that we keep it: send "true".').meta({
    description: 'Must be `true`: the person agrees that the CV is kept.',
  }),
  consentToRepresent: yesOrNo.meta({
    description: '`true`: the person wants to be put forward for vacancies.',
  }),
};

export const newCandidateFields = z.strictObject({ name: personName, email, ...common });
export const knownCandidateFields = z.strictObject({
  name: optional(personName),
  email: optional(email),
  ...common,
});

export interface UploadFields {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly postcode?: string | undefined;
  readonly availableFrom?: string | undefined;
  readonly consentToRepresent: boolean;
  /** How staff were told what the person agreed to, where they say so. */
  readonly told?: { readonly how: ToldBy; readonly note: string | null } | undefined;
}

/** The form with its file, for the documentation. */
export const uploadForm = newCandidateFields
  .extend({
    file: z.string().meta({ format: 'binary', description: 'The CV: PDF, Word (.docx) or plain text.' }),
  })
  .meta({ id: 'CvUpload' });
