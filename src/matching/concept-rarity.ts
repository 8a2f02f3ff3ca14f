import type { ConceptId } from '../taxonomy/concept.js';

/**
 * Percent of the texts of the trade that name a concept, mean of adverts (326 of the NHS, November 2020, public data set
 * github.com/stochastictalk/nhs_jobs_data) and CVs (24 written for this project). Rarer ones are not listed.
 */
const SHARE_OF_TEXTS: Readonly<Record<ConceptId, number>> = {
  // Every occupational therapist holds one of these, whether the CV dwells on it or not.
  'qual.ot_degree_bsc': 90,
  'qual.ot_degree_pg': 90,
  'qual.ot_diploma': 90,
  'qual.overseas_ot': 90,
  'spec.community': 73,
  'duty.team_lead': 50,
  'spec.mental_health': 42,
  'spec.adult_social_care': 42,
  'duty.mdt_working': 36,
  'duty.rotational_practice': 35,
  'duty.student_supervision': 31,
  'spec.older_people': 30,
  'duty.audit_eval': 29,
  'spec.moving_handling': 27,
  'spec.stroke': 24,
  'spec.trauma_ortho': 24,
  'duty.discharge_planning': 23,
  'duty.major_adaptations_dfg': 21,
  'spec.neuro': 21,
  'duty.caseload_manage': 20,
  'duty.care_act_assessment': 20,
  'duty.preceptorship': 20,
  'spec.intermediate_care': 20,
  'spec.acute_medicine': 19,
  'duty.home_adaptations': 19,
  'assess.legal_care_act': 19,
  'duty.operational_responsibility': 18,
  'duty.treatment_planning': 17,
  'duty.duty_triage': 16,
  'duty.assessment_functional': 16,
  'duty.safeguarding': 16,
  'duty.splinting': 15,
  'duty.vocational_rehab': 15,
  'duty.advanced_clinical_reasoning': 15,
  'spec.reablement': 15,
  'spec.learning_disability': 15,
  'spec.vocational': 14,
  'qual.gcse_functional': 14,
  'spec.surgery': 14,
  'spec.paediatrics': 14,
  'duty.capacity_assessment': 13,
  'qual.masters_relevant': 13,
  'spec.falls': 13,
  'duty.moving_handling_assess': 13,
  'spec.hands': 13,
  'spec.front_door': 13,
  'duty.adl_practice': 12,
  'duty.complex_caseload': 12,
  'duty.service_development': 12,
  'duty.visible_leader': 12,
  'duty.minor_adaptations_prescribe': 11,
  'duty.care_coordination': 11,
};

/** From this share down, a criterion counts in full. */
const RARE = 10;

/**
 * Percent of a criterion's weight that counts: 100 × ln(100 / share) / ln(100 / 10), at most 100. What every occupational
 * therapist has, or every advert says, tells nobody apart (the split into core and contextual skills of ESCO and
 * TalentCLEF 2026). Fixed and versioned with the rules, so that the score stays absolute.
 */
export function rarityOfConcept(conceptId: ConceptId): number {
  const share = SHARE_OF_TEXTS[conceptId] ?? RARE;
  return Math.min(100, Math.round((100 * Math.log(100 / share)) / Math.log(100 / RARE)));
}
