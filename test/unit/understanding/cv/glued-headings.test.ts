import { describe, expect, it } from 'vitest';
import { readHeading } from '../../../../src/understanding/cv/section-headings.js';
import { read } from './read-cv.js';

describe('a heading whose blanks were lost', () => {
  it.each([
    ['WORKEXPERIENCE', 'experience'],
    ['EmploymentHistory', 'experience'],
    ['PROFESSIONALSUMMARY', 'summary'],
    ['PERSONALSTATEMENT:', 'summary'],
    ['EDUCATIONANDTRAINING', 'education'],
    ['KEYSKILLS', 'skills'],
    ['PROFESSIONALREGISTRATION', 'registration'],
    ['CONTACTDETAILS', 'contact'],
  ])('opens its part of the CV: %s', (line, kind) => {
    expect(readHeading(line)?.rule.kind).toBe(kind);
  });

  it.each(['Networking', 'Otherwise', 'Keyworking'])('is no other long word: %s', (line) => {
    expect(readHeading(line)).toBeNull();
  });

  it('parts what was done from what is listed', () => {
    const cv = `Rowan Telfer
Derby

WORKEXPERIENCE
Occupational Therapist, Band 5, Fellmere Hospitals NHS Trust, June 2022 – present
- Fabricated resting splints

KEYSKILLS
- Wheelchair assessment`;
    const sectionOf = (words: string) =>
      read(cv).mentions.find(({ span }) => cv.slice(span.start, span.end).includes(words))?.section;
    expect(sectionOf('splints')).toBe('experience');
    expect(sectionOf('Wheelchair')).toBe('skills');
  });
});
