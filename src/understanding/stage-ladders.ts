import type { Stage } from '../taxonomy/concept.js';

const STAGE_OF_BAND: Readonly<Record<string, Stage>> = {
  '2': 'support_worker',
  '3': 'support_worker',
  '4': 'support_worker',
  '5': 'occupational_therapist',
  '6': 'senior_specialist',
  '7': 'advanced',
};

/**
 * The stage of an Agenda for Change band, `2` to `9`, with its letter or without.
 *
 * Source: NHS national job profiles for occupational therapy (support 2–4, therapist 5, specialist 6, advanced 7,
 * principal and consultant 8a and above).
 */
export function stageOfBand(band: string): Stage {
  return STAGE_OF_BAND[band] ?? 'consultant';
}

/** From level 1 on. */
const STAGES_OF_LEVELS: readonly Stage[] = [
  'occupational_therapist',
  'senior_specialist',
  'advanced',
  'advanced',
];

/**
 * The stage of a level of a council's career grade; null for what is no such level. Councils have no national grade: levels
 * follow those of Norfolk, Devon and Dorset (Level 1 newly qualified, Level 2 experienced, Level 3 lead).
 */
export function stageOfLevel(level: number): Stage | null {
  return STAGES_OF_LEVELS[level - 1] ?? null;
}
