import { describe, expect, it } from 'vitest';
import { growthInForce, stageInForce, type SetPlace } from '../../../src/matching/stage-in-force.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';
import { taxonomy } from './people.js';

const placeOf = (text: string, set: SetPlace) => {
  const reading = understandVacancy(`Occupational Therapist\n${text}\nYou carry out home visits.`, taxonomy);
  return [stageInForce(set, reading), growthInForce(set, reading)];
};

describe('a band that staff set', () => {
  it.each([
    ['as the text says: nothing set', 'Band 5/6', {}, ['occupational_therapist', 'senior_specialist']],
    ['a range', 'Band 6', { band: '5/6' }, ['occupational_therapist', 'senior_specialist']],
    ['a range where the text has none', 'Stroke', { band: '6/7' }, ['senior_specialist', 'advanced']],
    ['a plain band above a range', 'Band 5/6', { band: '6' }, ['senior_specialist', null]],
    ['a plain band within a range', 'Band 5/6', { band: '5' }, ['occupational_therapist', null]],
    ['not stated above a range', 'Band 5/6', { band: null }, ['occupational_therapist', null]],
    ['under a stage that is set too', 'Band 5', { band: '5/6', stage: 'advanced' }, ['advanced', null]],
    ['under a stage that is not stated', 'Band 5', { band: '5/6', stage: null }, [null, null]],
  ] as const)('%s', (_, text, set, expected) => {
    expect(placeOf(text, set)).toEqual(expected);
  });

  it('a grade in the place of a range of levels ends what it grows to', () => {
    const council = 'Example County Council\nLevel 1/2';
    expect(placeOf(council, {})[1]).toBe('senior_specialist');
    expect(placeOf(council, { grade: 'Level 1' })[1]).toBeNull();
    const set = { stage: 'occupational_therapist', grade: 'Level 1/2' } as const;
    expect(placeOf('Example County Council', set)[1]).toBe('senior_specialist');
  });
});
