const EQUALITY_ACT = 'https://www.legislation.gov.uk/ukpga/2010/15';
const CONDUCT_REGULATIONS = 'https://www.legislation.gov.uk/uksi/2003/3319';

/** Addresses of the rules that findings rest on. */
export const SOURCES = {
  /** Who must not discriminate in recruiting: employers, and those who provide employment services. */
  applicants: `${EQUALITY_ACT}/section/39`,
  agencies: `${EQUALITY_ACT}/section/55`,
  indirect: `${EQUALITY_ACT}/section/19`,
  healthQuestions: `${EQUALITY_ACT}/section/60`,
  adjustments: `${EQUALITY_ACT}/section/20`,
  occupationalRequirement: `${EQUALITY_ACT}/schedule/9`,
  race: `${EQUALITY_ACT}/section/9`,
  holidayPay: 'https://www.legislation.gov.uk/uksi/1998/1833/regulation/16A',
  keyInformation: `${CONDUCT_REGULATIONS}/regulation/13A`,
  fees: 'https://www.legislation.gov.uk/ukpga/1973/35/section/6',
  advertisements: `${CONDUCT_REGULATIONS}/regulation/27`,
  optOut: `${CONDUCT_REGULATIONS}/regulation/32`,
  dataProtection:
    'https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/employment/recruitment-and-selection/data-protection-and-recruitment',
} as const;
