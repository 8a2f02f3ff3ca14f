import { describe, expect, it } from 'vitest';
import { assertionsOf, cvWith, read } from './read-cv.js';

const said = (sentence: string, concept: string) => assertionsOf(read(cvWith(sentence)), concept);

describe('what a sentence says of a duty', () => {
  it.each([
    ['I fabricate resting splints.', 'duty.splinting', 'has'],
    ['Keen to develop splinting skills.', 'duty.splinting', 'wants'],
    ['I would like to learn splinting.', 'duty.splinting', 'wants'],
    ["I'd welcome more splinting.", 'duty.splinting', 'wants'],
    ['Hoping to move into hand therapy.', 'spec.hands', 'wants'],
    ['No experience of splinting.', 'duty.splinting', 'negated'],
    ['I have not done any splinting.', 'duty.splinting', 'negated'],
    ["I don't do splinting.", 'duty.splinting', 'negated'],
    ['Never worked in forensic services.', 'spec.forensic', 'negated'],
    ['Without an AMHP qualification.', 'qual.amhp', 'negated'],
    ['BIA: not trained.', 'qual.bia', 'negated'],
    ['Best Interests Assessor 2011, lapsed 2016.', 'qual.bia', 'negated'],
    ['No stroke, no neuro.', 'spec.stroke', 'negated'],
    ['Shadowed the hand therapist for splinting.', 'duty.splinting', 'observed'],
    ['I watched a stairlift assessment.', 'duty.major_adaptations_dfg', 'observed'],
    ['Functional electrical stimulation – observed only.', 'duty.upper_limb_rehab', 'observed'],
    ['Splinting is completed by the physiotherapist.', 'duty.splinting', 'other_person'],
    ['The OT scores the MOHOST.', 'assess.mohost', 'other_person'],
    ['My educator held the caseload.', 'duty.caseload_manage', 'other_person'],
    ['The budget manager, Mrs Ogle, held the staffing budget.', 'duty.budget', 'other_person'],
    ['The line management sits with the coordinator.', 'duty.team_lead', 'other_person'],
    ['My cousin is an OT and does splinting.', 'duty.splinting', 'other_person'],
  ])('"%s"', (sentence, concept, assertion) => {
    expect(said(sentence, concept)).toContain(assertion);
    expect(new Set(said(sentence, concept)).size).toBe(1);
  });

  it('lets a denial reach to the end of its clause and no further', () => {
    expect(said('Interested in stroke but have not worked on a hand unit.', 'spec.stroke')).toEqual([
      'wants',
    ]);
    expect(said('I have not worked in stroke, but I run the falls group.', 'spec.falls')).toEqual(['has']);
    expect(said('I have not worked with anybody apart from stroke.', 'spec.stroke')).toEqual(['has']);
    expect(said('Not only stroke but brain injury.', 'spec.stroke')).toEqual(['has']);
  });

  it('takes delegated work for work done', () => {
    expect(said('I deliver washing and dressing practice set by the OT.', 'duty.adl_practice')).toEqual([
      'has',
    ]);
  });

  it('reads a heading of things not done, of wishes, of placements and of referees', () => {
    const text = `${cvWith('Splinting.')}
NOT MY AREA
Forensic services, apart from one case with eating disorders.

WHAT I WANT NEXT
A post in burns.

PLACEMENTS
1. Stroke unit, Leeds – 8 weeks, spring 2019. Cognitive screens.

REFERENCES
Lead for rheumatology, Wharfdale.
`;
    const profile = read(text);
    expect(assertionsOf(profile, 'spec.forensic')).toEqual(['negated']);
    expect(assertionsOf(profile, 'spec.eating_disorders')).toEqual(['has']);
    expect(assertionsOf(profile, 'spec.burns')).toEqual(['wants']);
    expect(assertionsOf(profile, 'spec.stroke')).toEqual(['observed']);
    expect(assertionsOf(profile, 'spec.rheumatology')).toEqual(['other_person']);
  });

  it('answers a question with the No behind it', () => {
    const text = 'Pat Moss\n\nOTHER\nAm I registered? No. Assistants are not.\n';
    expect(assertionsOf(read(text), 'reg.hcpc')).toEqual(['negated']);
  });
});

describe('the direction of supervision', () => {
  it.each([
    ['I supervise two Band 5s and an assistant.', 'duty.supervise_junior', 'has'],
    ['Supervision of assistants and students.', 'duty.supervise_unqualified', 'has'],
    ['Supervised by a Band 6 occupational therapist.', 'duty.receive_supervision', 'supervised'],
    ['Supervision: monthly, from a senior OT.', 'duty.receive_supervision', 'supervised'],
    ['I receive clinical supervision every month.', 'duty.receive_supervision', 'supervised'],
    [
      'Works under the supervision of an occupational therapist.',
      'duty.deliver_delegated_interventions',
      'supervised',
    ],
    ["I don't supervise assistants.", 'duty.supervise_unqualified', 'negated'],
    ['Supervision of the assistants is done by the OT.', 'duty.supervise_unqualified', 'other_person'],
  ])('"%s"', (sentence, concept, assertion) => {
    expect([...new Set(said(sentence, concept))]).toEqual([assertion]);
  });

  it('does not credit the supervised with supervising', () => {
    for (const sentence of ['Supervised by a Band 6 OT.', 'Supervision: monthly, from a senior OT.']) {
      expect(said(sentence, 'duty.supervise_junior')).not.toContain('has');
    }
  });
});
