import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';

const taxonomy = loadTaxonomy();

const HEADER =
  'Senior Occupational Therapist, Stroke\nWolds Community NHS Trust\nBand 6 | Permanent | Fellmere';

interface Part {
  readonly heading: string;
  readonly items: readonly string[];
}

const PARTS: readonly Part[] = [
  {
    heading: 'Main duties',
    items: [
      'Discharge planning with the wards',
      'Home visits with colleagues',
      'A rehabilitation programme for people after orthopaedic surgery',
    ],
  },
  {
    heading: 'Essential',
    items: ['HCPC registration', 'Experience of wheelchair assessment', 'Paediatric caseloads'],
  },
  { heading: 'Desirable', items: ['Splinting', 'Vocational rehabilitation', 'Behaviour that challenges'] },
];

const GLYPHS = ['-', '–', '•', '*', '●', '▪', '➢', '✓', '1.', 'a)'] as const;

/** British and American spelling of words in the advert above. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['programme', 'program'],
  ['orthopaedic', 'orthopedic'],
  ['Paediatric', 'Pediatric'],
  ['Behaviour', 'Behavior'],
];

/** What employers say of themselves, with words in it that would be criteria elsewhere. */
const BOILERPLATE = [
  'About us\nOur consultant therapists lead the region in sensory integration and research.',
  'Benefits\n- Training in hand therapy\n- A nursery and a cycle scheme',
  'What we offer\nWe offer preceptorship, leadership programmes and a course in seating.',
  'How to apply\nFor an informal chat contact Jo Fell, Team Lead for Housing Adaptations, on 01234 567890.',
  'Equality and diversity\nWe are committed to people with a learning disability and to every community.',
  'Why join us?\nWe have a burns unit, a spinal unit and a hydrotherapy pool.',
] as const;

const blockOf = ({ heading, items }: Part, glyph: string): string =>
  `${heading}\n${items.map((item) => `${glyph} ${item}`).join('\n')}`;
const advertOf = (blocks: readonly string[]): string => [HEADER, ...blocks].join('\n\n');

/** What an advert asks for, without where it says so. */
function asked(text: string): readonly string[] {
  return understandVacancy(text, taxonomy)
    .criteria.map(
      ({ conceptId, importance, suggestedWeight }) => `${conceptId} ${importance} ${suggestedWeight}`,
    )
    .sort();
}

const PLAIN = PARTS.map((part) => blockOf(part, '-'));
const ASKED = asked(advertOf(PLAIN));
const RUNS = { numRuns: 60 };

describe('what an advert asks for', () => {
  it('is a list worth comparing', () => {
    expect(ASKED.length).toBeGreaterThanOrEqual(8);
    for (const importance of ['must', 'wants', 'context']) {
      expect(ASKED.some((criterion) => criterion.includes(importance))).toBe(true);
    }
  });

  it('would grow by the boilerplate if that told of the post', () => {
    const telling = BOILERPLATE.filter((paragraph) => {
      const words = paragraph.slice(paragraph.indexOf('\n') + 1);
      return (
        asked(advertOf([...PLAIN, `Main duties\n- You will see to ${words.replace(/^\W+/, '')}`])).length >
        ASKED.length
      );
    });
    expect(telling.length).toBeGreaterThanOrEqual(3);
  });

  it('stays the same in any order of its parts and with any bullets', () => {
    const order = fc.shuffledSubarray([...PARTS], { minLength: PARTS.length });
    fc.assert(
      fc.property(order, fc.constantFrom(...GLYPHS), (parts, glyph) => {
        expect(asked(advertOf(parts.map((part) => blockOf(part, glyph))))).toEqual(ASKED);
      }),
      RUNS,
    );
  });

  it('stays the same in British and American spelling, and in capitals at headings', () => {
    fc.assert(
      fc.property(fc.subarray([...SPELLINGS]), fc.boolean(), (chosen, loud) => {
        const blocks = PARTS.map(({ heading, items }) =>
          blockOf({ heading: loud ? heading.toUpperCase() : heading, items }, '-'),
        );
        const text = chosen.reduce((all, [here, there]) => all.replaceAll(here, there), advertOf(blocks));
        expect(asked(text)).toEqual(ASKED);
      }),
      RUNS,
    );
  });

  it('gains nothing from what an employer says of itself, wherever that stands', () => {
    const inserted = fc.array(
      fc.tuple(fc.constantFrom(...BOILERPLATE), fc.integer({ min: 0, max: PARTS.length })),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(inserted, (paragraphs) => {
        const blocks = [...PLAIN];
        for (const [paragraph, place] of paragraphs) blocks.splice(place, 0, paragraph);
        expect(asked(advertOf(blocks))).toEqual(ASKED);
      }),
      RUNS,
    );
  });

  it('quotes the advert itself, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PLAIN, ...BOILERPLATE, HEADER, '|\t|', '(E) (D)'), { maxLength: 6 }),
        (blocks) => {
          const text = blocks.join('\n\n');
          const { criteria, setAside, requirements } = understandVacancy(text, taxonomy);
          const spans = [
            ...criteria.flatMap(({ span, sentence }) => [span, sentence]),
            ...setAside,
            ...requirements.map(({ span }) => span),
          ];
          for (const { start, end } of spans) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
          for (const { span, sentence } of criteria) {
            expect(sentence.start).toBeLessThanOrEqual(span.start);
            expect(sentence.end).toBeGreaterThanOrEqual(span.end);
          }
        },
      ),
      RUNS,
    );
  });
});
