import { maskText } from '../../candidates/mask-identity.js';
import { showPeople } from '../../candidates/people-shown.js';
import { hasPages } from '../../cvs/look-at-pages.js';
import { viewCvText } from '../../cvs/view-cv-text.js';
import type { PageViewer } from '../../documents/viewer/page-viewer.js';
import type { Actor } from '../../http/actor.js';
import { explainPair } from '../../matches/explain-pair.js';
import type { RankingIndexStore } from '../../matches/ranking-index-store.js';
import { mapEvidence, showEvidence, type Evidence } from '../../matches/show-evidence.js';
import type { Logger } from '../../observability/logger.js';
import type { Storage } from '../../storage/storage.js';
import { hideNames } from '../../submissions/hide-names.js';
import { viewCandidacy } from '../../submissions/view-candidacy.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import type { Fields } from '../address.js';
import { markQuote } from '../mark-text.js';
import type { Page } from '../page.js';
import type { PipelinePageDependencies } from '../pipeline/pipeline-dependencies.js';
import type { FormFault } from '../form-fault.js';
import { canUndo, reasonChoices } from '../pipeline/show-candidacy.js';
import { drawnPages } from './drawn-pages.js';
import { markText } from './marked-text.js';
import { findCandidacy } from './find-candidacy.js';
import { neighboursOf } from './neighbours.js';
import { filterQuery } from './ranked-list.js';
import { evidenceOf, groupsOf, tellingStart } from './review-evidence.js';
import { reviewLinks, type ReviewedPair } from './review-links.js';

export interface ReviewDependencies extends PipelinePageDependencies {
  readonly storage: Storage;
  readonly viewer: PageViewer;
  readonly people: RankingIndexStore;
  readonly logger: Logger;
}

export interface ReviewShownWith {
  readonly named: boolean;
  /** The pages of the document in place of its text. */
  readonly asPages: boolean;
  /** Of the list that the person is one of, as its address has them. */
  readonly filters: Readonly<Record<string, string>>;
  /** Id of the candidacy that was decided on just before, to be said and taken back. */
  readonly decided?: string | undefined;
  readonly done?: string | undefined;
  /** What was sent by a form that came back, and what is wrong with it. */
  readonly sent?: Fields;
  readonly faults?: readonly FormFault[];
  readonly status?: number;
}

/**
 * The page of one person for one vacancy: the score taken apart beside the CV, and the decision. The look is recorded.
 *
 * @throws Problem `not_found`
 */
export async function showReview(
  dependencies: ReviewDependencies,
  actor: Actor,
  params: ReviewedPair,
  {
    named,
    asPages: pagesWanted,
    filters,
    decided,
    done,
    sent = {},
    faults = [],
    status = 200,
  }: ReviewShownWith,
): Promise<Page> {
  const { database, taxonomy } = dependencies;
  const { id, candidateId } = params;
  const explained = await explainPair(database, taxonomy, actor, params);
  const [vacancy, cv, neighbours, people, candidacy, before] = await Promise.all([
    viewVacancy(database, taxonomy, id),
    viewCvText(database, taxonomy, candidateId),
    neighboursOf(dependencies, id, candidateId, filterQuery(filters)),
    showPeople(database, actor, [candidateId], named),
    findCandidacy(database, actor, params),
    decided === undefined ? null : viewCandidacy(database, decided),
  ]);
  const { text, moved } = named
    ? { text: cv.text, moved: asWritten }
    : maskText(cv.text, people.hideIn(candidateId));
  const marked = markText(
    text,
    [...evidenceOf(explained), ...cv.mentions].map((mention) => ({
      ...mention,
      start: moved(mention.start),
      end: moved(mention.end),
    })),
  );
  // A picture of a page shows the name: there is none while names are hidden.
  const asPages = named && hasPages(cv.format) && pagesWanted;
  const drawn = asPages ? await drawnPages(dependencies, cv, marked.marks) : null;
  // What was stated since stands nowhere in the text, and is in none of its marks.
  const placeOf = (evidence: Evidence): string | null => {
    const mark = marked.markAt(moved(tellingStart(evidence)));
    return mark !== null && (drawn?.hasMark(mark) ?? true) ? mark : null;
  };
  const explanation = mapEvidence(explained, (evidence) => ({
    ...showEvidence(people, candidateId, evidence),
    place: placeOf(evidence),
  }));
  const kept: Record<string, string> = {
    ...filters,
    ...(named ? { names: 'shown' } : {}),
    ...(asPages ? { view: 'pages' } : {}),
  };
  const name = people.nameOf(candidateId);
  const isOpen = vacancy.status === 'open';
  return {
    view: 'vacancies/review',
    title: `${name ?? explanation.candidate.reference}: ${vacancy.title}`,
    status,
    data: {
      vacancy,
      explanation,
      name,
      named,
      cvId: cv.cvId,
      stage: cv.stage,
      flags: cv.flags,
      hiddenText: cv.hiddenText.map((words) => people.words(candidateId, words)),
      pieces: marked.pieces,
      drawn,
      asPages,
      groups: groupsOf(explanation),
      mark: markQuote,
      candidacy: candidacy && hideNames(people, candidacy),
      canUndo: candidacy !== null && canUndo(candidacy),
      mayDecide: isOpen && (candidacy === null || candidacy.stage === 'matched'),
      reasons: { shortlisted: reasonChoices('shortlisted'), down: reasonChoices('rejected_by_agency') },
      next: neighbours.after,
      before: before && { ...before, canUndo: canUndo(before), to: before.moves.at(-1) },
      done,
      sent,
      faults,
      kept,
      links: reviewLinks(params, neighbours, kept, cv.format),
    },
  };
}

const asWritten = (offset: number): number => offset;
