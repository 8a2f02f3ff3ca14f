import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, CvView, UploadReceipt, VacancyMatches } from './api-client.js';
import type { Board } from './board.js';
import type { SampleUpload } from './samples.js';

const FINAL = ['ready', 'unreadable', 'failed'];
const UPLOADS_AT_ONCE = 3;
const LONGEST_WAIT_MS = 120_000;

export interface SentCv {
  readonly file: string;
  readonly receipt: UploadReceipt;
}

/**
 * Uploads every sample and follows each until it is read, or until it is clear that it cannot be.
 *
 * @throws Error when one is not there after two minutes.
 */
export async function sendCvs(
  api: ApiClient,
  samples: readonly SampleUpload[],
  board: Board,
): Promise<SentCv[]> {
  const sent: SentCv[] = [];
  const waiting = [...samples];
  const following: Promise<void>[] = [];
  const lane = async (): Promise<void> => {
    for (let sample = waiting.shift(); sample; sample = waiting.shift()) {
      const { file } = sample;
      board.set(file, 'uploading');
      const receipt = await api.upload(sample);
      const again = receipt.isNew ? '' : ', as before';
      following.push(
        follow(api, receipt, (view) => board.set(file, describe(view) + again)).then(() => {
          sent.push({ file, receipt });
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, lane));
  await Promise.all(following);
  return sent;
}

async function follow(
  api: ApiClient,
  receipt: UploadReceipt,
  onChange: (view: CvView) => void,
): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const view = await api.viewCv(receipt);
    onChange(view);
    if (FINAL.includes(view.status)) return;
    if (Date.now() > deadline) throw new Error(`A CV is still "${view.status}" after two minutes.`);
    await sleep(250);
  }
}

/** One line on a CV, for somebody who watches. */
export function describe({ status, outcome, understood }: CvView): string {
  if (status === 'unreadable') return `cannot be read: ${(outcome ?? '').replaceAll('_', ' ')}`;
  if (!understood) return status;
  const { stage, registration, profession } = understood;
  const who =
    profession.name === 'occupational_therapy'
      ? (stage.stage ?? 'stage unknown')
      : `another profession: ${profession.name}`;
  const hcpc = registration.number ?? registration.state;
  return `ready: ${who.replaceAll('_', ' ')}, HCPC ${hcpc.replaceAll('_', ' ')}`;
}

/**
 * The list of a vacancy once it takes in everybody.
 *
 * @throws Error when it is not current after two minutes.
 */
export async function currentMatches(
  api: ApiClient,
  vacancyId: string,
  limit: number,
): Promise<VacancyMatches> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const matches = await api.matches(vacancyId, limit);
    if (matches.ranking.state === 'current') return matches;
    if (Date.now() > deadline) throw new Error('A list is not current after two minutes.');
    await sleep(250);
  }
}
