import { SOURCES } from './sources.js';
import type { WordingRule } from './wording-rule.js';

/** Temporary work through an agency: pay, fees and the Conduct Regulations. */
export const AGENCY_RULES: readonly WordingRule[] = [
  {
    code: 'rolled_up_holiday_pay',
    kind: 'unwise',
    pattern:
      /\b(?:rolled[- ]up|inclusive of|including|includes?|incl?\.?) (?:of )?(?:\d{1,2}(?:\.\d+)?% )?holiday pay\b|\brolled[- ]up (?:holiday|rate|pay)\b|\bholiday pay (?:is )?(?:included|rolled[- ]up)\b/i,
    why: 'Holiday pay may be rolled up for irregular-hours and part-year workers only, as an uplift of 12.07 % that the payslip shows.',
    source: SOURCES.holidayPay,
    suggestion:
      'Give the basic rate and the holiday pay apart, for example "£24.00 an hour plus £2.90 holiday pay".',
  },
  {
    code: 'umbrella_rate',
    kind: 'unwise',
    pattern: /£ ?\d[\d.,]*[^.\n£]{0,25}\bumbrella\b|\bumbrella\b[^.\n£]{0,15}£ ?\d[\d.,]*/i,
    unless: /\bkey information document\b|\bassignment rate\b/i,
    why: 'An umbrella rate is what the agency pays the company and not what the worker gets, and looks like pay.',
    source: SOURCES.keyInformation,
    suggestion:
      'Call it "assignment rate to an umbrella company", give the PAYE rate beside it, and point to the Key Information Document.',
  },
  {
    code: 'conduct_regulations_opt_out',
    kind: 'likely_unlawful',
    pattern:
      /\bopt(?:ed|ing)?[- ]?out\b[^.\n]{0,40}\bconduct (?:of employment \w+ )?regulations?\b|\bconduct regulations?\b[^.\n]{0,30}\bopt(?:ed|ing)?[- ]?out\b/i,
    why: 'Nobody who works with vulnerable people can opt out of the Conduct Regulations.',
    source: SOURCES.optOut,
    suggestion: 'Take the opt-out out: it has no effect for work with patients and service users.',
  },
  {
    code: 'fee_to_work_seeker',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:you|candidates?|applicants?|therapists?|work-?seekers?) (?:will |must |need to |have to |are required to |should )?(?:pay|be charged)(?: \w+){0,4} (?:fee|deposit)\b|\b(?:registration|joining|introduction|placement|admin\w*) fees? (?:of £ ?\d+ )?(?:is |are )?(?:payable|charged|applies|apply|required)\b/i,
    unless: /\b(?:no|never|not|without|hcpc|rcot|we pay|reimburse\w*|refund\w*|paid for)\b/i,
    why: 'An agency must not charge people for finding them work.',
    source: SOURCES.fees,
    suggestion: 'Take the fee out.',
  },
];
