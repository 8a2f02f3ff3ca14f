import { describe, expect, it } from 'vitest';
import { isAboutHealth } from '../../../src/compliance/change-employer-checks.js';
import { titleOf } from '../../../src/compliance/check-kinds.js';

describe('the name of a check that an employer asks for', () => {
  it.each([
    'Occupational health form',
    'Fit for work letter',
    'TB screening',
    'Hep B titre',
    'MMR',
    'Drug test',
    'Drug and alcohol screening',
    'Health and safety training and a health questionnaire',
  ])('“%s” is about health', (name) => {
    expect(isAboutHealth(name)).toBe(true);
  });

  it.each([
    'Health and safety training',
    'Health & Safety',
    'Mental Health Act training',
    'Mental health first aid',
    'First aid at work',
    'Medical indemnity insurance',
    'Fitness to practise declaration',
    'Driving licence',
  ])('“%s” is not', (name) => {
    expect(isAboutHealth(name)).toBe(false);
  });
});

describe('the title of a DBS certificate', () => {
  it('says whom it is for work with, so that two that stand beside each other are told apart', () => {
    const title = (facts: object) => titleOf({ kind: 'dbs', item: null, facts: { ...facts } });
    expect(title({ workforce: 'child' })).toBe('DBS certificate (work with children)');
    expect(title({ workforce: 'adult' })).toBe('DBS certificate (work with adults)');
    expect(title({})).toBe('DBS certificate');
  });
});
