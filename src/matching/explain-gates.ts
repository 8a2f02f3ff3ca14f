import type { Span } from '../understanding/profile.js';
import { evidenceAt, evidenceOfStage, type Evidence } from './evidence.js';
import type { ExplainedGate, ExplanationInput } from './explanation.js';
import type { Gate, GateName, GateState } from './gates.js';
import type { Score } from './score.js';

const WORDS: Readonly<Record<GateName, Readonly<Record<GateState, string>>>> = {
  profession: {
    met: 'Works in occupational therapy.',
    not_evidenced: 'Comes from another kind of work; the post does not ask for a registered therapist.',
    contradicted: 'Belongs to another profession; the law keeps the post for occupational therapists.',
  },
  registration: {
    met: 'The CV says what the post needs of registration with the HCPC; to be checked on the register.',
    not_evidenced: 'The CV does not say whether the person is registered with the HCPC.',
    contradicted: 'By the CV not on the HCPC register at present, which the law asks for in this post.',
  },
  stage_floor: {
    met: "The person's stage reaches the post's.",
    not_evidenced: "The person's stage is not shown to reach the post's.",
    contradicted: "The person's stage is well below the post's.",
  },
  driver: {
    met: 'Drives, as the post asks.',
    not_evidenced: 'The CV does not say whether the person drives.',
    contradicted: 'By the CV not a driver; ask about other ways of getting about.',
  },
};

/** Gates in words with the points that each takes off, starting from the fit before them. */
export function explainGates(
  input: ExplanationInput,
  score: Score,
  ungated: number,
): readonly ExplainedGate[] {
  let left = ungated;
  return score.gates.map((gate) => {
    const after = Math.floor((left * gate.factor) / 100);
    const points = after - left;
    left = after;
    return { ...gate, words: WORDS[gate.gate][gate.state], points, evidence: evidenceOf(gate, input) };
  });
}

function evidenceOf({ gate, state }: Gate, { profile, cvText }: ExplanationInput): Evidence | null {
  if (state === 'not_evidenced') return null;
  const quoted = (span: Span | null | undefined) => (span ? evidenceAt(span, cvText) : null);
  switch (gate) {
    case 'profession':
      return quoted(profile.profession.evidence);
    case 'registration':
      return quoted(profile.registration.evidence);
    case 'stage_floor':
      return evidenceOfStage(profile, cvText);
    case 'driver':
      return quoted(profile.mentions.find(({ conceptId }) => conceptId === 'reg.driving')?.sentence);
  }
}
