import { ENGLAND, type Bands } from './pay-of-england.js';

/**
 * Agenda for Change pay of Scotland. 2023/24 and 2024/25 as the Scottish Government gave them with the award of 24
 * September 2024 (https://www.gov.scot/news/nhs-pay-rise-agreed/); the awards for 2025/26 and 2026/27, 4.25 % and 3.75 %,
 * from https://www.gov.scot/news/nhs-pay-deal-agreed/. Band 5 of 2026/27 agrees with the published £34,494 to £42,978 to
 * the pound.
 */
const SCOTLAND_2024: Bands = {
  '2': [24_647, 26_763],
  '3': [26_869, 28_998],
  '4': [29_116, 31_670],
  '5': [31_892, 39_735],
  '6': [39_912, 48_635],
  '7': [48_788, 56_747],
  '8a': [60_126, 64_906],
  '8b': [70_986, 75_937],
  '8c': [83_837, 89_866],
};
const SCOTLAND: Readonly<Record<number, Bands>> = {
  2023: {
    '2': [23_362, 25_368],
    '3': [25_468, 27_486],
    '4': [27_598, 30_019],
    '5': [30_229, 37_664],
    '6': [37_831, 46_100],
    '7': [46_244, 53_789],
    '8a': [56_992, 61_522],
    '8b': [67_285, 71_978],
    '8c': [79_466, 85_181],
  },
  2024: SCOTLAND_2024,
  2025: raised(SCOTLAND_2024, 1.0425),
  2026: raised(SCOTLAND_2024, 1.0425 * 1.0375),
};

/**
 * Wales pays England's scales and, since 2022/23, 1.5 % on top that were made part of them; every award since was the same
 * in both. Source: https://www.csp.org.uk/workplace/pay-conditions/nhs-pay/nhs-pay-wales and
 * https://www.gov.wales/written-statement-responding-39th-nhs-pay-review-body. Bands 2 and 3 follow the living wage there
 * and are left out.
 */
const WALES: Readonly<Record<number, Bands>> = Object.fromEntries(
  [2022, 2023, 2024, 2025, 2026].map((year) => {
    const bands = Object.entries(ENGLAND[year] ?? {}).filter(([band]) => band !== '2' && band !== '3');
    return [year, raised(Object.fromEntries(bands), 1.015)];
  }),
);

function raised(bands: Bands, factor: number): Bands {
  return Object.fromEntries(
    Object.entries(bands).map(([band, [low, high]]) => [
      band,
      [Math.round(low * factor), Math.round(high * factor)] as const,
    ]),
  );
}

/** High-cost-area supplements on top of England's scale: none, fringe, outer and inner London. NHS terms, annex 9. */
const SUPPLEMENTS = [1, 1.05, 1.15, 1.2] as const;

export interface PayScale {
  /** In which the pay year begins. */
  readonly year: number;
  readonly bands: Bands;
  readonly supplements: readonly number[];
  /** What a yearly sum is divided by for an hourly rate. */
  readonly hoursPerYear: number;
}

/** A week of 37.5 hours and 365/7 weeks a year. NHS terms, section 14. */
const WEEK = 37.5;
/**
 * Scotland's week since April 2024 and since April 2026. Source:
 * https://www.gov.scot/publications/reduction-working-week-agenda-change-staff-nhs-scotland-fairer-scotland-duty-assessment/
 */
const SCOTTISH_WEEKS: Readonly<Record<number, number>> = { 2024: 37, 2025: 37, 2026: 36 };

/** What Agenda for Change paid, per nation and year. */
export const PAY_SCALES: readonly PayScale[] = [
  ...scalesOf(ENGLAND, SUPPLEMENTS, {}),
  ...scalesOf(SCOTLAND, [1], SCOTTISH_WEEKS),
  ...scalesOf(WALES, [1], {}),
];

function scalesOf(
  nation: Readonly<Record<number, Bands>>,
  supplements: readonly number[],
  weeks: Readonly<Record<number, number>>,
): PayScale[] {
  return Object.entries(nation).map(([year, bands]) => ({
    year: Number(year),
    bands,
    supplements,
    hoursPerYear: ((weeks[Number(year)] ?? WEEK) * 365) / 7,
  }));
}
