import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { cvView, uploadReceipt } from '../../src/cvs/schema.js';
import { vacancyMatches } from '../../src/matches/schema.js';
import { vacancyPage, vacancyView } from '../../src/vacancies/schema.js';
import type { SampleUpload, SampleVacancy } from './samples.js';

export type CvView = z.infer<typeof cvView>;
export type VacancyView = z.infer<typeof vacancyView>;
export type VacancyMatches = z.infer<typeof vacancyMatches>;
export type UploadReceipt = z.infer<typeof uploadReceipt> & { readonly isNew: boolean };

/** The public API as the demo uses it: candidates without a key, staff with one. */
export interface ApiClient {
  /** As a candidate would. The same file again is no fault: the receipt then says that it is not new. */
  upload(sample: SampleUpload): Promise<UploadReceipt>;
  /** With the candidate's own link where the receipt has one. */
  viewCv(receipt: UploadReceipt): Promise<CvView>;
  /** Finds the vacancy by title and employer, or makes it. */
  ensureVacancy(sample: SampleVacancy): Promise<{ id: string; isNew: boolean }>;
  viewVacancy(id: string): Promise<VacancyView>;
  matches(vacancyId: string, limit: number): Promise<VacancyMatches>;
}

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | FormData;
}

export function createApiClient(address: string, key: string): ApiClient {
  const asStaff = { authorization: `Bearer ${key}` };

  /** Waits as told when there are too many calls or a dependency is down for a moment. */
  async function call(path: string, { method = 'GET', headers = {}, body }: Call): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${address}${path}`, { method, headers, body: body ?? null });
      if (response.ok) return response;
      const wait = Number(response.headers.get('retry-after') ?? 1);
      if (![429, 503].includes(response.status) || attempt === 5) {
        throw new Error(
          `${method} ${path.replace(/\?.*/, '')} answered ${response.status}: ${await response.text()}`,
        );
      }
      await sleep(wait * 1000);
    }
  }

  async function get<S extends z.ZodType>(
    schema: S,
    path: string,
    headers: Record<string, string>,
  ): Promise<z.output<S>> {
    return schema.parse(await (await call(path, { headers })).json());
  }

  return {
    async upload({ file, bytes, name, email, phone, postcode }) {
      const body = new FormData();
      const fields = { name, email, phone, postcode, consentToKeep: 'true', consentToRepresent: 'true' };
      for (const [field, value] of Object.entries(fields)) body.append(field, value);
      body.append('file', new Blob([new Uint8Array(bytes)]), file);
      const response = await call('/v1/cvs', { method: 'POST', body });
      return { ...uploadReceipt.parse(await response.json()), isNew: response.status === 202 };
    },
    viewCv({ id, statusUrl }) {
      const { search } = new URL(statusUrl);
      return get(cvView, `/v1/cvs/${id}${search}`, search === '' ? asStaff : {});
    },
    async ensureVacancy({ title, employer, description }) {
      for (let cursor: string | null = ''; cursor !== null;) {
        const query = new URLSearchParams({ limit: '100', ...(cursor === '' ? {} : { cursor }) });
        const page: z.output<typeof vacancyPage> = await get(
          vacancyPage,
          `/v1/vacancies?${query.toString()}`,
          asStaff,
        );
        const found = page.items.find((item) => item.title === title && item.employer.name === employer);
        if (found) return { id: found.id, isNew: false };
        cursor = page.nextCursor;
      }
      // Sent again after a time-out it must not make a second one.
      const once = createHash('sha256')
        .update(JSON.stringify([title, employer, description]))
        .digest('hex');
      const headers = { ...asStaff, 'content-type': 'application/json', 'idempotency-key': once };
      const body = JSON.stringify({ title, employer, description });
      const response = await call('/v1/vacancies', { method: 'POST', headers, body });
      return { id: vacancyView.parse(await response.json()).id, isNew: true };
    },
    viewVacancy: (id) => get(vacancyView, `/v1/vacancies/${id}`, asStaff),
    matches: (vacancyId, limit) =>
      get(vacancyMatches, `/v1/vacancies/${vacancyId}/matches?limit=${limit}`, asStaff),
  };
}
