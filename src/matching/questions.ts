import { STAGES, type ConceptKind } from '../taxonomy/concept.js';
import { isBarred, wantsStage } from './categories.js';
import type { DraftedQuestion, ExplainedGate, ExplanationInput, Term } from './explanation.js';

const BY_KIND: Readonly<Partial<Record<ConceptKind, (label: string) => string>>> = {
  duty: (label) => `The post includes this: ${label}. Have you done it, and if so, where and when?`,
  qualification: (label) =>
    `The post asks for this: ${label}. Do you hold it, or are you working towards it?`,
  specialism: (label) =>
    `The post is in this field: ${label}. Have you worked in it, and if so, where and for how long?`,
  setting: (label) => `The post is in this setting: ${label}. Have you worked in one like it?`,
  assessment: (label) => `The post uses this: ${label}. Have you used it in your work?`,
};

const BY_GATE: Readonly<Partial<Record<ExplainedGate['gate'], string>>> = {
  registration:
    'Are you registered with the Health and Care Professions Council today? If so, please tell us your number; if not, where does it stand?',
  driver:
    'The post asks for a driver. Do you drive and have the use of a car, or is there another way you would get about?',
  stage_floor:
    'The post is at a higher level than your last one. What have you done that shows you are ready for it?',
  profession:
    'The post is in an occupational therapy team. What brings you to it, and what in your work comes closest?',
};

/** Who may practise under an order of the register's panels is registered; what the order says has to be known. */
const RESTRICTED =
  'Your CV speaks of conditions of practice or a caution on your registration. What do they say today, and until when?';

/** To stand above a post is a reason to ask, and never one to pass somebody over unasked. */
const STEP_DOWN =
  'The post is at a lower level than your last one. Would you take it, and what draws you to it?';

/** What every therapist has weighs next to nothing; nobody is asked for it. */
const LEAST_WEIGHT = 10;

/** What was asked for and is not evidenced, as questions: the gates and the level of the post first, then what must be shown, by weight. */
export function questionsFor(
  input: ExplanationInput,
  terms: readonly Term[],
  gates: readonly ExplainedGate[],
): readonly DraftedQuestion[] {
  const { requirement, taxonomy } = input;
  const open = gates.flatMap(({ gate, state }) => {
    const question = state === 'not_evidenced' ? BY_GATE[gate] : undefined;
    return question === undefined ? [] : [{ about: gate, question }];
  });
  const importance = new Map(requirement.criteria.map((one) => [one.conceptId, one.importance]));
  const missing = terms
    .filter(
      ({ conceptId, strength, weight }) =>
        conceptId !== null &&
        strength === 0 &&
        weight >= LEAST_WEIGHT &&
        importance.get(conceptId) !== 'context',
    )
    .sort((a, b) => b.weight - a.weight || (a.criterion < b.criterion ? -1 : 1))
    .flatMap(({ conceptId, criterion }) => {
      const kind = taxonomy.concepts.get(conceptId ?? '')?.kind;
      const draft = kind === undefined ? undefined : BY_KIND[kind];
      return draft === undefined ? [] : [{ about: criterion, question: draft(criterion) }];
    });
  const restricted =
    requirement.registrationRequired && input.profile.registration.restricted !== undefined
      ? [{ about: 'registration', question: RESTRICTED }]
      : [];
  const level = standsAbove(input) ? [{ about: 'stage', question: STEP_DOWN }] : [];
  return [...open, ...restricted, ...level, ...missing];
}

function standsAbove({ profile, features, requirement: { stage, growsTo } }: ExplanationInput): boolean {
  if (stage === null || profile.stage.stage === null || !features.occupationalTherapy) return false;
  const above = STAGES.indexOf(profile.stage.stage) > STAGES.indexOf(growsTo ?? stage);
  return above && !isBarred(features) && !wantsStage(features, stage);
}
