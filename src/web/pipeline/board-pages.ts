import { z } from 'zod';
import { revealNames } from '../../candidates/reveal-names.js';
import type { Database } from '../../database/client.js';
import { byId, CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import {
  NEXT,
  reasonsFor,
  STAGES,
  WAY,
  WAYS_OUT,
  type PipelineStage,
} from '../../submissions/pipeline-stages.js';
import { viewPipeline, type PipelineCard } from '../../submissions/view-pipeline.js';
import { loadVacancy } from '../../vacancies/find-vacancy.js';
import { address, anything, isNamed, namesIf, pick, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';

const CARDS_OF_A_STAGE = 25;
const ROWS = 50;
const wanted = z.object({
  view: z.enum(['board', 'table']).default('board'),
  stage: z.enum(STAGES).optional(),
  cursor: z.string().max(500).optional(),
});

/** Everybody on their way to one post: as a board, and as a table. */
export function boardPages(pages: PageMaker, { database }: { readonly database: Database }): Route[] {
  return [
    pages.define({
      path: '/vacancies/{id}/pipeline',
      summary: 'Who is considered for a vacancy, and how far they are',
      access: CONSULTANTS,
      params: byId,
      query: anything,
      async show({ actor, params: { id }, query }) {
        const { view, stage, cursor } = validate(wanted, pick(query, ['view', 'stage', 'cursor']));
        const vacancy = await loadVacancy(database, id);
        const isTable = view === 'table' || stage !== undefined;
        const perStage = isTable ? ROWS : CARDS_OF_A_STAGE;
        const pipeline = await viewPipeline(database, id, { perStage, stage, cursor });
        const names = namesIf(isNamed(query));
        const people = pipeline.cards.map(({ candidate }) => candidate.id);
        const revealed = names ? await revealNames(database, actor, people) : new Map<string, string>();
        const here = `/vacancies/${id}/pipeline`;
        const cards = pipeline.cards.map((card) => ({
          ...card,
          name: revealed.get(card.candidate.id) ?? null,
          step: stepOf(card),
        }));
        const columnOf = (one: PipelineStage) => ({
          stage: one,
          people: pipeline.counts[one],
          cards: cards.filter((card) => card.stage === one),
          all: address(here, { view: 'table', stage: one, names }),
        });
        return {
          view: isTable ? 'pipeline/table' : 'pipeline/board',
          title: `Pipeline: ${vacancy.title}`,
          data: {
            vacancy,
            cards,
            columns: WAY.map(columnOf),
            out: WAYS_OUT.map(columnOf),
            total: STAGES.reduce((sum, one) => sum + pipeline.counts[one], 0),
            isOver: WAYS_OUT.reduce((sum, one) => sum + pipeline.counts[one], 0),
            stage,
            named: names !== undefined,
            moved: cards.find((card) => card.id === valueOf(query, 'moved')),
            links: {
              list: address(`/vacancies/${id}`, { names }),
              board: address(here, { names }),
              table: address(here, { view: 'table', names }),
              names: address(here, { ...pick(query, ['view', 'stage']), names: names ? undefined : 'shown' }),
              next:
                pipeline.nextCursor &&
                address(here, { view: 'table', stage, cursor: pipeline.nextCursor, names }),
            },
          },
        };
      },
    }),
  ];
}

/** The next step that one button can do; null: it asks for more than a press. */
function stepOf({ stage, mayBeKept }: PipelineCard): PipelineStage | null {
  const [next] = NEXT[stage];
  const isPlain = next !== undefined && reasonsFor(next) === null;
  return isPlain && mayBeKept && next !== 'willingness_confirmed' && next !== 'submitted' && next !== 'placed'
    ? next
    : null;
}
