/**
 * Whose a band is that an advert names, told by the words on either side of it. Nearly every advert names bands that are
 * not the post's: of supervisors and colleagues, of what applicants did before, of what comes later.
 */

/** Words of one breath: what stands behind a comma, a dash or a bracket is said of something else. */
const breath = (most: number): string => String.raw`(?:(?! - |\bthis\b)[^.;|,:(–—]){0,${most}}$`;
const ARTICLE = String.raw`(?:(?:an?|the|our|your|any|two|three|\d|other) (?:[\w-]+ ){0,2})?$`;

const GOVERNED = [
  // somebody over the post, under it or beside it
  String.raw`(?:supervis\w+|led|managed|supported|mentored|guided|overseen|nurtured|developed|run|staffed|provided|delivered|covered|given|held|done) by\b${breath(40)}`,
  String.raw`(?:report\w*|responsible|accountable|answer\w*)(?: directly)? (?:to|for)\b(?:(?! - )[^.;|,–—]){0,60}$`,
  String.raw`manager ?: ?$`,
  String.raw`(?:supervis(?:e|es|ing)|mentor(?:s|ing)?|manag(?:e|es|ing)|coach(?:es|ing)?|delegat(?:e|es|ing) to|deputis(?:e|es|ing) for|cover(?:s|ing)? for|alongside|addition (?:to|of)|(?:support|supervision|guidance|help|advice|input|mentoring|backing) (?:from|of|for|with)) ${ARTICLE}`,
  String.raw`holder and (?:an?|the) $`,
  // what applicants hold, have held or have done
  String.raw`(?:experienced?|background|worked|(?<!\b(?:will|to) be )employed) (?:of|in|at|as|with|within|gained|working)\b${breath(60)}`,
  String.raw`(?:evidence|history) of working (?:as|at|in)\b${breath(20)}`,
  String.raw`(?:hold|holds|holding|held|completed|completion of|finished|existing) ${ARTICLE}`,
  String.raw`(?:at least|minimum(?: of)?) (?:an? )?$`,
  String.raw`(?:consider(?:ing)?|suits?|suited to|(?:suitable|ideal|perfect) for) (?:(?!this\b)[\w-]+ ){0,3}$`,
  // what comes later
  String.raw`(?:progress\w*|mov(?:e|es|ing)|transition\w*|promot\w+|succession|route|pathway|stepping|develop\w*) [^.;|,:(–—]{0,30}to (?:an? |the )?$`,
  String.raw`towards (?:an? |the )?$`,
].join('|');
const OF_ANOTHER = new RegExp(String.raw`\b(?:${GOVERNED})`, 'i');

