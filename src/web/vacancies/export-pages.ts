import { stringify } from 'csv-stringify/sync';
import writeExcelFile from 'write-excel-file/node';
import { recordLook } from '../../audit/append-look.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { MAX_LIMIT } from '../../http/cursor.js';
import { criterionPoints, type CriterionPoints } from '../../matches/criterion-points.js';
import type { ListDependencies } from '../../matches/list-vacancy-matches.js';
import { vacancyMatchesQuery } from '../../matches/match-filter.js';
import { CATEGORIES } from '../../matching/requirement.js';
import { viewVacancy } from '../../vacancies/find-vacancy.js';
import { anything, isNamed } from '../address.js';
import type { PageMaker } from '../page.js';
import { labelOf } from '../words.js';
import { filtersIn, rankedRows, type RankedRow } from './ranked-list.js';

type Cell = string | number | null;

/** The first hundred of a list, as it is filtered on the page, for a spreadsheet. */
export function exportPages(pages: PageMaker, dependencies: ListDependencies): Route[] {
  const { database, taxonomy } = dependencies;
  const spreadsheet = (
    ending: 'csv' | 'xlsx',
    type: string,
    write: (rows: Cell[][]) => Promise<Buffer>,
  ): Route =>
    pages.define({
      path: `/vacancies/{id}/people.${ending}`,
      summary: `The first ${MAX_LIMIT} of the list as ${ending.toUpperCase()}`,
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ actor, params: { id }, query, response }) {
        const filters = validate(vacancyMatchesQuery, { ...filtersIn(query), limit: String(MAX_LIMIT) });
        const named = isNamed(query);
        const { criteria } = await viewVacancy(database, taxonomy, id);
        const { items } = await rankedRows(dependencies, actor, id, filters, named);
        const people = items.map(({ candidate }) => candidate.id);
        const points = await criterionPoints(database, taxonomy, id, people);
        const body = await write([
          headOf(named, criteria),
          ...items.map((item) => rowOf(item, named, criteria, points.get(item.candidate.id))),
        ]);
        // Once there is something to give out: what fails is no export.
        await recordLook(database, {
          actor,
          action: 'list.exported',
          subject: `vacancy:${id}`,
          facts: { people: people.length, named },
        });
        response.status(200).attachment(`people-${id}.${ending}`).set('content-type', type).send(body);
        return null;
      },
    });
  return [
    // What begins like a formula is made a text (OWASP, CSV injection); the mark tells Excel that it is UTF-8.
    spreadsheet('csv', 'text/csv; charset=utf-8', (rows) =>
      Promise.resolve(
        Buffer.from(stringify(rows, { bom: true, escape_formulas: true, record_delimiter: 'windows' })),
      ),
    ),
    // Texts are stored as texts, so nothing in them is worked out.
    spreadsheet('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', (rows) =>
      writeExcelFile(rows, { sheet: 'People', stickyRowsCount: 1 }).toBuffer(),
    ),
  ];
}

const EVIDENCE = 3;

interface Criterion {
  readonly conceptId: string;
  readonly label: string;
}

function headOf(named: boolean, criteria: readonly Criterion[]): string[] {
  return [
    'Place',
    'Reference',
    ...(named ? ['Name'] : []),
    'Score',
    'Reading',
    'Fit',
    'Their wishes',
    ...CATEGORIES.map((category) => labelOf(category, 'category')),
    ...criteria.map(({ label }) => `Criterion: ${label}`),
    'Career stage',
    'HCPC',
    'Conditions',
    'Distance in miles',
    'CV of',
    'May be put forward',
    'Questions to ask',
    ...Array.from({ length: EVIDENCE }, (_, n) => [
      `Evidence ${n + 1}: criterion`,
      `Evidence ${n + 1}: words`,
    ]).flat(),
  ];
}

function rowOf(
  item: RankedRow,
  named: boolean,
  criteria: readonly Criterion[],
  byCriterion: CriterionPoints = new Map(),
): Cell[] {
  const { facts, categories, evidence, gates } = item;
  const points = (hundredths: number): number => hundredths / 100;
  return [
    item.rank,
    item.candidate.reference,
    ...(named ? [item.name] : []),
    points(item.score),
    readingOf(item),
    points(item.fit),
    points(item.reverseFit),
    ...CATEGORIES.map((name) => {
      const part = categories.find(({ category, appliedWeight }) => category === name && appliedWeight > 0);
      return part ? points(part.score) : null;
    }),
    // Blank: not evidenced.
    ...criteria.map(({ conceptId }) => {
      const found = byCriterion.get(conceptId);
      return found === undefined ? null : points(found);
    }),
    labelOf(facts.stage, 'stage'),
    labelOf(facts.registration, 'registration'),
    gates.map(({ gate, state }) => `${labelOf(gate, 'gate')}: ${labelOf(state, 'gateState')}`).join('; '),
    facts.distance?.miles ?? null,
    (facts.cvReceivedAt ?? '').slice(0, 10),
    facts.mayRepresent === true ? 'yes' : 'ask first',
    item.openQuestions,
    ...Array.from({ length: EVIDENCE }, (_, n) => [
      evidence[n]?.criterion ?? null,
      wordsOf(evidence[n]?.quote),
    ]).flat(),
  ];
}

function readingOf({ reading }: RankedRow): string | null {
  if (reading === null) return null;
  return [labelOf(reading.grade, 'reading'), ...reading.reasons.map(({ words }) => words)].join(' ');
}

function wordsOf(quote: RankedRow['evidence'][number]['quote'] | undefined): string | null {
  if (!quote) return null;
  return quote.text.replace(/\s+/g, ' ') + (quote.statedSince ? ' (stated since)' : '');
}
