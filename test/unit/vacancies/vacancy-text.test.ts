import { describe, expect, it } from 'vitest';
import { vacancyText } from '../../../src/vacancies/vacancy-text.js';

const title = 'Senior Occupational Therapist';
const employer = 'A Trust';

describe('the text of a vacancy', () => {
  it('begins with title and employer', () => {
    expect(vacancyText({ title, employer, description: 'Band 6.' })).toBe(`${title}\n${employer}\n\nBand 6.`);
  });

  it('repeats neither where the description begins with them', () => {
    const description = `SENIOR OCCUPATIONAL THERAPIST\na trust\n\nBand 6.`;
    expect(vacancyText({ title, employer, description })).toBe(description);
    expect(vacancyText({ title, employer, description: `${title}\nBand 6.` })).toBe(
      `${employer}\n\n${title}\nBand 6.`,
    );
  });

  it('is the description alone where there is nothing else', () => {
    expect(vacancyText({ title: '', employer: '', description: 'Band 6.' })).toBe('Band 6.');
  });
});