/** Somebody who is there or holds the band now, unless a vacancy is what there is: "we currently have a Band 6 vacancy". */
const IS_THERE = new RegExp(
  [
    String.raw`\bwith (?:an?|the|our|your|two|three) (?:experienced |senior |rotational |static |dedicated )?$`,
    String.raw`\bteam\b[^.;|]{0,20} (?:has|includes?|comprises?|consists? of)\b(?! (?:now |recently )?(?:look|seek|recruit|search|hiring|need|vacanc|opportunit|an? (?:\w+ )?(?:opportunit|vacanc|opening)))[^.;|]{0,40}$`,
    String.raw`\b(?:currently|already|previously)\b(?![^.;|]{0,40}\b(?:look|recruit|seek|search|advertis|hiring|offer|vacan|opportunit|opening|need|requir))${breath(40)}`,
  ].join('|'),
  'i',
);
const VACANCY_BEHIND =
  /^(?:['’]s)?(?: (?!(?:and|who|with|we|plus)\b)[\w/-]+){0,4}? (?:vacan\w+|opportunit\w+|openings?|available)\b/i;
/** "There is currently a Band 6 post": what the employer has now is a post, what applicants have is theirs. */
const EMPLOYER_HAS =
  /\b(?:currently (?:have|has|got|is|are)|(?:have|has|is|are) currently)\b[^.;|,:(–—]{0,40}$/i;
const APPLICANTS = /\b(?:you|who|must|applicants?|candidates?|someone|somebody|if)\b/i;

/** "Two years at Band 5": done before, unless so long a contract runs: "fixed term, 12 months at Band 6". */
const FOR_A_TIME =
  /\b(?:years?|months?)['’]? (?:(?:experience|practice|working|spent) )?(?:in|at|as|of) (?:an? |the )?$/i;
const CONTRACT_OF_MONTHS = /^\W*(?:[\w-]+[ -])?months?['’]? (?:at|as) (?:an? )?$/i;
const NOTHING_ASKED_BEHIND = /^\s*(?:$|[|]|[,;–—-]\s*[£\d])/;
const TERM = /\b(?:fixed[ -]term|ftc|secondment|maternity|contract|temporary|cover|locum|initially)\b/i;
const ASKED =
  /\b(?:must|need\w*|experienc\w*|practice|least|minimum|requir\w*|essential|should|completed)\b/i;

/** "Applications from experienced Band 5s"; not where it comes, starts or works from: "from January", "from home". */
const FROM =
  /\bfrom (?:(?:an?|the|our|your|all|any|both|either|experienced|qualified|current|existing|registered|newly|recently|suitably|motivated|enthusiastic|ambitious|confident|skilled|keen|strong|good|senior|junior|static|rotational|and|or|applicants|candidates|people|those|colleagues|staff|occupational|therapists|OTs|working|at|in) ){0,4}$/i;
/** "Salary: from Band 6": the least that is paid. */
const PAID_FROM =
  /\b(?:salary|pay|paid|grad(?:e|ed|ing)|band(?:ing|ed)?|start(?:s|ing)?|advertised)\b\W*(?:\w+ )?from $/i;
/** "Progression from Band 5 to Band 6": what the post grows to. */
const GROWS_FROM = /\b(?:progress\w*|develop\w*)(?: \w+)? from $|^\W*from $/i;
const RANGE = /\d[a-d]?\b.*\d/i;

/** "Band 6 experience", "the Band 5 development programme", "(Band 8a) has". */
const BEHIND_ANOTHERS =
  /^(?:['’]?s)?(?: (?:level|role|OT|clinical))? (?:experience|peer group|(?:support |development )+(?:programmes?|groups?|pathways?)|(?:development )?competenc\w+)\b|^\) (?:has|is|will|leads|provides|supervises|oversees)\b/i;

const POST_BEHIND =
  /^(?:['’]s)?(?: [\w/,-]+){0,4}? (?:posts?|roles?|positions?|vacanc\w+|opportunit\w+|openings?|jobs?|static|rotation|available|secondments?|(?:has|have) (?:\w+ )?become|(?:is|are) (?:needed|wanted|required|sought)|to (?:join|work|cover|be part))\b/i;
/** "Our Band 7 OT": somebody who is there, unless words before or behind say that somebody is looked for. */
const SOMEBODY = /(?:^|[\s(])(?:our|an?|there are|have) (?:[\w,-]+ ){0,3}$/i;
const PERSON_BEHIND =
  /^(?: [\w/-]+){0,3}? (?:occupational|OTs?|[\w-]*therap\w+|assistants?|technicians?|practitioners?|seniors?|specialists?|leads?|colleagues?)\b/i;
const LOOKED_FOR =
  /\b(?:look\w*|search\w*|recruit\w*|seek\w*|hir(?:e|es|ing)|need\w*|requir\w+|want\w*|wish\w*|appoint\w*|welcom\w*|invit\w+|opportunit\w+|openings?|vacanc\w+|chance|posts?|roles?|positions?|join|advertis\w+|offer\w*|employ\w*|expand\w*|excited|delighted|pleased|interested|challenge|vacant|next)\b|^\W*(?:working )?as an? |^\W*(?:are you|if you are|you are|you will be|you'll be) an? /i;

/** Characters before a band that can tell whose it is. */
const NEAR = 300;

/**
 * True when the words say that a band is a colleague's or asked of applicants, or that it comes later.
 *
 * @param sentenceBefore what stands before the band in its sentence or line, with the space between
 * @param band the band or range as written
 * @param after what stands behind it
 */
export function isAnothersBand(sentenceBefore: string, band: string, after: string): boolean {
  const before = sentenceBefore.slice(-NEAR);
  if (OF_ANOTHER.test(before) || BEHIND_ANOTHERS.test(after)) return true;
  if (IS_THERE.test(before)) return !isVacant(before, after);
  if (FOR_A_TIME.test(before)) return !isTermOfPost(before, after);
  if (FROM.test(before)) return !PAID_FROM.test(before) && !(GROWS_FROM.test(before) && RANGE.test(band));
  return (
    SOMEBODY.test(before) && PERSON_BEHIND.test(after) && !POST_BEHIND.test(after) && !LOOKED_FOR.test(before)
  );
}

function isVacant(before: string, after: string): boolean {
  if (APPLICANTS.test(before)) return false;
  return VACANCY_BEHIND.test(after) || (EMPLOYER_HAS.test(before) && POST_BEHIND.test(after));
}

function isTermOfPost(before: string, after: string): boolean {
  if (ASKED.test(before)) return false;
  return TERM.test(before) || (CONTRACT_OF_MONTHS.test(before) && NOTHING_ASKED_BEHIND.test(after));
}
