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
  'spec.community': 74,
  'duty.supervise_junior': 72,
  'duty.team_lead': 67,
  'spec.nhs_service': 61,
  'duty.mdt_working': 60,
  'duty.service_development': 55,
  'duty.assessment_functional': 53,
  'spec.inpatient': 45,
  'duty.caseload_manage': 44,
  'spec.mental_health': 42,
  'duty.student_supervision': 41,
  'duty.training_delivery': 41,
  'spec.adult_social_care': 39,
  'spec.acute_medicine': 37,
  'duty.audit_eval': 36,
  'duty.rotational_practice': 36,
  'duty.treatment_planning': 35,
  'duty.supervise_unqualified': 35,
  'duty.assist_ot_daily': 35,
  'duty.discharge_planning': 33,
  'duty.operational_responsibility': 33,
  'duty.complex_caseload': 32,
  'duty.staff_responsibility': 31,
  'spec.trauma_ortho': 31,
  'spec.paediatrics': 31,
  'spec.older_people': 30,
  'spec.stroke': 29,
  'duty.equipment_prescription': 28,
  'duty.adl_practice': 28,
  'duty.run_groups': 28,
  'duty.receive_supervision': 27,
  'qual.masters_relevant': 27,
  'spec.moving_handling': 27,
  'duty.duty_triage': 26,
  'duty.seating_posture': 26,
  'spec.neuro': 26,
  'duty.preceptorship': 25,
  'duty.recruit_staff': 25,
  'duty.deliver_delegated_interventions': 24,
  'duty.major_adaptations_dfg': 24,
  'duty.moving_handling_assess': 24,
  'duty.liaise_agencies_support': 24,
  'spec.intermediate_care': 24,
  'duty.service_planning_eval': 23,
  'duty.clinical_governance': 22,
  'duty.home_adaptations': 21,
  'duty.records_reports': 21,
  'duty.policy_protocol': 21,
  'duty.research_active': 21,
  'duty.advanced_clinical_reasoning': 20,
  'duty.capacity_assessment': 20,
  'duty.vocational_rehab': 20,
  'duty.home_visits': 19,
  'duty.care_act_assessment': 19,
  'assess.legal_care_act': 19,
  'duty.health_social_link': 18,
  'duty.budget': 18,
  'duty.visible_leader': 18,
  'duty.case_review': 17,
  'duty.carer_assessment': 17,
  'duty.specialist_advice': 17,
  'spec.housing': 17,
  'spec.surgery': 16,
  'duty.safeguarding': 16,
  'duty.deputise': 16,
  'duty.equipment_demo_fit': 15,
  'duty.splinting': 15,
  'duty.national_networks': 15,
  'spec.learning_disability': 15,
  'duty.goal_setting': 15,
  'duty.cognitive_assessment': 15,
  'duty.chair_panel': 15,
  'qual.leadership_mgmt': 15,
  'qual.practice_educator': 15,
  'spec.reablement': 15,
  'spec.front_door': 15,
  'duty.care_coordination': 14,
  'spec.vocational': 14,
  'duty.report_progress': 14,
  'duty.minor_adaptations_prescribe': 14,
  'qual.gcse_functional': 14,
  'qual.ot_apprenticeship': 13,
  'spec.hands': 13,
  'spec.falls': 13,
  'duty.strategic_development': 12,
  'assess.therapy_outcomes': 12,
  'duty.risk_assessment': 12,
  'duty.equipment_check': 11,
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
