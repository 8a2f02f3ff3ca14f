import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';

const taxonomy = loadTaxonomy();
const conceptsOf = (text: string) =>
  new Set(findConcepts(prepareText(text), taxonomy).map(({ conceptId }) => conceptId));

describe('concepts of a text', () => {
  it.each([
    ['I got people home from the wards', 'duty.discharge_planning'],
    ['ran the breakfast group with a nurse', 'duty.run_groups'],
    ['The cookery sessions were led by me', 'duty.run_groups'],
    ['stairlifts and wet rooms', 'duty.major_adaptations_dfg'],
    ['wrote recommendations for showers and lifts', 'duty.major_adaptations_dfg'],
    ['supervising two of the Band 5s', 'duty.supervise_junior'],
    ['had a student each spring', 'duty.student_supervision'],
    ['managed a small but tricky caseload', 'duty.caseload_manage'],
    ['the longest wait fell from 31 weeks to 12', 'duty.service_development'],
    ['fitting commodes and bath lifts', 'duty.equipment_demo_fit'],
    ['taught care staff to use hoists', 'duty.training_delivery'],
    ['rotated through medicine and surgery', 'duty.rotational_practice'],
    ['pediatric splinting', 'spec.paediatrics'],
  ])('are recognised in other words: "%s"', (text, concept) => {
    expect(conceptsOf(text)).toContain(concept);
  });

  it.each([
    ['a multi-disciplinary team', 'duty.recruit_staff'],
    ["a patient at Addenbrooke's Hospital", 'assess.ace3'],
    ['two summer camps and a stamp collection', 'assess.amps'],
    ['hands-on experience on the ward', 'spec.hands'],
    ['registered with the HCPC, Professions Council', 'spec.adult_social_care'],
    ['advanced Excel and MS Word for the team', 'spec.neuro'],
    ['weekends and bank holidays on the ward', 'work.contract_bank'],
    ['my GP surgery and the ward', 'spec.surgery'],
    ['DASH (the handwriting test) at school', 'assess.dash_ul'],
  ])('are not read into words of another meaning: "%s"', (text, concept) => {
    expect(conceptsOf(text)).not.toContain(concept);
  });

  it('count an ambiguous form where its context stands', () => {
    expect(conceptsOf("screened with Addenbrooke's and the MoCA, a cognitive screen")).toContain(
      'assess.ace3',
    );
    expect(conceptsOf('DASH (the handwriting test) at school')).toContain('assess.paeds_motor');
    expect(conceptsOf('Band 5 bank shifts')).toContain('work.contract_bank');
  });

  it('take the longest form of a concept where its forms overlap', () => {
    const prepared = prepareText('acute stroke unit');
    const quotes = findConcepts(prepared, taxonomy)
      .filter(({ conceptId }) => conceptId === 'spec.stroke')
      .map(({ start, end }) => prepared.text.slice(start, end));
    expect(quotes).toEqual(['acute stroke unit']);
  });

  it('come in order of place', () => {
    const places = findConcepts(
      prepareText('Stroke, splints, DFGs and home visits on the ward'),
      taxonomy,
    ).map(({ start }) => start);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});
