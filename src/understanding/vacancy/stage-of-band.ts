import type { Stage } from '../../taxonomy/concept.js';

/** Agenda for Change bands on the five stages. Source: national job profiles for occupational therapy. */
const STAGE_OF_BAND: Readonly<Record<string, Stage>> = {
  '2': 'support_worker',
  '3': 'support_worker',
  '4': 'support_worker',
  '5': 'occupational_therapist',
  '6': 'senior_specialist',
  '7': 'advanced',
};

/** Councils with a career grade number its levels from the newly qualified on. */
const STAGE_OF_LEVEL: Readonly<Record<string, Stage>> = {
  '1': 'occupational_therapist',
  '2': 'senior_specialist',
  '3': 'advanced',
  '4': 'advanced',
};

export function stageOfBand(band: string): Stage {
  return STAGE_OF_BAND[band] ?? 'consultant';
}

/** Of a grade such as "Level 1" or "Level 1/2", the lower level; null for grades that are no levels. */
export function stageOfLevel(grade: string): Stage | null {
  return STAGE_OF_LEVEL[/^levels? (\d)/i.exec(grade)?.[1] ?? ''] ?? null;
}

/** Of "Level 1/2" the upper level; null where there is none. */
export function stageOfUpperLevel(grade: string): Stage | null {
  return (
    STAGE_OF_LEVEL[/^levels? \d ?(?:[-–/]|to|or|and|&) ?(?:level )?(\d)/i.exec(grade)?.[1] ?? ''] ?? null
  );
}
