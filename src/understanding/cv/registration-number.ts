import { matchesOf } from '../matches-of.js';
import { isAbroad } from './overseas.js';

/**
 * Letters of the profession and up to six digits; CVs show four to six. Source: hcpc-uk.org, "How to check". Letters in
 * place of the last digits are a number that was made unreadable; years behind a title ("Principal OT 2012-18") are none.
 */
const NUMBER =
  /(?<![A-Za-z0-9])OT[\s:#-]{0,2}(?!(?:19|20)\d{2}\s?(?:[-–—/]|to\b))(\d{4,6}|\d{2,3} \d{3})(?![\dA-Za-z])|(?<![A-Za-z0-9])OT\d{1,4}[xX*]{1,5}(?![\dA-Za-z])/g;
/** Words of the register that counts, and of registers and licences elsewhere whose numbers look alike. */
const HCPC = /\b(?:HCPC|HPC|Health (?:and|&) Care Professions?|Health Professions Council)\b/gi;
const ELSEWHERE =
  /\b(?:CORU|AHPRA|HPCSA|NBCOT|NMC|GMC|GPhC|SWE|SSSC|NISCC|(?<!driving )licen[cs](?:e|ed|ure)|(?:national|provincial|board) regist(?:ration|ered))\b/gi;
/** Whoever belongs to these has a number there too, as well as one of the register. */
const MEMBERSHIP = /\b(?:RCOT|BAOT|COT|member\w*)\b/;
/** What other numbers are called, as long as the register is not named with them. */
const OTHER_LABEL = /\b(?:ref(?:erence)?|modules?|units?|courses?|vacancy|job|order|staff|payroll|badge)\b/i;

/** A number of the register in the words of a sentence; the value is null where its digits were made unreadable. */
export interface RegisterNumber {
  readonly value: string | null;
  readonly start: number;
  readonly end: number;
}

const FOREIGN = /\b(?:CORU|AHPRA|HPCSA|NBCOT)\b/;

/** Whether a line speaks of a register abroad and not of ours, so that a number below it is that one's. */
export function speaksOfForeignRegister(line: string): boolean {
  return FOREIGN.test(line) && !/\bHCPC\b|\bHPC\b/.test(line);
}

/** Cheap to ask of every sentence. */
export function mayHoldNumber(words: string): boolean {
  return /OT[\s:#-]{0,2}\d/.test(words);
}

/**
 * The first number in a sentence that no other body and no other label claims: of the bodies named, the nearest one
 * before it speaks for it, or else the first behind it up to the next stop.
 */
export function findNumber(words: string): RegisterNumber | null {
  for (const match of matchesOf(NUMBER, words)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = words.slice(0, start);
    const behind = /^[^;,|.]*/.exec(words.slice(end))?.[0] ?? '';
    const own = lastOf(HCPC, before);
    const other = lastOf(ELSEWHERE, before);
    if (other > own) continue;
    const member = MEMBERSHIP.test(before.split(/[;|,]/).at(-1) ?? '');
    const labelled = OTHER_LABEL.test(before.split(/[;|]/).at(-1) ?? '');
    const abroad = /\bregist/i.test(before) && isAbroad(before);
    if (own < 0 && (lastOf(ELSEWHERE, behind) >= 0 || member || labelled || abroad)) continue;
    const value = match[1] === undefined ? null : `OT${match[1].replace(' ', '')}`;
    return { value, start, end };
  }
  return null;
}

function lastOf(expression: RegExp, words: string): number {
  return matchesOf(expression, words).at(-1)?.index ?? -1;
}
