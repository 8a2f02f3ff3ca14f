import { describe, expect, it } from 'vitest';
import { isDates } from '../../../src/documents/layout/dates.js';
import { isReadableAsDrawn } from '../../../src/documents/layout/drawn-order.js';
import { readingOrder } from '../../../src/documents/layout/reading-order.js';
import type { Run } from '../../../src/documents/layout/run.js';

const LETTER = 5;
const run = (text: string, left: number, y: number, size = 10): Run => ({
  text,
  left,
  right: left + LETTER * text.length,
  y,
  size,
});
/** Lines of one column, 14 points apart. */
const column = (left: number, top: number, ...texts: string[]): Run[] =>
  texts.map((text, index) => run(text, left, top - 14 * index));
const read = (runs: readonly Run[]) =>
  readingOrder(runs).map((line) => line.map(({ text }) => text).join(' | '));
const drawnWell = (runs: readonly Run[]) => isReadableAsDrawn(runs, 0, 842);

const BAR = ['Contact', 'Leeds LS1', 'Skills', 'Splinting', 'Hoists', 'Equipment'];
const STORY = [
  'Occupational Therapist, Harrow Vale Council',
  'I hold a caseload of thirty people at home and',
  'order what they need from the loan store every',
  'week, and see that it comes and that it works.',
  'I chair the panel for major adaptations in turn',
  'with my two colleagues of the locality team.',
];
const NAME = run('Morgan Ashby, an occupational therapist of long standing in Leeds', 40, 780, 16);

describe('the order of a page with two columns', () => {
  const left = column(40, 700, ...BAR);
  const right = column(200, 697, ...STORY);
  const across = left.flatMap((one, index) => [one, right[index] as Run]);

  it('is the one in which it was drawn, where that keeps the columns whole', () => {
    expect(drawnWell([NAME, ...left, ...right])).toBe(true);
    expect(drawnWell([NAME, ...right, ...left])).toBe(true);
  });

  it('is found from the places where it was drawn down the page through both columns', () => {
    expect(drawnWell([NAME, ...across])).toBe(false);
    expect(read([NAME, ...across])).toEqual([NAME.text, ...BAR, ...STORY]);
  });

  it('is the same in whatever order the lines were drawn', () => {
    const lines = [NAME, ...across];
    for (const turned of [[...lines].reverse(), [...lines].sort((a, b) => a.text.localeCompare(b.text))]) {
      expect(read(turned)).toEqual(read(lines));
    }
  });

  it('goes on below the columns with what runs across the page', () => {
    const below = run('References on request from the manager of the locality team in Harrow Vale', 40, 500);
    expect(read([...across, below]).at(-1)).toBe(below.text);
  });
});

describe('posts at the left with their text at the right', () => {
  const rows = ['Band 6, 2021 to now', 'Band 5, 2018 to 2021', 'Assistant, 2016'].map((post, index) => ({
    post: run(post, 40, 700 - 80 * index),
    story: column(200, 700 - 80 * index, ...STORY.slice(2 * index, 2 * index + 2)),
  }));
  const drawn = [...rows.map(({ post }) => post), ...rows.flatMap(({ story }) => story)];

  it('are read row by row, also where all posts were drawn first', () => {
    expect(drawnWell(drawn)).toBe(false);
    expect(read(drawn)).toEqual(
      rows.flatMap(({ post, story }) => [post.text, ...story.map(({ text }) => text)]),
    );
  });
});

describe('cards side by side, their lines on the same baselines', () => {
  const cards = [
    column(40, 700, 'Leadership', 'Advanced', 'Rotas', 'Supervision'),
    column(200, 700, 'Assessments', 'Advanced', 'MOHOST', 'AMPS calibrated'),
    column(360, 700, 'Law', 'Working', 'Mental Health Act', 'MAPPA'),
  ];

  it('are read one after the other where they were drawn so', () => {
    expect(read(cards.flat())).toEqual(cards.flat().map(({ text }) => text));
  });
});

describe('a table with a line to each cell', () => {
  it('is read across, as it was drawn', () => {
    const labels = column(40, 700, 'Name', 'Post', 'Employer', 'Registered');
    const values = column(200, 700, 'Morgan Ashby', 'Team lead', 'Harrow Vale Council', 'With the HCPC');
    const rows = labels.flatMap((label, index) => [label, values[index] as Run]);
    expect(read(rows)[1]).toBe('Post | Team lead');
  });
});

describe('dates at the margin', () => {
  const titles = ['Senior Occupational Therapist', 'Occupational Therapist', 'Therapy Assistant'];
  const posts = titles.map((title, index) => ({
    title: run(title, 40, 700 - 60 * index),
    dates: run(`20${18 - index} - 20${20 - index}`, 460, 700 - 60 * index),
    text: run(
      'What I did there, told in a line that goes across most of the page to its end',
      40,
      686 - 60 * index,
    ),
  }));

  it('stay on the line of the post, also where they were drawn apart from it', () => {
    const apart = [...posts.map(({ dates }) => dates), ...posts.flatMap(({ title, text }) => [title, text])];
    expect(drawnWell(apart)).toBe(false);
    expect(read(apart)).toEqual(
      posts.flatMap(({ title, dates, text }) => [`${title.text} | ${dates.text}`, text.text]),
    );
  });
});

describe('a page in layers', () => {
  it('is put together again: headings that were drawn before all else stand over their text', () => {
    const headings = [run('Work', 40, 700), run('Training', 40, 600)];
    const texts = [column(40, 680, ...STORY.slice(0, 3)), column(40, 580, ...STORY.slice(3))].flat();
    expect(drawnWell([...headings, ...texts])).toBe(false);
    expect(read([...headings, ...texts])).toEqual([
      'Work',
      ...STORY.slice(0, 3),
      'Training',
      ...STORY.slice(3),
    ]);
  });

  it('may have its footer drawn first', () => {
    expect(drawnWell([run('Page 1 of 2', 280, 20), NAME, ...column(40, 700, ...STORY)])).toBe(true);
  });
});

describe('dates', () => {
  it.each([
    'Mar 2021 – present',
    '03/21 to date',
    '2017-19',
    'Spring 2022',
    '2 yrs 8 mos',
    '2021-03-01 — 2022-02-28',
  ])('are told in %s', (text) => expect(isDates(text)).toBe(true));
  it.each(['Mental Capacity Act 2005', 'Band 6', 'present', 'Ward 12'])('are not seen in %s', (text) =>
    expect(isDates(text)).toBe(false),
  );
});
