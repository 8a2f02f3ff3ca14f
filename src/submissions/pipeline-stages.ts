/** The way of a person to a post. */
export const WAY = [
  'matched',
  'shortlisted',
  'contacted',
  'willingness_confirmed',
  'submitted',
  'interview',
  'offer',
  'placed',
] as const;
/** And the ways out of it. */
export const WAYS_OUT = ['withdrawn', 'declined', 'rejected_by_agency', 'rejected_by_employer'] as const;

export const STAGES = [...WAY, ...WAYS_OUT] as const;
export type PipelineStage = (typeof STAGES)[number];

/** Where each stage may lead. What ended may only be undone; nobody is placed without an offer. */
export const NEXT: Readonly<Record<PipelineStage, readonly PipelineStage[]>> = {
  matched: ['shortlisted', 'rejected_by_agency', 'withdrawn'],
  shortlisted: ['contacted', 'rejected_by_agency', 'withdrawn'],
  contacted: ['willingness_confirmed', 'declined', 'rejected_by_agency', 'withdrawn'],
  willingness_confirmed: ['submitted', 'declined', 'rejected_by_agency', 'withdrawn'],
  submitted: ['interview', 'offer', 'rejected_by_employer', 'withdrawn'],
  interview: ['offer', 'rejected_by_employer', 'withdrawn'],
  offer: ['placed', 'declined', 'rejected_by_employer', 'withdrawn'],
  placed: [],
  withdrawn: [],
  declined: [],
  rejected_by_agency: [],
  rejected_by_employer: [],
};

/** Stages that end the way: nothing is asked of anybody any more. */
export const ENDED = ['placed', ...WAYS_OUT] as const;

export function isWayOut(stage: PipelineStage): stage is (typeof WAYS_OUT)[number] {
  return WAYS_OUT.some((out) => out === stage);
}

/** Why somebody is taken further or not. None of them is about who a person is. */
export const REASONS = {
  shortlisted: [
    'best_evidence',
    'potential',
    'known_to_us',
    'asked_by_employer',
    'asked_by_candidate',
    'other',
  ],
  rejected_by_agency: [
    'not_registered',
    'stage_too_far',
    'duties_not_evidenced',
    'location',
    'contract_terms',
    'compliance_incomplete',
    'position_filled',
    'other',
  ],
  rejected_by_employer: [
    'experience',
    'interview',
    'terms',
    'compliance',
    'position_filled',
    'no_feedback',
    'other',
  ],
  withdrawn: ['changed_mind', 'other_job', 'consent_withdrawn', 'unreachable', 'other'],
  declined: ['pay', 'location', 'hours', 'other_offer', 'other'],
} as const satisfies Partial<Record<PipelineStage, readonly string[]>>;

export const ALL_REASONS = [...new Set(Object.values(REASONS).flat())] as [string, ...string[]];

/** The reasons that a move to this stage must choose from; null: it needs none. */
export function reasonsFor(stage: PipelineStage): readonly string[] | null {
  return stage in REASONS ? REASONS[stage as keyof typeof REASONS] : null;
}
