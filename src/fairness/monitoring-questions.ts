/**
 * What candidates may be asked for equality monitoring, each with the answers that are kept. Four of the nine protected
 * characteristics: the groups of the others are too small at one agency for a figure that could be shown, so that asking
 * would take more than the purpose needs (UK GDPR, Article 5(1)(c)). Ethnic groups as the 2021 census of England and
 * Wales sums them up. "Prefer not to say" is no answer, and nothing is kept.
 */
export const MONITORING_QUESTIONS = {
  age: ['under_25', '25_to_34', '35_to_44', '45_to_54', '55_to_64', '65_or_over'],
  sex: ['female', 'male', 'in_another_way'],
  ethnic_group: ['asian', 'black', 'mixed', 'white', 'other_ethnic_group'],
  disability: ['disabled', 'not_disabled'],
} as const;

export type MonitoringQuestion = keyof typeof MONITORING_QUESTIONS;
export const QUESTION_NAMES = Object.keys(MONITORING_QUESTIONS) as MonitoringQuestion[];
