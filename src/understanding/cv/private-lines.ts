/** What a form asks about the person and the law keeps out of a decision (Equality Act 2010, ss. 4–12). */
const LABEL =
  '(?:date of birth|birth ?date|d\\.?o\\.?b\\.?|age|nationality|citizenship|marital status|civil status|gender(?: identity)?|sex|pronouns?|religion(?: (?:or|and) belief)?|faith|sexual orientation|disabilit(?:y|ies)(?: status)?|health(?: status)?|ethnic(?:ity| origin| group| background)|race|trade union(?: membership)?|union(?: membership)?|place of birth|birthplace|country of birth|country of origin|first language|mother tongue|children|dependants|height|weight|passport(?: number)?|visa(?: status)?|immigration status)';
/** A labelled line of its own, with the line break before it. */
const PRIVATE_LINE = new RegExp(
  `(?:^|\\r?\\n)[ \\t]*(?:[-–•*][ \\t]*)?${LABEL}[ \\t]*[:|][^\\n]{0,80}(?=\\r?\\n|$)`,
  'gi',
);

/**
 * The text with labelled lines about the person blanked out, so that not even their number moves the others: what stands
 * on the third line of a CV is read as it would be on the first. Offsets stay as they are.
 */
export function withoutPrivateLines(text: string): string {
  return text.replace(PRIVATE_LINE, (line) => ' '.repeat(line.length));
}
