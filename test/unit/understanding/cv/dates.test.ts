import { describe, expect, it } from 'vitest';
import { findDates } from '../../../../src/understanding/cv/dates.js';

const at = (year: number, month: number | null = null) => ({ year, month });
const spell = (text: string) => findDates(text).map(({ from, to }) => [from, to]);

describe('spells of time', () => {
  it.each([
    ['2008 – 2011', at(2008), at(2011)],
    ['June 2014 – September 2017', at(2014, 6), at(2017, 9)],
    ['Sept. 2016 until now', at(2016, 9), 'present'],
    ['03/2021 – present', at(2021, 3), 'present'],
    ['From 17.03.2025, till date', at(2025, 3), 'present'],
    ['3/21-current', at(2021, 3), 'present'],
    ['06.2014 – 02.2019.', at(2014, 6), at(2019, 2)],
    ['Start date: 11.02.2019 End date: current', at(2019, 2), 'present'],
    ['1.9.19 - 31.8.20', at(2019, 9), at(2020, 8)],
    ["Nov '22 to date", at(2022, 11), 'present'],
    ["Feb '17 – Dec '98", at(2017, 2), at(1998, 12)],
    ["'18 – '21", at(2018), at(2021)],
    ['Jan 18 – Mar 21', at(2018, 1), at(2021, 3)],
    ['Jan–Aug 2021', at(2021, 1), at(2021, 8)],
    ['2025–26', at(2025), at(2026)],
    ['2019-03 to 2020-11', at(2019, 3), at(2020, 11)],
    ['since 1 April 2020', at(2020, 4), 'present'],
    ['July 2026 onwards', at(2026, 7), 'present'],
    ['2018 –', at(2018), 'present'],
    ['2018 | present', at(2018), 'present'],
    ['2003-2015', at(2003), at(2015)],
    ['01/2017-03/2019', at(2017, 1), at(2019, 3)],
    ['May 2020-June 2021', at(2020, 5), at(2021, 6)],
    ['2019-03-01 to 2020-01-31', at(2019, 3), at(2020, 1)],
    ['2022- Clinical Lead OT', at(2022), 'present'],
    ['Mar 2019 Feb 2021 Occupational Therapist', at(2019, 3), at(2021, 2)],
    ['03/2021 Present Occupational Therapist', at(2021, 3), 'present'],
    ['From 05/2021:', at(2021, 5), null],
    ['Between January 2009 and the summer of 2015', at(2009, 1), at(2015, 7)],
    ['spring 2025', at(2025, 4), null],
    ['on 4 August 2025', at(2025, 8), null],
  ])('%s', (text, from, to) => {
    expect(spell(text)).toEqual([[from, to]]);
  });

  it('are not seen in other figures', () => {
    for (const text of [
      '30 – 35 people',
      'Band 5/6',
      '£24.55-26.65',
      '18 to 24 cases',
      'HCPC OT992019',
      '2:1',
      'Tel. 0161-2015 222',
      '£1,234-2015',
    ]) {
      expect(spell(text)).toEqual([]);
    }
  });
});
