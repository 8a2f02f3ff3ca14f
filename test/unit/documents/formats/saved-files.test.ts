import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/documents/read-document.js';
import { SAVED_LINES, savedFile } from '../../../fixtures/documents/saved-files.js';

/** Without bullets. */
const bare = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^• /, ''))
    .filter((line) => line !== '');

describe('a CV saved by an office program', () => {
  it.each(['doc', 'odt', 'rtf'] as const)('is read whole and in order as %s', async (format) => {
    const reading = await readDocument(savedFile(`saved.${format}`));
    expect(reading).toMatchObject({ outcome: 'read', format, flags: [], quality: { grade: 'good' } });
    expect(bare(reading.text)).toEqual(SAVED_LINES);
  });

  it.each(['doc', 'odt', 'rtf'] as const)('keeps its list items as %s', async (format) => {
    const { text } = await readDocument(savedFile(`saved.${format}`));
    expect(text.match(/^• /gm)).toHaveLength(3);
  });

  it.each(['doc', 'odt', 'rtf'] as const)(
    'says that it is damaged when half of a %s is missing',
    async (format) => {
      const bytes = savedFile(`saved.${format}`);
      const { outcome } = await readDocument(bytes.subarray(0, bytes.length / 3));
      expect(['corrupt', 'unsupported', 'no_text']).toContain(outcome);
    },
  );

  it('is told what it hides as doc, which is not read', async () => {
    const { text, flags, hiddenText } = await readDocument(savedFile('hidden.doc'));
    expect(bare(text)).toEqual([...SAVED_LINES, 'Led rehabilitation and self-care groups', 'Ends here']);
    expect(flags).toEqual(['hidden_text']);
    expect([...hiddenText].sort()).toEqual([
      'Advanced practitioner in neurology',
      'Ayres sensory integration certified',
      'sensory integration groups',
    ]);
  });

  it('is told what its styles hide as doc, and keeps what is shown in spite of them', async () => {
    const { text, hiddenText } = await readDocument(savedFile('hidden-by-style.doc'));
    expect(text.split('\n').filter(Boolean)).toEqual([
      'Jane Sample',
      'Occupational therapist on an acute stroke ward',
      'Seen before and seen after',
      'Shown after all',
      'Ends here',
    ]);
    expect([...hiddenText].sort()).toEqual(['stuffing of a run', 'stuffing of a whole paragraph']);
  });

  it('keeps white words on a darker ground as doc', async () => {
    const { text, flags, hiddenText } = await readDocument(savedFile('white-on-blue.doc'));
    expect(bare(text)).toEqual([...SAVED_LINES, 'Hand therapy\tSplint clinic', 'Ends here', 'White on blue']);
    expect({ flags, hiddenText }).toEqual({ flags: [], hiddenText: [] });
  });
});
