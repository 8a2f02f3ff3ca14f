import type { z } from 'zod';
import { recordLook } from '../audit/append-look.js';
import { isCvOf } from '../candidates/duplicates/person-of.js';
import { showPeople } from '../candidates/people-shown.js';
import { requireNameScope } from '../candidates/reveal-names.js';
import type { Database } from '../database/client.js';
import type { CvStatus } from '../database/generated/enums.js';
import type { PageSpan } from '../documents/reading.js';
import type { Actor } from '../http/actor.js';
import { readAs } from '../http/as-actor.js';
import { Problem } from '../http/problem.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Profile } from '../understanding/profile.js';
import { historyQuestions } from './history-questions.js';
import { outcomeMessage } from './outcome-message.js';
import { presentUnderstood } from './present-understood.js';
import { presentQuality, type QualityRow, type ReadingFigures } from './reading-quality.js';
import type { cvView } from './schema.js';
import { showCv } from './show-cv.js';
import { openText, quotedText, STORED_TEXT, type StoredText } from './text/stored-text.js';

/** Without a text of its own, the columns of that are null. */
type StoredTextIfAny = StoredText | { readonly cv_id: null };

interface CvRow extends QualityRow {
  readonly candidate_id: string;
  readonly status: CvStatus;
  readonly outcome: string | null;
  readonly file_name: string;
  readonly format: string;
  readonly size_bytes: number;
  readonly received_at: Date;
  readonly scanned_at: Date | null;
  readonly read_at: Date | null;
  readonly ready_at: Date | null;
  readonly flags: string[];
  readonly quality_figures: ReadingFigures | null;
  readonly pages: readonly PageSpan[] | null;
  readonly profile: Profile | null;
}

/**
 * A CV with all that was understood of it: for the person themselves as they wrote it; for staff, whose look is recorded,
 * without who it is of unless they ask for that, which is recorded too.
 *
 * @throws Problem `not_found`, also for another person's CV; `scope_missing`, as showPeople does; `hourly_limit_reached`;
 *   `text_unavailable`.
 */
export async function viewCv(
  database: Database,
  taxonomy: Taxonomy,
  actor: Actor,
  id: string,
  named: boolean,
): Promise<z.input<typeof cvView>> {
  if (named) requireNameScope(actor);
  const query = {
    name: 'view-cv',
    text: `SELECT cv.candidate_id, cv.status, cv.outcome, cv.file_name, cv.format, cv.size_bytes, cv.received_at,
                  cv.scanned_at, cv.read_at, cv.ready_at, cv.flags, cv.quality, cv.quality_reasons, cv.confidence,
                  cv.quality_figures,
                  ${STORED_TEXT}, t.pages, p.profile
             FROM cv
             LEFT JOIN profile p ON p.cv_id = cv.id
             LEFT JOIN cv_text t ON t.cv_id = cv.id
            WHERE cv.id = $1 AND ($2::uuid IS NULL OR ${isCvOf('$2')})`,
    values: [id, actor.kind === 'candidate' ? actor.candidateId : null],
  };
  const { rows } = await readAs(database, actor, (sql) => sql.query<CvRow & StoredTextIfAny>(query));
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  const { profile, pages } = row;
  const words = row.cv_id === null ? null : openText(database.keys, row);
  if (actor.kind === 'staff') await recordLook(database, { actor, action: 'cv.viewed', subject: `cv:${id}` });
  const text = profile && words && quotedText(words);
  const view: z.input<typeof cvView> = {
    id,
    candidateId: row.candidate_id,
    status: row.status,
    outcome: row.outcome as z.input<typeof cvView>['outcome'],
    message: outcomeMessage(row.status, row.outcome, row.format),
    file: {
      name: row.file_name,
      format: row.format as z.input<typeof cvView>['file']['format'],
      bytes: row.size_bytes,
    },
    receivedAt: row.received_at.toISOString(),
    scannedAt: row.scanned_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    readyAt: row.ready_at?.toISOString() ?? null,
    quality: presentQuality(row),
    ...(actor.kind === 'staff'
      ? {
          readingFigures: row.quality_figures,
          flags: row.flags,
          hiddenText: words?.hiddenText.slice() ?? [],
          // For the compliance file, which is not theirs to see.
          ...(actor.role === 'agency_staff' ? {} : askedOf(profile, text)),
        }
      : {}),
    inUse: profile !== null,
    understood: profile && text !== null ? presentUnderstood(profile, text, pages ?? [], taxonomy) : null,
  };
  if (actor.kind !== 'staff') return view;
  return showCv(await showPeople(database, actor, [row.candidate_id], named), view);
}

function askedOf(
  profile: Profile | null,
  text: string | null,
): Pick<z.input<typeof cvView>, 'historyQuestions'> {
  if (profile === null || text === null) return {};
  return { historyQuestions: historyQuestions(profile, text).map((question) => ({ ...question })) };
}
