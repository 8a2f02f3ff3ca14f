import type { Stage } from '../../../src/taxonomy/concept.js';
import type { VacancyReading } from '../../../src/understanding/criteria.js';
import { measureStages, type StageFigures, type StageOrNone } from '../measure-stages.js';
import { maskBandAndPay } from './mask-band-and-pay.js';
import { pastedText, type Advert } from './read-adverts.js';

export interface MissedAdvert {
  readonly id: string;
  readonly title: string;
  readonly truth: Stage;
  readonly read: StageOrNone;
}

export interface PartFigures extends StageFigures {
  readonly count: number;
}

/** What one run over real adverts measured; the shape that `--json` writes. Shares are 0–1. */
export interface AdvertFigures extends PartFigures {
  readonly masked: boolean;
  /** Adverts left out because their band is not known. */
  readonly withoutStage: number;
  /** Positions in the file counted from 0: rules are developed on the even ones, the odd ones tell how they carry. */
  readonly even: PartFigures;
  readonly odd: PartFigures;
  readonly missed: readonly MissedAdvert[];
}

/** Reads every advert whose stage is known and compares; `understand` is shown the text alone. */
export function measureAdverts(
  adverts: readonly Advert[],
  masked: boolean,
  understand: (text: string) => Pick<VacancyReading, 'stage'>,
): AdvertFigures {
  const rows = adverts.flatMap((advert, position) => {
    const { id, title, stage: truth } = advert;
    if (truth === null || truth === undefined) return [];
    const { stage } = understand(pastedText(advert, masked ? maskBandAndPay : null)).stage;
    return [{ id, title, truth, read: stage ?? ('none' as const), even: position % 2 === 0 }];
  });
  return {
    masked,
    withoutStage: adverts.length - rows.length,
    ...part(rows),
    even: part(rows.filter(({ even }) => even)),
    odd: part(rows.filter(({ even }) => !even)),
    missed: rows
      .filter(({ truth, read }) => truth !== read)
      .map(({ id, title, truth, read }) => ({ id, title, truth, read })),
  };
}

function part(rows: readonly { readonly truth: Stage; readonly read: StageOrNone }[]): PartFigures {
  return { count: rows.length, ...measureStages(rows) };
}
