import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import { projectRoot } from '../project-root.js';
import {
  formatBytes,
  formatClosing,
  formatDate,
  formatDays,
  formatMiles,
  formatMoment,
  formatPoints,
} from './format.js';
import { hasLabel, labelOf, stageInWords, wordsOf } from './words.js';

/** Fills in a view by its name. Every value is escaped, whatever it holds, unless the view itself says otherwise. */
export type RenderView = (view: string, data: Readonly<Record<string, unknown>>) => string;

/**
 * The views of the pages, with the components of NHS.UK frontend (their markup; the looks are our own).
 *
 * @param addressOf address of an asset by the name of its file.
 * @param privacyNoticeUrl where the agency's own privacy notice is; null: nowhere.
 */
export function createViews(
  addressOf: (file: string) => string,
  privacyNoticeUrl: string | null,
): RenderView {
  const components = join(
    dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json')),
    'dist',
  );
  const loader = new nunjucks.FileSystemLoader([join(projectRoot, 'src', 'web', 'views'), components]);
  const views = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  views.addGlobal('asset', addressOf);
  views.addGlobal('privacyNotice', privacyNoticeUrl);
  const filters = {
    bytes: formatBytes,
    closing: formatClosing,
    date: formatDate,
    days: formatDays,
    hasLabel,
    label: labelOf,
    miles: formatMiles,
    moment: formatMoment,
    points: formatPoints,
    stageWords: stageInWords,
    words: wordsOf,
  };
  for (const [name, filter] of Object.entries(filters))
    views.addFilter(name, filter as (value: unknown) => unknown);
  return (view, data) => views.render(`${view}.njk`, data);
}
