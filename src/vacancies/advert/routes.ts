import { z } from 'zod';
import { Problem } from '../../http/problem.js';
import { defineRoute, STAFF, type Reply, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { presentSuggestions } from '../present-vacancy.js';
import { readVacancy } from '../read-vacancy.js';
import { suggestions, suggestionsInput } from '../schema.js';
import { readAdvert, type AdvertReading } from './read-advert.js';
import type { createAdvertReceiver } from './receive-advert.js';

const tag = 'Vacancies';
const advertForm = z
  .strictObject({
    file: z
      .string()
      .meta({ format: 'binary', description: 'The advert as a document, such as PDF or DOCX.' }),
  })
  .meta({ id: 'AdvertForm' });

export interface AdvertDependencies {
  readonly taxonomy: Taxonomy;
  readonly adverts: AdvertReading & { readonly receive: ReturnType<typeof createAdvertReceiver> };
}

/** What an advert says, pasted or as a document. Nothing is stored. */
export function advertRoutes({ taxonomy, adverts }: AdvertDependencies): Route[] {
  const suggest = (text: string): Reply => {
    const { reading, criteria } = readVacancy({ title: '', employer: '', description: text }, {}, taxonomy);
    return { status: 200, body: presentSuggestions(reading, criteria, text, taxonomy) };
  };

  return [
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/suggestions',
      tag,
      summary: 'What an advert says',
      description:
        'Reads a text and suggests fields and criteria, each with its words, and finds wording that is unlawful or unwise. Nothing is stored.',
      access: STAFF,
      body: suggestionsInput,
      responses: { 200: { description: 'What the text says.', schema: suggestions } },
      handle: ({ body }) => Promise.resolve(suggest(body.text)),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/vacancies/suggestions/files',
      tag,
      summary: 'What an advert in a document says',
      description:
        'As of a text. The document is read in a process of its own and not kept. What cannot be read is `unreadable_document`, with the outcome of reading as the message of its fault.',
      access: STAFF,
      form: advertForm,
      responses: { 200: { description: 'What the document says.', schema: suggestions } },
      problems: [
        'file_missing',
        'file_empty',
        'file_too_large',
        'file_infected',
        'malformed_upload',
        'unsupported_file',
        'unsupported_media_type',
        'unreadable_document',
        'document_reader_busy',
        'scanner_unavailable',
      ],
      async handle({ request, response }) {
        const { file } = await adverts.receive(request, response);
        if (!file) throw new Problem('file_missing', { detail: 'Attach the advert as a document.' });
        const { text } = validate(suggestionsInput, { text: await readAdvert(adverts, file) });
        return suggest(text);
      },
    }),
  ];
}
