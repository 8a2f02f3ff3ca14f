/**
 * British and American spellings that change the length of a word. Word beginnings and endings both occur, so they
 * are replaced wherever they stand; a variant that no text contains costs nothing but a few states.
 */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/paed/g, 'ped'],
  [/orthopaed/g, 'orthoped'],
  [/haem/g, 'hem'],
  [/isation/g, 'ization'],
  [/ising\b/g, 'izing'],
  [/ise\b/g, 'ize'],
  [/ised\b/g, 'ized'],
  [/behaviour/g, 'behavior'],
  [/programme/g, 'program'],
  [/centre/g, 'center'],
  [/centred/g, 'centered'],
  [/licence/g, 'license'],
  [/colour/g, 'color'],
  [/counsell/g, 'counsel'],
  [/judgement/g, 'judgment'],
];

/**
 * All spellings under which a form is looked for: `&` and "and", British and American, "agency" and "agencies",
 * "home visits" and "home visit". A plain plural in s or es needs no variant, the word boundary test allows it.
 * Case-sensitive forms stand as they are.
 */
export function formVariants(form: string, caseSensitive: boolean): readonly string[] {
  if (caseSensitive) return [form];
  const variants = new Set<string>();
  const base = form.toLowerCase();
  for (const joined of [base, base.replaceAll(' & ', ' and '), base.replace(/ and /g, ' & ')]) {
    variants.add(joined);
    variants.add(SPELLINGS.reduce((text, [british, american]) => text.replace(british, american), joined));
  }
  for (const variant of [...variants]) {
    if (/[^aeiou ]y$/.test(variant)) variants.add(`${variant.slice(0, -1)}ies`);
    const singular = singularOf(variant);
    if (singular !== null) variants.add(singular);
  }
  return [...variants];
}

/** Only for forms of several words: a lone "falls" or "burns" would become a verb. */
function singularOf(form: string): string | null {
  if (!form.includes(' ') || !/[a-z]{3}s$/.test(form) || /(ss|us|is|ics|ies|ves|ches|shes|xes)$/.test(form)) {
    return null;
  }
  return form.slice(0, -1);
}
