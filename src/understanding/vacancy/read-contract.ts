import type { Contract } from '../profile.js';
import { firstMatch, type Found } from './found.js';

const CONTRACTS: readonly (readonly [Contract, RegExp])[] = [
  ['locum', /\b(locum|agency worker|umbrella|inside ir35|outside ir35|p\/h|paye)\b/i],
  [
    'fixed_term',
    /\b(fixed[- ]term|maternity (leave )?cover|secondment|temporary|\d+ months?['’]? contract)\b/i,
  ],
  [
    'bank',
    /\b(bank (staff|post|contract|role|shifts?|band|occupational|ot)|nhsp|nhs professionals|- bank\b|on our bank|bank$)\b/i,
  ],
  ['permanent', /\bpermanent\b/i],
];

/**
 * The first kind of contract that the header names, else permanent where the text says so anywhere (secondments and bank
 * shifts are also what colleagues come and go by), else the first that the text names.
 */
export function readContract(text: string, header: readonly Found<string>[]): Found<Contract> | null {
  const headerEnd = header.at(-1)?.end ?? 0;
  return earliest(text.slice(0, headerEnd)) ?? permanent(text) ?? earliest(text);
}

function earliest(text: string): Found<Contract> | null {
  let first: Found<Contract> | null = null;
  for (const [value, pattern] of CONTRACTS) {
    const match = pattern.exec(text);
    if (match !== null && (first === null || match.index < first.start)) {
      first = { value, start: match.index, end: match.index + match[0].length };
    }
  }
  return first;
}

function permanent(text: string): Found<Contract> | null {
  const found = firstMatch(text, /\bpermanent\b/i);
  return found === null ? null : { ...found, value: 'permanent' };
}
