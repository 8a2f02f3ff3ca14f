import type { PresentProblem } from '../http/answer-problem.js';
import type { Afterwards } from '../http/afterwards.js';
import type { Route } from '../http/route.js';
import { loadAssets } from './assets.js';
import { choicePages } from './candidate/choice-pages.js';
import { erasurePages } from './candidate/erasure-pages.js';
import { linkAgainPages } from './candidate/link-again-pages.js';
import type { StatusPageDependencies } from './candidate/show-status.js';
import { statusPages } from './candidate/status-pages.js';
import { uploadPages, type UploadPageDependencies } from './candidate/upload-pages.js';
import { homePages } from './home-pages.js';
import { contactPages } from './contact-pages.js';
import { linkPages } from './link-pages.js';
import { createPageMaker } from './page.js';
import { accountPages } from './staff/account-pages.js';
import { secondFactorPages } from './staff/second-factor-pages.js';
import { passwordPages } from './staff/password-pages.js';
import { signInPages } from './staff/sign-in-pages.js';
import { compliancePages, type CompliancePageDependencies } from './compliance/file-pages.js';
import type { Accounts } from '../staff/accounts.js';
import { createProblemPresenter } from './present-problem.js';
import { auditPages } from './admin/audit-pages.js';
import { deadLetterPages } from './admin/dead-letter-pages.js';
import { decisionPages } from './admin/decision-pages.js';
import { erasureByAdminPages } from './admin/erasure-pages.js';
import { keyPages, type KeyPageDependencies } from './admin/key-pages.js';
import { offeredFormPages } from './admin/offered-form-pages.js';
import { retentionPages } from './admin/retention-pages.js';
import { staffPages } from './admin/staff-pages.js';
import { taxonomyPages } from './admin/taxonomy-pages.js';
import { adminPages, type AdminDependencies } from './admin-pages.js';
import { bulkPages } from './cvs/bulk-pages.js';
import { reviewQueuePages } from './cvs/review-queue-pages.js';
import { duplicatesPages } from './duplicates-pages.js';
import { fairnessPages } from './fairness-pages.js';
import { countWaiting } from './count-waiting.js';
import { messagePages, type MessagePageDependencies } from './message-pages.js';
import { requestPages } from './request-pages.js';
import { personPages } from './person-pages.js';
import { boardPages } from './pipeline/board-pages.js';
import { candidacyPages } from './pipeline/candidacy-pages.js';
import { overviewPages } from './pipeline/overview-pages.js';
import { submissionPages } from './pipeline/submission-pages.js';
import type { AdvertFormDependencies } from './vacancies/advert-form.js';
import { aboutVacancyPages } from './vacancies/about-vacancy-pages.js';
import { comparePages } from './vacancies/compare-pages.js';
import { editVacancyPages } from './vacancies/edit-vacancy-pages.js';
import { exportPages } from './vacancies/export-pages.js';
import { importPages } from './vacancies/import-pages.js';
import { movesPages } from './vacancies/moves-pages.js';
import { newVacancyPages } from './vacancies/new-vacancy-pages.js';
import { weightsPages } from './vacancies/weights-pages.js';
import { rankedListPages } from './vacancies/ranked-list-pages.js';
import { offerWordsPages } from './vacancies/offer-words-pages.js';
import { reviewPages } from './vacancies/review-pages.js';
import type { ReviewDependencies } from './vacancies/show-review.js';
import { savedSearchPages } from './vacancies/saved-search-pages.js';
import { vacanciesPages } from './vacancies/vacancies-pages.js';
import { similarPages } from './similar-pages.js';
import { createViews } from './views.js';
import type { PrivacyDependencies } from '../privacy/erase-at-once.js';
import type { JobDependencies } from '../jobs/dead-letters.js';
import type { ListDependencies } from '../matches/list-vacancy-matches.js';

export interface WebDependencies
  extends
    UploadPageDependencies,
    StatusPageDependencies,
    MessagePageDependencies,
    ListDependencies,
    AdminDependencies,
    KeyPageDependencies,
    JobDependencies,
    ReviewDependencies,
    AdvertFormDependencies,
    PrivacyDependencies {
  readonly linkSecret: string;
  readonly afterwards: Afterwards;
  readonly accounts: Accounts;
  readonly compliance: CompliancePageDependencies;
  /** What people know the OpenID provider as; null: there is none. */
  readonly oidcLabel: string | null;
}

export interface Web {
  readonly routes: Route[];
  readonly presentProblem: PresentProblem;
}

/** All pages, and how problems look on them. */
export function createWeb(dependencies: WebDependencies): Web {
  const assets = loadAssets();
  const { database } = dependencies;
  const pages = createPageMaker(
    createViews((file) => assets.addressOf(file), dependencies.links.privacyNoticeUrl),
    () => countWaiting(dependencies),
  );
  return {
    routes: [
      assets.route,
      ...homePages(pages),
      ...uploadPages(pages, dependencies),
      // Before the pages of one CV, whose address would take their names for an id.
      ...reviewQueuePages(pages, database),
      ...linkAgainPages(pages, dependencies),
      ...statusPages(pages, dependencies),
      ...choicePages(pages, dependencies),
      ...erasurePages(pages, dependencies),
      ...signInPages(pages, dependencies.accounts, dependencies.oidcLabel),
      ...passwordPages(pages, dependencies.accounts),
      ...accountPages(pages, dependencies.accounts),
      ...secondFactorPages(pages, dependencies.accounts),
      ...vacanciesPages(pages, dependencies),
      ...newVacancyPages(pages, dependencies),
      ...aboutVacancyPages(pages, dependencies),
      ...movesPages(pages, dependencies),
      ...editVacancyPages(pages, dependencies),
      ...importPages(pages, dependencies),
      ...rankedListPages(pages, dependencies),
      ...reviewPages(pages, dependencies),
      ...offerWordsPages(pages, dependencies),
      ...boardPages(pages, dependencies),
      ...candidacyPages(pages, dependencies),
      ...submissionPages(pages, dependencies),
      ...overviewPages(pages, dependencies),
      ...weightsPages(pages, dependencies),
      ...comparePages(pages, dependencies),
      ...exportPages(pages, dependencies),
      ...savedSearchPages(pages, dependencies.database, dependencies.taxonomy),
      ...bulkPages(pages, dependencies),
      ...personPages(pages, dependencies),
      ...similarPages(pages, dependencies),
      ...requestPages(pages, database),
      ...messagePages(pages, dependencies),
      ...linkPages(pages, dependencies),
      ...contactPages(pages, database),
      ...compliancePages(pages, dependencies.compliance),
      ...duplicatesPages(pages, dependencies),
      ...adminPages(pages, dependencies),
      ...keyPages(pages, dependencies),
      ...deadLetterPages(pages, dependencies),
      ...fairnessPages(pages, dependencies),
      ...staffPages(pages, dependencies.accounts),
      ...auditPages(pages, dependencies.database),
      ...retentionPages(pages, dependencies.database),
      ...erasureByAdminPages(pages, dependencies),
      ...decisionPages(pages, dependencies.database),
      ...taxonomyPages(pages, dependencies),
      ...offeredFormPages(pages, dependencies),
    ],
    presentProblem: createProblemPresenter(pages),
  };
}
