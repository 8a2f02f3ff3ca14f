import type { PreparedText } from '../prepare-text.js';
import { movedBy, type TextRange } from '../text-range.js';
import type { RoleHeader } from './role-header.js';
import { segmentAt } from './role-words.js';

const EMPLOYER =
  /\b(?:NHS|Trust|Council|Borough|Hospitals?|Infirmary|Healthcare|Health Board|Medical Cent(?:re|er)|Ltd|Limited|plc|Hospice|Nursing Home|Care Home|School|University|Group|Partnership|Clinic|Cent(?:re|er)|Services?|Agency)\b/;

/** The employer in the field for it, up to its address, or else the name that the header's words hold. */
export function employerOf({ text }: PreparedText, header: RoleHeader): TextRange | null {
  const field = header.fields?.employer;
  if (field !== undefined) {
    const name = /^[^,;|(]+/.exec(text.slice(field.start, field.end))?.[0].trimEnd().length ?? 0;
    return { start: field.start, end: field.start + name };
  }
  const words = text.slice(header.start, header.end);
  const match = EMPLOYER.exec(words);
  if (match === null) return null;
  const close = match.index + match[0].length;
  const bracket = words.indexOf(' (', close);
  const name = segmentAt(bracket < 0 ? words : words.slice(0, bracket), match.index, close);
  return movedBy(name, header.start);
}
