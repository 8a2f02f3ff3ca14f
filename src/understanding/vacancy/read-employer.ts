import type { Sector } from '../../taxonomy/concept.js';
import type { PreparedText } from '../prepare-text.js';
import { firstMatch, type Found } from './found.js';
import type { AdvertSentence } from './parts.js';
import { headerLines } from './read-title.js';

const NAME = String.raw`(?:St\.|[\p{Lu}][\p{L}\p{N}'’&-]*|of|and|the|with|for|in|&)`;
/** "Our NHS partners" are another's. */
const PARTNERS = '(?! (?:partners?|colleagues|organisations)\\b)';
const KINDS: readonly (readonly [Sector, RegExp])[] = [
  [
    'local_authority',
    new RegExp(
      String.raw`(?:${NAME} ){0,7}(?:Council|COUNCIL)\b|\b(?:(?:London|Royal|Metropolitan) )?Borough of (?:${NAME} ?){1,4}|\bCity of [\p{Lu}][\p{L}]+`,
      'u',
    ),
  ],
  [
    'nhs',
    new RegExp(
      String.raw`(?:${NAME} ){0,9}(?:(?:NHS|Health Board|HSC)\b${PARTNERS}(?: (?:Foundation|Trust|Professionals|FT)\b)*|(?:Community|General|District|Cottage) Hospital\b|Infirmary\b)`,
      'u',
    ),
  ],
  ['charity', new RegExp(String.raw`(?:${NAME} ){0,5}(?:Hospice|Charity|Charitable|Trust)\b`, 'u')],
  [
    'independent',
    new RegExp(
      String.raw`(?:${NAME} ){0,5}(?:Ltd|Limited|PLC|plc|CIC|Group|Healthcare|Health Care|Hospital|Clinic|School|Care(?! (?:Act|Board|Certificate|Partnership|Plan|Quality|System|Team)\b))\b`,
      'u',
    ),
  ],
];

/** What a post is about, and nobody's name. */
const NO_EMPLOYER =
  /^(?:(?:Adult|Adults|Social|Health|Children's|Intermediate|Palliative|Primary|Acute|Urgent|Community|Critical|Personal|Integrated|and|&) )*(?:Care|School|Hospital|Clinic|Group|Healthcare|Health Care)$/u;

/** An advert that says what its employer is, without a name that tells. */
const SAYS: readonly (readonly [Sector, RegExp])[] = [
  ['local_authority', /\b(local authority|county partnership|(the|our|a) council\b)/i],
  ['nhs', new RegExp(String.raw`\bNHS\b${PARTNERS}`)],
];

/** The sector of the employer's name; else what the advert says of its employer, the earliest first. */
export function readSector(prepared: PreparedText, employer: Employer | null): Found<Sector> | null {
  if (employer !== null) return { ...employer.name, value: employer.sector };
  const said = SAYS.flatMap(([sector, pattern]) => {
    const found = firstMatch(prepared.text, pattern, 0, prepared.text.length);
    return found === null ? [] : [{ ...found, value: sector }];
  });
  return said.sort((a, b) => a.start - b.start)[0] ?? null;
}

export interface Employer {
  readonly name: Found<string>;
  readonly sector: Sector;
}

/** Prefer the employer's own header line; the first one named stands for a joint post. */
export function readEmployer(prepared: PreparedText, sentences: readonly AdvertSentence[]): Employer | null {
  for (const line of headerLines(prepared, sentences)) {
    const employer = earliest(prepared.text, line.start, line.end);
    if (employer !== null) return employer;
  }
  return earliest(prepared.text, 0, prepared.text.length);
}

function earliest(text: string, from: number, to: number): Employer | null {
  let first: Employer | null = null;
  for (const [sector, pattern] of KINDS) {
    const name = firstMatch(text, pattern, from, to);
    if (name !== null && !NO_EMPLOYER.test(name.value) && (first === null || name.start < first.name.start))
      first = { name: trimmed(name), sector };
  }
  return first;
}

/** "Our client, the Borough" begins with the words before it: a name does not. */
function trimmed(name: Found<string>): Found<string> {
  const lead = /^(?:(?:the|with|for|in|and|of) )+/i.exec(name.value)?.[0].length ?? 0;
  return { value: name.value.slice(lead).trimEnd(), start: name.start + lead, end: name.end };
}
