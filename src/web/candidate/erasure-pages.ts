import { recordsOfPerson } from '../../candidates/find-person.js';
import { asActor } from '../../http/as-actor.js';
import { byId, CANDIDATE, type Route } from '../../http/route.js';
import { obligationOf } from '../../privacy/conduct-record.js';
import { eraseAtOnce, KEPT_WORDS, type PrivacyDependencies } from '../../privacy/erase-at-once.js';
import { anything, valueOf } from '../address.js';
import { linkTokenOf, withToken } from '../link-token.js';
import type { Page, PageMaker } from '../page.js';
import { candidateOnly, type CandidateActor } from './candidate-only.js';

/** A person has all that is held of them deleted: asked once more, then done at once. */
export function erasurePages(pages: PageMaker, dependencies: PrivacyDependencies): Route[] {
  const { database } = dependencies;
  const ask = async (
    actor: CandidateActor,
    cvId: string,
    token: string | null,
    faults: object[] = [],
  ): Promise<Page> => {
    const obligation = await asActor(database, actor, async (tx) =>
      obligationOf(tx, await recordsOfPerson(tx, actor, actor.candidateId)),
    );
    return {
      view: 'candidate/erasure',
      title: 'Delete all that you hold about me',
      status: faults.length > 0 ? 400 : 200,
      data: {
        faults,
        mustKeep: obligation !== null,
        keptWords: KEPT_WORDS,
        action: withToken(`/cv/${cvId}/erasure`, token),
        back: withToken(`/cv/${cvId}`, token),
      },
    };
  };
  return [
    pages.define({
      path: '/cv/{id}/erasure',
      summary: 'Asks once more before everything is deleted',
      access: CANDIDATE,
      params: byId,
      show: ({ actor, params, request }) => ask(candidateOnly(actor), params.id, linkTokenOf(request)),
    }),
    pages.define({
      method: 'post',
      path: '/cv/{id}/erasure',
      summary: 'Delete all that is held of a person',
      access: CANDIDATE,
      params: byId,
      body: anything,
      async show({ actor, params, body, request }) {
        const candidate = candidateOnly(actor);
        if (valueOf(body, 'confirm') !== 'yes') {
          const text = 'Select that you want everything to be deleted';
          return ask(candidate, params.id, linkTokenOf(request), [{ field: 'confirm', text }]);
        }
        const { kept, employers } = await eraseAtOnce(dependencies, candidate, candidate.candidateId);
        return {
          view: 'candidate/erased',
          title: 'Everything has been deleted',
          data: { employers, keptUntil: kept?.until.toISOString() ?? null, keptWords: KEPT_WORDS },
        };
      },
    }),
  ];
}
