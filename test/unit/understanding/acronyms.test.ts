import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';

const taxonomy = loadTaxonomy();
const conceptsOf = (text: string) =>
  new Set(findConcepts(prepareText(text), taxonomy).map(({ conceptId }) => conceptId));
const quotesOf = (text: string, concept: string) =>
  findConcepts(prepareText(text), taxonomy)
    .filter(({ conceptId }) => conceptId === concept)
    .map(({ start, end }) => text.slice(start, end));

describe('an acronym that the text defines', () => {
  it('names further on what its words name', () => {
    const text = 'Band 6, Stroke Rehabilitation Unit (SRU).\nOn SRU I ran the SRUs of two sites.';
    expect(quotesOf(text, 'spec.stroke')).toEqual(['Stroke Rehabilitation', 'SRU', 'SRU', 'SRU']);
  });

  it('may stand before its words', () => {
    const text = 'FMG (fatigue management group)\nWrote the FMG handouts.';
    expect(quotesOf(text, 'duty.fatigue_energy')).toEqual(['FMG', 'fatigue management group', 'FMG']);
  });

  it('names nothing before it is defined, nor inside another word', () => {
    const text = 'SRU notes.\nThen the Stroke Rehabilitation Unit (SRU) and the SRUX.';
    expect(quotesOf(text, 'spec.stroke')).toEqual(['Stroke Rehabilitation', 'SRU']);
  });

  it('is not one of ours where the text says that it stands for something else', () => {
    expect(
      conceptsOf('Reported to the Directorate Finance Group (DFG) each month.\nDFG minutes.'),
    ).not.toContain('duty.major_adaptations_dfg');
    expect(conceptsOf('Disabled Facilities Grants (DFGs) came to me. DFG work took up Fridays.')).toContain(
      'duty.major_adaptations_dfg',
    );
  });

  it('stays ours where the text only writes it out', () => {
    expect(
      conceptsOf('a Special Educational Needs and Disabilities (SEND) school with many children'),
    ).toContain('spec.paediatrics');
    expect(
      conceptsOf('Registered with the Health and Care Professions Council (HCPC). HCPC number known.'),
    ).toContain('reg.hcpc');
  });

  it('is none where the words before the bracket do not spell it', () => {
    expect(quotesOf('I used the Barthel (MoCA) and later MoCA', 'assess.barthel')).toEqual(['Barthel']);
  });
});
