import type { DateMark } from './dates.js';

/** Dates of a registration, of an acting-up or of an office held beside the post, and not of the post itself. */
const NOT_OF_THE_POST =
  /\b(?:regist\w+|HCPC|HPC|RCOT|BAOT|member\w*|acting|acted|qualified|accredited|chair\w*|trained|licen[cs]e\w*|driving|lead for|also)\b[^.;|]{0,40}$/i;

/** The spell that a post lasted among the dates of its line: a range, or else "since …", or else a single date. */
export function postMark(text: string, marks: readonly DateMark[]): DateMark | undefined {
  const own = marks.filter(
    ({ kind, start }) => kind !== 'since' || !NOT_OF_THE_POST.test(text.slice(0, start)),
  );
  return (
    own.find(({ kind }) => kind === 'range') ?? own.find(({ kind }) => kind === 'since') ?? own[0] ?? marks[0]
  );
}
