import type { ConceptId } from '../taxonomy/concept.js';

/** A concept that carries over in part: `share` percent of the strength in `conceptId` counts for the one asked. */
export interface Adjacent {
  readonly conceptId: ConceptId;
  readonly share: number;
}

/**
 * Pairs that carry over in both directions, with the percentage. The reason stands beside each group; groupings follow
 * the service lines of NHS adverts (community stroke and neuro teams, urgent community response with frailty, home first
 * with reablement) and council career grades.
 */
const PAIRS: readonly (readonly [ConceptId, ConceptId, number])[] = [
  // One rehabilitation of the brain, in teams that are often one: stroke, neurology, brain and spinal injury.
  ['spec.stroke', 'spec.neuro', 60],
  ['spec.brain_injury', 'spec.neuro', 70],
  ['spec.stroke', 'spec.brain_injury', 50],
  ['spec.spinal', 'spec.neuro', 40],
  // The same people met at home, in beds between hospital and home, and at the hospital's door.
  ['spec.reablement', 'spec.intermediate_care', 60],
  ['spec.reablement', 'spec.discharge_to_assess', 50],
  ['spec.reablement', 'spec.community', 40],
  ['spec.intermediate_care', 'spec.community', 50],
  ['spec.intermediate_care', 'spec.discharge_to_assess', 50],
  ['spec.rapid_response', 'spec.front_door', 60],
  ['spec.rapid_response', 'spec.intermediate_care', 50],
  ['spec.rapid_response', 'spec.community', 50],
  ['spec.front_door', 'spec.acute_medicine', 60],
  ['spec.front_door', 'spec.discharge_to_assess', 40],
  // Older people: frailty, falls and acute medicine of old age are one caseload seen from three sides.
  ['spec.frailty', 'spec.older_people', 70],
  ['spec.falls', 'spec.older_people', 50],
  ['spec.falls', 'spec.frailty', 60],
  ['spec.older_people', 'spec.acute_medicine', 50],
  ['spec.frailty', 'spec.acute_medicine', 50],
  ['spec.dementia', 'spec.older_people', 40],
  ['spec.dementia', 'spec.mental_health', 40],
  // Council work: adaptations, equipment and handling are assessed in the same visit to the same person.
  ['spec.housing', 'spec.adult_social_care', 60],
  ['spec.equipment_services', 'spec.adult_social_care', 40],
  ['spec.housing', 'spec.equipment_services', 40],
  ['spec.adult_early_help', 'spec.adult_social_care', 60],
  ['spec.reablement', 'spec.adult_social_care', 40],
  ['spec.moving_handling', 'spec.bariatric', 40],
  ['duty.home_adaptations', 'duty.major_adaptations_dfg', 60],
  ['duty.home_adaptations', 'duty.minor_adaptations_prescribe', 60],
  ['duty.equipment_prescription', 'duty.minor_adaptations_prescribe', 50],
  ['duty.moving_handling_assess', 'spec.moving_handling', 70],
  ['duty.major_adaptations_dfg', 'spec.housing', 70],
  // Children: the health side and the social care side see the same families.
  ['spec.paediatrics', 'spec.childrens_social_care', 60],
  ['spec.paediatrics', 'spec.camhs', 30],
  ['spec.paediatrics', 'spec.education_setting', 50],
  // Mental health: kinds of service within one specialism.
  ['spec.eip', 'spec.mental_health', 70],
  ['spec.forensic', 'spec.mental_health', 50],
  ['spec.perinatal', 'spec.mental_health', 50],
  ['spec.eating_disorders', 'spec.mental_health', 50],
  ['spec.substance', 'spec.mental_health', 40],
  ['spec.camhs', 'spec.mental_health', 40],
  ['spec.vocational', 'duty.vocational_rehab', 80],
  // Hands: plastics, burns, rheumatology and orthopaedics send to the same splint room.
  ['spec.hands', 'spec.burns', 40],
  ['spec.hands', 'spec.rheumatology', 40],
  ['spec.hands', 'duty.splinting', 50],
  ['spec.trauma_ortho', 'spec.surgery', 40],
  ['spec.trauma_ortho', 'spec.acute_medicine', 30],
  ['spec.surgery', 'spec.acute_medicine', 40],
  // Supervision of one group of staff shows most of what supervision of another needs.
  ['duty.supervise_junior', 'duty.supervise_unqualified', 70],
  ['duty.supervise_junior', 'duty.student_supervision', 60],
  ['duty.supervise_unqualified', 'duty.student_supervision', 60],
  ['duty.service_development', 'duty.service_planning_eval', 60],
  ['duty.service_development', 'duty.qi_lead', 60],
  ['duty.team_lead', 'duty.deputise', 50],
  ['duty.clinical_governance', 'duty.operational_responsibility', 50],
  ['duty.strategic_development', 'duty.service_planning_eval', 50],
  // One way to qualify is as good as another: the register makes no difference between them (rules on indirect
  // discrimination by age and origin), so an advert that names one of them asks for any.
  ['qual.ot_degree_bsc', 'qual.ot_degree_pg', 99],
  ['qual.ot_degree_bsc', 'qual.ot_diploma', 99],
  ['qual.ot_degree_bsc', 'qual.overseas_ot', 99],
  ['qual.ot_degree_bsc', 'qual.ot_apprenticeship', 90],
  ['qual.ot_degree_pg', 'qual.ot_diploma', 99],
  ['qual.ot_degree_pg', 'qual.overseas_ot', 99],
  ['qual.ot_diploma', 'qual.overseas_ot', 99],
  // Levels of the same vocational award, and courses of the same content.
  ['qual.l2_health_social', 'qual.l3_health_social', 70],
  ['qual.l3_health_social', 'qual.nvq_unspecified', 70],
  ['qual.l2_health_social', 'qual.nvq_unspecified', 70],
  ['qual.care_certificate', 'qual.l2_health_social', 60],
  ['qual.acp_msc', 'qual.masters_relevant', 80],
];

/**
 * Asked, shown, share; one way only. Nobody is on the register without an approved qualification (Health Professions
 * Order 2001, article 9), so whoever is registered need not name the course.
 */
const IMPLIED: readonly (readonly [ConceptId, ConceptId, number])[] = [
  ['qual.ot_degree_bsc', 'reg.hcpc', 90],
  ['qual.ot_degree_pg', 'reg.hcpc', 90],
  ['qual.ot_diploma', 'reg.hcpc', 90],
];

/** Concepts that count in part for the one asked, strongest first, then by id. */
export function adjacentTo(conceptId: ConceptId): readonly Adjacent[] {
  return TABLE.get(conceptId) ?? [];
}

const TABLE: ReadonlyMap<ConceptId, readonly Adjacent[]> = table();

function table(): Map<ConceptId, Adjacent[]> {
  const adjacent = new Map<ConceptId, Adjacent[]>();
  const add = (asked: ConceptId, conceptId: ConceptId, share: number) =>
    adjacent.set(asked, [...(adjacent.get(asked) ?? []), { conceptId, share }]);
  for (const [one, other, share] of PAIRS) {
    add(one, other, share);
    add(other, one, share);
  }
  for (const [asked, shown, share] of IMPLIED) add(asked, shown, share);
  for (const list of adjacent.values()) {
    list.sort((a, b) => b.share - a.share || (a.conceptId < b.conceptId ? -1 : 1));
  }
  return adjacent;
}
