import { describe, expect, it } from 'vitest';
import { assertionsOf, cvWith, read } from './read-cv.js';

const said = (sentence: string, concept: string) => assertionsOf(read(cvWith(sentence)), concept);

describe('what a sentence says of a duty', () => {
  it.each([
    ['I fabricate resting splints.', 'duty.splinting', 'has'],
    ['I am an occupational therapist who specialises in splinting.', 'duty.splinting', 'has'],
    ['An experienced senior occupational therapist who has fabricated splints.', 'duty.splinting', 'has'],
    ['The occupational therapist who does the splinting is next door.', 'duty.splinting', 'other_person'],
    ['Splinting with patients: not trained.', 'duty.splinting', 'negated'],
    ['I am someone who has never done splinting.', 'duty.splinting', 'negated'],
    ['Asked each client what they would prefer and made splints.', 'duty.splinting', 'has'],
    ['Set up what the ward wanted: a splinting clinic.', 'duty.splinting', 'has'],
    ["I'd prefer splinting to wheelchairs.", 'duty.splinting', 'wants'],
    ['Wanted: more splinting.', 'duty.splinting', 'wants'],
    ['Standardised and observed assessments: splinting.', 'duty.splinting', 'has'],
    ['Two days shadowing the hand therapist: splinting.', 'duty.splinting', 'observed'],
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
    ['I do not drive.', 'reg.driving', 'negated'],
    ['I wrote the report, which the team manager presented.', 'duty.team_lead', 'other_person'],
    ['The complex cases stay with the senior.', 'duty.complex_caseload', 'other_person'],
    ['Vocational rehabilitation was for the Band 6.', 'duty.vocational_rehab', 'other_person'],
    ['I report to my supervising OT.', 'duty.supervise_junior', 'other_person'],
    ['I went with the senior to a DFG visit to watch the process.', 'duty.major_adaptations_dfg', 'observed'],
    ['Best Interests Assessor, which was allowed to lapse.', 'qual.bia', 'negated'],
    ['Practice educator course booked for January.', 'qual.practice_educator', 'wants'],
    ['I am the team manager.', 'duty.team_lead', 'has'],
    ['Supervised two Band 5s and took students every year.', 'duty.supervise_junior', 'has'],
    [
      'I work without a senior in the room, supervise two Band 5s and deputise.',
      'duty.supervise_junior',
      'has',
    ],
    ['Qualified therapists did the splinting.', 'duty.splinting', 'other_person'],
    ['As deputy team manager I run a team of eleven day to day.', 'duty.team_lead', 'has'],
    [
      'We come out for stairlifts, but the stairlifts go to the OTs.',
      'duty.major_adaptations_dfg',
      'other_person',
    ],
    ['My cousin is an OT and does splinting.', 'duty.splinting', 'other_person'],
    ['Want: hand therapy, or splinting clinics.', 'duty.splinting', 'wants'],
    ['Ideal: a splinting clinic within an hour of home.', 'duty.splinting', 'wants'],
    ["I'd move now for a post with some splinting.", 'duty.splinting', 'wants'],
    ['Splinting is where I would like to end up.', 'duty.splinting', 'wants'],
    ['I have yet to try splinting.', 'duty.splinting', 'negated'],
    ['Splinting competency started, not finished.', 'duty.splinting', 'negated'],
    ['Two days shadowing the hand team: splinting, a discharge meeting.', 'duty.splinting', 'observed'],
    ['I worked beside an occupational therapist who does splinting.', 'duty.splinting', 'other_person'],
    ['Mental capacity was assessed by the social worker.', 'duty.capacity_assessment', 'other_person'],
    ['I made splints when somebody could no longer grip.', 'duty.splinting', 'has'],
    ['Without a senior for five months I ran the splinting clinic.', 'duty.splinting', 'has'],
    ['Splinting goes to the hand therapist, who deals with it.', 'duty.splinting', 'other_person'],
    ['A splinting clinic that the physiotherapist runs.', 'duty.splinting', 'other_person'],
    ['Splinting has always appealed to me.', 'duty.splinting', 'wants'],
    ['When a person wants to stay at home, I make splints.', 'duty.splinting', 'has'],
    ['Ready for a move into hand therapy.', 'spec.hands', 'wants'],
    ['Splinting is the one gap in my experience.', 'duty.splinting', 'negated'],
    ['I decided against splinting.', 'duty.splinting', 'negated'],
    ['Not a week goes by without splinting.', 'duty.splinting', 'has'],
    ['Sat in with the hand therapist to see splinting.', 'duty.splinting', 'observed'],
    ['Had splinting demonstrated to me.', 'duty.splinting', 'observed'],
    ['As a student on the hand unit I made splints.', 'duty.splinting', 'has'],
    [
      'I enjoy working with children and want to develop sensory integration.',
      'qual.sensory_integration',
      'wants',
    ],
    ['I am a people person keen to develop splinting.', 'duty.splinting', 'wants'],
    ['I worked with patients and hope to develop splinting.', 'duty.splinting', 'wants'],
    ['Works with children and wants to develop splinting.', 'duty.splinting', 'wants'],
    ['I enjoy helping people and would love to learn splinting.', 'duty.splinting', 'wants'],
    ['Working with children keen to learn splinting.', 'duty.splinting', 'wants'],
    ['As a carer I hope to learn splinting.', 'duty.splinting', 'wants'],
    ['I am a person who wants to learn splinting.', 'duty.splinting', 'wants'],
    ['A caring, patient person who would like to learn splinting.', 'duty.splinting', 'wants'],
    ['She hopes to learn splinting.', 'duty.splinting', 'wants'],
    ['I see people who want to go home and make splints.', 'duty.splinting', 'has'],
    ['People who want to go home have splints that I make.', 'duty.splinting', 'has'],
    ['I meet with somebody wanting an answer, and make splints.', 'duty.splinting', 'has'],
    ['If older people and their families are keen to try it, I make splints.', 'duty.splinting', 'has'],
    ['I asked what she hopes to get back to and made splints.', 'duty.splinting', 'has'],
    ['I help patients to develop skills in cooking and make splints.', 'duty.splinting', 'has'],
    // Whose doing it is, told in other ways.
    ['Splinting is fabricated by the hand therapist.', 'duty.splinting', 'other_person'],
    ['Any splinting done by the hand therapist was written up.', 'duty.splinting', 'other_person'],
    ["Splinting is the hand therapy team's business.", 'duty.splinting', 'other_person'],
    ['While the nurse saw to splinting, I wrote.', 'duty.splinting', 'other_person'],
    ['Once the nurse had been, made splints.', 'duty.splinting', 'has'],
    ['I assess and the hand therapist does the splinting.', 'duty.splinting', 'other_person'],
    ['The nurse would do the splinting.', 'duty.splinting', 'other_person'],
    ['Contractures were managed by splinting.', 'duty.splinting', 'has'],
    ['Splinting was carried out with the nurse.', 'duty.splinting', 'has'],
    ['Nurses were trained in splinting.', 'duty.splinting', 'has'],
    ['The senior therapist asked me to make the splints.', 'duty.splinting', 'has'],
    ['Trained by the lead nurse to provide splinting.', 'duty.splinting', 'has'],
    ['Experienced technical instructor who made splints.', 'duty.splinting', 'has'],
    ['Delivered splinting programmes written by the OT.', 'duty.splinting', 'has'],
    ['Looked after my gran with dementia.', 'spec.dementia', 'other_person'],
    ['Came here with my friend and started splinting.', 'duty.splinting', 'has'],
    ['I was seen for splinting after a fall.', 'duty.splinting', 'other_person'],
    // Watched.
    ['Went with a colleague to see splinting.', 'duty.splinting', 'observed'],
    ['I saw splinting being done.', 'duty.splinting', 'observed'],
    ['Two taster days in splinting.', 'duty.splinting', 'observed'],
    ['Splinting: shadowed the specialist.', 'duty.splinting', 'observed'],
    ['Splinting as a student, observing.', 'duty.splinting', 'observed'],
    ['Fourth placement in stroke, where I held a caseload.', 'spec.stroke', 'has'],
    // Wished for and planned.
    ['My hope is for splinting.', 'duty.splinting', 'wants'],
    ["I'd be glad to learn splinting.", 'duty.splinting', 'wants'],
    ['I would relish some splinting.', 'duty.splinting', 'wants'],
    ['Splinting is the area I would most like to learn.', 'duty.splinting', 'wants'],
    ['Splinting is what I am after.', 'duty.splinting', 'wants'],
    ['My long-term goal: splinting.', 'duty.splinting', 'wants'],
    ['Due to start splinting training in May.', 'duty.splinting', 'wants'],
    ['From May I will be providing splinting.', 'duty.splinting', 'wants'],
    ['Keen for more forensic work, though my field is splinting.', 'duty.splinting', 'has'],
    // Denied, and denied twice.
    ['Splinting was outside my remit.', 'duty.splinting', 'negated'],
    ['Splinting is a skill that I have yet to learn.', 'duty.splinting', 'negated'],
    ['My one gap is splinting.', 'duty.splinting', 'negated'],
    ['Nobody left the unit without splinting.', 'duty.splinting', 'has'],
    ['Never worked in forensic wards, always in stroke.', 'spec.stroke', 'has'],
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

  it('counts for a student what they say they did on a placement, and takes the rest for watched', () => {
    const profile = read(`Jo Marsh\n\nPLACEMENTS
1. Fellmere stroke unit, 8 weeks, spring 2024
- held a caseload of six
- splinting with the hand therapist
`);
    expect(assertionsOf(profile, 'duty.caseload_manage')).toEqual(['has']);
    expect(assertionsOf(profile, 'duty.splinting')).toEqual(['observed']);
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

  it('reads what was not covered, and wishes under any wording of their heading', () => {
    const text = `${cvWith('Splinting.')}
Not covered: hand therapy (tendons) – I have not treated these; mental health.

THINGS I WOULD LIKE
More burns. I have done forensic work as well.

Full licence, car owner.
`;
    const profile = read(text);
    expect(assertionsOf(profile, 'spec.hands')).toEqual(['negated', 'negated']);
    expect(assertionsOf(profile, 'spec.mental_health')).toEqual(['negated']);
    expect(assertionsOf(profile, 'spec.burns')).toEqual(['wants']);
    expect(assertionsOf(profile, 'spec.forensic')).toEqual(['has']);
    expect(new Set(assertionsOf(profile, 'reg.driving'))).toEqual(new Set(['has']));
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
    ['The assistants are supervised by me.', 'duty.supervise_unqualified', 'has'],
    ['The Band 5s here are supervised by me.', 'duty.supervise_junior', 'has'],
    ['Students were looked after by me.', 'duty.student_supervision', 'has'],
    ['Supervision of the assistants is done by the OT.', 'duty.supervise_unqualified', 'other_person'],
  ])('"%s"', (sentence, concept, assertion) => {
    expect([...new Set(said(sentence, concept))]).toEqual([assertion]);
  });

  it('does not credit the supervised with supervising', () => {
    for (const sentence of [
      'Supervised by a Band 6 OT.',
      'Supervision: monthly, from a senior OT.',
      'I receive monthly supervision from the Band 6.',
      'Weekly supervision with a Band 6.',
    ]) {
      expect(said(sentence, 'duty.supervise_junior')).not.toContain('has');
    }
  });
});
