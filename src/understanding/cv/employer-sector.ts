import type { Sector } from '../../taxonomy/concept.js';

const RULES: readonly (readonly [Sector, RegExp])[] = [
  [
    'charity',
    /\b(?:charity|charitable|hospice|red cross|age uk|mind\b|macmillan|marie curie|housing association|voluntary sector|volunteer|community interest company|CIC|food bank|headway|sue ryder|scope\b|foundation(?! trust| degree)(?=[,.)]))/i,
  ],
  [
    'independent',
    /\b(?:private|independent (?:hospital|neuro|practice|provider|sector|OT|occupational|living provider)|(?<=\()independent|self-employed|limited|ltd|plc|agency|agencies|sole (?:trader|practitioner)|own (?:practice|clinic|business)|homecare|home care|nursing home|care home|rest home|insurer|medico-legal|case management|healthcare group|clinics? (?:ltd|limited)|nuffield|priory|cygnet|elysium|bupa|spire|recruitment agency)\b/i,
  ],
  [
    'nhs',
    /\bNHS\b|\bN\.H\.S\b|\btrust\b|\bteaching hospitals?\b|\b(?:general|royal|district|county|community|city|university|infirmary|acute|cottage|queen \w+) (?:hospitals?|infirmary)\b|\bhosp(?:itals?)?\b|\binfirmary\b|\bhealth board\b|\bICB\b|\bPCT\b|\bprimary care (?:trust|network)\b|\bhealthcare trust\b|\bwards?\b|\bHSC\b|\bintegrated care board\b/i,
  ],
  [
    'local_authority',
    /\b(?:council|borough|social services|social care|local authority|county council|unitary authority|adult care|children's services directorate|L\.?B\.? (?:of )?[A-Z]|city of \w+ council|department of adult|metropolitan)\b|\bsocial work\b/i,
  ],
];

/**
 * The sector of an employer, from the words it is called by; null when they do not tell. A council is named before the
 * building: somebody "seconded into an NHS team" works for the council that is named as employer.
 */
export function sectorOf(words: string): Sector | null {
  const council = /\b(?:council|borough|local authority|social services)\b/i.exec(words);
  const trust = /\bNHS\b|\btrust\b/i.exec(words);
  if (trust !== null && !/\bNHS\b/i.test(words) && /\bcharit(?:y|able|ies)\b/i.test(words)) return 'charity';
  if (council !== null && (trust === null || council.index < trust.index)) return 'local_authority';
  if (trust !== null) return 'nhs';
  return RULES.find(([, rule]) => rule.test(words))?.[0] ?? (SHORT_HOSPITAL.test(words) ? 'nhs' : null);
}

/** "Rother General", "the Royal Aire": hospitals as people call them. */
const SHORT_HOSPITAL = /\b[A-Z][a-z]+ (?:General|District General|Royal)(?=$|[,.;:)|–]|\s[(–-])/;
