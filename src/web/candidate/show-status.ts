import type { Request } from 'express';
import type { z } from 'zod';
import { viewCv } from '../../cvs/view-cv.js';
import type { cvView } from '../../cvs/schema.js';
import type { Actor } from '../../http/actor.js';
import { address, namesIf, type Fields } from '../address.js';
import { faultsByField, type FormFault } from '../form-fault.js';
import { linkTokenOf, withToken } from '../link-token.js';
import { markQuote } from '../mark-text.js';
import type { Page } from '../page.js';
import { labelOf } from '../words.js';
import { candidateChoices, type ChoicesDependencies } from './candidate-choices.js';
import { stepsOf } from './cv-steps.js';

export interface StatusPageDependencies extends ChoicesDependencies {
  readonly compliance: ChoicesDependencies['compliance'] & {
    /** Null: documents are not scanned for viruses. */
    readonly scanner: object | null;
  };
}

/** What a form of the page led to. */
interface Outcome {
  /** Name of a form that was done. */
  readonly done?: string | undefined;
  /** What is wrong with one, by ids of the page. */
  readonly faults?: readonly FormFault[];
  /** What it held. */
  readonly sent?: Fields;
  readonly status?: number;
  /** Staff asked for the name, and quotes as they were written. */
  readonly named?: boolean;
}

type Cv = z.input<typeof cvView>;

/** What became of a CV, and what was read from it: for the person whose CV it is, and for staff. @throws Problem as `viewCv` does */
export async function showStatus(
  dependencies: StatusPageDependencies,
  actor: Actor,
  cvId: string,
  request: Request,
  { done, faults = [], sent = {}, status, named = false }: Outcome = {},
): Promise<Page> {
  const { database, taxonomy, compliance } = dependencies;
  const cv = await viewCv(database, taxonomy, actor, cvId, named);
  const token = linkTokenOf(request);
  const shownAs = (byName: boolean): string =>
    address(`/cv/${cvId}`, { token: token ?? undefined, names: namesIf(byName) });
  const isTheirs = actor.kind === 'candidate';
  const isFinal = cv.status !== 'received' && cv.status !== 'read';
  return {
    view: 'candidate/status',
    title: isTheirs ? TITLES[cv.status] : STAFF_TITLES[cv.status],
    ...(status === undefined ? {} : { status }),
    data: {
      cv,
      message: isTheirs ? cv.message : messageForStaff(cv),
      steps: stepsOf(cv, compliance.scanner !== null),
      isFinal,
      // What was sent and is wrong stands in the fields of this answer alone.
      events: isFinal || faults.length > 0 ? null : withToken(`/v1/cvs/${cvId}/events`, token),
      again: withToken('/cv', token),
      here: shownAs(named),
      named,
      names: shownAs(!named),
      mark: markQuote,
      choices: isTheirs ? await candidateChoices(dependencies, actor, cvId, token) : null,
      isTheirs,
      done,
      sent,
      faults,
      fault: faultsByField(faults),
    },
  };
}

const TITLES: Readonly<Record<Cv['status'], string>> = {
  received: 'We have your CV',
  read: 'We have your CV',
  ready: 'Your CV has been read',
  unreadable: 'We could not read your CV',
  failed: 'We have your CV',
};

const STAFF_TITLES: Readonly<Record<Cv['status'], string>> = {
  received: 'This CV has been received',
  read: 'This CV is being read',
  ready: 'This CV has been read',
  unreadable: 'This CV could not be read',
  failed: 'This CV has not been read yet',
};

function messageForStaff({ status, outcome }: Cv): string {
  if (status === 'unreadable')
    return `${labelOf(outcome, 'readingOutcome')}. The person sees what they can do.`;
  if (status === 'failed')
    return 'Reading it failed on our side. It is stored safely; an administrator can have it done again.';
  return status === 'ready' ? 'What was understood stands below.' : 'It is about to be read.';
}
