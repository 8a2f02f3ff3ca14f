import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { MENTIONS_PER_PLACE } from '../../../src/understanding/cv/mentions.js';
import type { Profile, Span } from '../../../src/understanding/profile.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';

const taxonomy = loadTaxonomy();

const CV = `Ines Farrow
Derby DE22 | HCPC OT990871

PROFILE
Band 6 OT in stroke, keen to move into hand therapy.

EMPLOYMENT

Specialist Occupational Therapist, Band 6
Derwent Community NHS Trust
March 2021 – present
• Caseload of fourteen: functional assessment, goal setting, splinting
• I supervise a Band 5 and two assistants; the team lead line-manages them
• Ran the fatigue group with a psychologist

Occupational Therapist (Level 1), Derwent County Council
Sept 2018 – Feb 2021
• Stairlifts, wet rooms and DFG recommendations

EDUCATION
BSc (Hons) Occupational Therapy, 2018
`;

function spansOf(profile: Profile): Span[] {
  return [
    ...profile.sections.flatMap(({ span, heading }) => [span, ...(heading === null ? [] : [heading])]),
    ...profile.roles.flatMap(({ span, title, employer }) => [span, title, employer]),
    ...profile.mentions.flatMap(({ span, sentence }) => [span, sentence]),
    ...profile.statements.map(({ span }) => span),
    ...profile.stage.reasons.map(({ evidence }) => evidence),
    profile.registration.evidence,
    profile.profession.evidence,
  ].filter((span): span is Span => span !== null);
}

const conceptsOf = ({ mentions }: Profile) =>
  mentions.map(({ conceptId, assertion }) => `${conceptId} ${assertion}`).sort();

describe('a profile', () => {
  it('is the same for the same text, to the byte', () => {
    expect(JSON.stringify(understandCv(CV, taxonomy))).toBe(JSON.stringify(understandCv(CV, taxonomy)));
  });

  it('points at its words, and the sentence of a mention holds the mention', () => {
    const profile = understandCv(CV, taxonomy);
    const group = profile.mentions.find(({ conceptId }) => conceptId === 'duty.run_groups');
    expect(group && CV.slice(group.span.start, group.span.end)).toBe('Ran the fatigue group');
    for (const { span, sentence } of profile.mentions) {
      expect(span.start).toBeGreaterThanOrEqual(sentence.start);
      expect(span.start).toBeLessThan(sentence.end);
    }
  });

  it('has spans inside any text at all', () => {
    const words = fc.constantFrom(
      ...[
        'Band 6',
        'OT',
        'I supervise',
        'stroke',
        '2019 –',
        'present',
        'HCPC OT12345',
        'not',
        'EMPLOYMENT',
        '\n',
        '\n\n',
      ],
      ...[
        '– ',
        '; ',
        'é',
        '\u0301',
        '\ud83d',
        'Placements',
        '1. ',
        'want',
        'my mother',
        '.',
        'Trust',
        'https://',
        '\t',
        '\u200b',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 80 }), (parts) => {
        const text = parts.join(' ');
        for (const { start, end } of spansOf(understandCv(text, taxonomy))) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not mind bullet glyphs, line ends, typographic signs or American spelling', () => {
    const plain = conceptsOf(understandCv(CV, taxonomy));
    for (const variant of [
      CV.replaceAll('•', '-'),
      CV.replaceAll('•', '▪'),
      CV.replaceAll('\n', '\r\n'),
      CV.replaceAll('–', '-'),
      CV.replaceAll(' fatigue', '\u00a0fati\u00adgue'),
    ]) {
      expect(conceptsOf(understandCv(variant, taxonomy))).toEqual(plain);
    }
    const british = understandCv(
      'Jo\n\nEMPLOYMENT\n\nOT, Band 5, NHS Trust, 2019 – present\n- Paediatric orthopaedics programme organised',
      taxonomy,
    );
    const american = understandCv(
      'Jo\n\nEMPLOYMENT\n\nOT, Band 5, NHS Trust, 2019 – present\n- Pediatric orthopedics program organized',
      taxonomy,
    );
    expect(conceptsOf(american)).toEqual(conceptsOf(british));
  });

  it('does not lose what it knew when evidence is added', () => {
    const more = CV.replace('• Ran the fatigue group', '• Wheelchair assessment\n• Ran the fatigue group');
    const known = conceptsOf(understandCv(more, taxonomy));
    for (const concept of conceptsOf(understandCv(CV, taxonomy))) expect(known).toContain(concept);
    expect(known).toContain('duty.wheelchair_assess has');
  });

  it('reads an empty text as knowing nothing', () => {
    const profile = understandCv('', taxonomy);
    expect(profile).toMatchObject({ roles: [], mentions: [], statements: [], sectors: [] });
    expect(profile.registration.state).toBe('none');
    expect(profile.profession.name).toBe('unknown');
    expect(profile.stage.stage).toBeNull();
  });
});

describe('hostile text', () => {
  const MEGABYTE = 1_000_000;
  const PART = 200_000;
  const fill = (unit: string, size = PART) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

  it.each([
    ['a megabyte without spaces', fill('abcdefghij', MEGABYTE)],
    ['much of capitals without spaces', fill('ABCDEFGHIJ')],
    ['a megabyte of one keyword', fill('stroke ', MEGABYTE)],
    ['much of one ambiguous keyword', fill('bank ')],
    ['much of one pattern', fill('ran a group. ')],
    ['a megabyte of combining marks', fill('e\u0301\u0302\u0303', MEGABYTE)],
    ['much of line breaks', fill('\n')],
    ['much of dates', fill('2001–2002 ')],
    ['much of posts', fill('2001–2002 OT, Aire NHS Trust\n')],
    ['much of placements', `PLACEMENTS\n${fill('- ward, 8 weeks\n')}`],
    ['much of headings', fill('SKILLS\n')],
    ['much of denials', fill('not never no ')],
    ['much of brackets', fill('((()))')],
    ['much of brackets that never close', fill('(')],
    ['much of colons', fill(':')],
    ['much of what may begin a label', fill('the main ')],
    ['much of labels', fill('Employer: X Job title: Y ')],
  ])('%s ends in a profile of bounded size', { timeout: 60_000 }, (_name, text) => {
    const profile = understandCv(text, taxonomy);
    const counts = new Map<string, number>();
    for (const { conceptId, assertion, role, section } of profile.mentions) {
      const place = [conceptId, assertion, role ?? section].join(' ');
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(MENTIONS_PER_PLACE);
    expect(profile.roles.length).toBeLessThanOrEqual(200);
  });
});
