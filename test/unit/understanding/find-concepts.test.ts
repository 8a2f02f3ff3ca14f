import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';

const taxonomy = loadTaxonomy();
const conceptsOf = (text: string) =>
  new Set(findConcepts(prepareText(text), taxonomy).map(({ conceptId }) => conceptId));

describe('concepts of a text', () => {
  it('do not run from a heading into the line below it', () => {
    expect(conceptsOf('EMPLOYMENT\nSpecialist Occupational Therapist')).not.toContain(
      'duty.vocational_rehab',
    );
    expect(conceptsOf('Employment specialist in an IPS team')).toContain('duty.vocational_rehab');
  });

  it('take the title above for the context of an employer on a line of its own', () => {
    expect(conceptsOf('Team Manager, Occupational Therapy\nThamesgate Council')).toContain(
      'spec.adult_social_care',
    );
  });

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
    ['training to be a Best Interests Assessor', 'duty.capacity_assessment'],
    ['early intervention in psychosis', 'spec.adult_early_help'],
    ['MSc (pre-reg) OT, 2012', 'qual.masters_relevant'],
    ['Advance care planning on the ward', 'duty.treatment_planning'],
    ['Occupational therapist in the council team for disabled children', 'spec.adult_social_care'],
    ['I supervise one newly qualified OT', 'duty.preceptorship'],
    ['Burns Night supper with the team', 'spec.burns'],
    ['My supervisor is the Band 6', 'duty.supervise_junior'],
    ['PRACTICE PLACEMENTS', 'duty.student_supervision'],
    ['My practice educator on the ward', 'qual.practice_educator'],
  ])('are not read into words of another meaning: "%s"', (text, concept) => {
    expect(conceptsOf(text)).not.toContain(concept);
  });

  it('count an ambiguous form where its context stands', () => {
    expect(conceptsOf("screened with Addenbrooke's and the MoCA, a cognitive screen")).toContain(
      'assess.ace3',
    );
    expect(conceptsOf('DASH (the handwriting test) at school')).toContain('assess.paeds_motor');
    expect(conceptsOf('Band 5 bank shifts')).toContain('work.contract_bank');
    expect(conceptsOf('Adult team, Cotmere Borough Council')).toContain('spec.adult_social_care');
    expect(conceptsOf('First-year rotation for newly qualified staff')).toContain('duty.preceptorship');
    expect(conceptsOf('Practice educator since 2019')).toContain('qual.practice_educator');
    expect(conceptsOf('Early intervention with people not yet eligible')).toContain('spec.adult_early_help');
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
