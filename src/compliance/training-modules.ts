/**
 * Subjects of the Core Skills Training Framework (Skills for Health, England, statutory and mandatory subject guide v1.1)
 * at the level of somebody who works with patients, and the months after which they are to be refreshed. For moving and
 * handling of people the guide leaves the period to the employer; two years are what trusts commonly set. A trust may
 * ask for it sooner: then the earlier day is filed.
 */
export const TRAINING_MODULES = [
  { item: 'equality_diversity', title: 'Equality, diversity and human rights', months: 36 },
  { item: 'health_safety_welfare', title: 'Health, safety and welfare', months: 36 },
  { item: 'conflict_resolution', title: 'Conflict resolution', months: 36 },
  { item: 'fire_safety', title: 'Fire safety', months: 24 },
  { item: 'infection_prevention', title: 'Infection prevention and control, level 2', months: 12 },
  { item: 'moving_handling', title: 'Moving and handling of people', months: 24 },
  { item: 'safeguarding_adults', title: 'Safeguarding adults', months: 36 },
  { item: 'safeguarding_children', title: 'Safeguarding children', months: 36 },
  { item: 'preventing_radicalisation', title: 'Preventing radicalisation', months: 36 },
  { item: 'resuscitation', title: 'Resuscitation, level 2', months: 12 },
  { item: 'data_security', title: 'Information governance and data security', months: 12 },
] as const;

export const TRAINING_ITEMS = TRAINING_MODULES.map(({ item }) => item);
