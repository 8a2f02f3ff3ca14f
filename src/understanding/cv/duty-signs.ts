import type { TextMention } from './mentions.js';
import type { CvOutline } from './outline.js';
import type { DutySigns } from './stage.js';

const OT_DEGREES = new Set([
  'qual.ot_degree_bsc',
  'qual.ot_degree_pg',
  'qual.ot_diploma',
  'qual.overseas_ot',
]);
const UNFINISHED =
  /\b(?:in progress|expected|due to (?:finish|complete|graduate)|studying|(?:first|second|third|final)[\s-]year|year (?:one|two|three|[1-4]) of|not completed|place (?:pending|on))\b/i;

/** Whether a mention claims a finished degree or diploma in occupational therapy. */
export function isOtDegree(outline: Pick<CvOutline, 'views'>): (mention: TextMention) => boolean {
  return ({ hit, assertion, section }) => {
    const words = outline.views[hit.sentence]?.text ?? '';
    return (
      OT_DEGREES.has(hit.conceptId) && assertion === 'has' && section !== 'wishes' && !UNFINISHED.test(words)
    );
  };
}

const SENIOR_DUTIES = new Set([
  'duty.supervise_junior',
  'duty.supervise_unqualified',
  'duty.complex_caseload',
  'duty.deputise',
]);

/** Work beyond one's own cases, which stands in adverts for seniors about twice as often as in those for Band 5. */
const WIDER_DUTIES = new Set([
  'duty.policy_protocol',
  'duty.service_development',
  'duty.chair_panel',
  'duty.qi_lead',
  'duty.specialist_advice',
]);

/** One of them alone is seen at every stage: "supervis*" stood in 63 % of Band 5 adverts and 58 % of Band 6 ones. */
const SENIOR_DUTIES_NEEDED = 2;

/** What the mentions tell of the level at which somebody works. */
export function dutySigns(mentions: readonly TextMention[], qualified: DutySigns['qualified']): DutySigns {
  const done = mentions.filter(({ assertion, role }) => assertion === 'has' && role !== null);
  const senior = done.filter(({ hit }) => SENIOR_DUTIES.has(hit.conceptId));
  const beyond = done.some(({ hit }) => WIDER_DUTIES.has(hit.conceptId));
  const kinds = new Set(senior.map(({ hit }) => hit.conceptId)).size;
  return {
    senior: kinds >= SENIOR_DUTIES_NEEDED ? (senior[0]?.hit ?? null) : null,
    widerDuty: beyond ? (senior[0]?.hit ?? null) : null,
    leads: done.find(({ hit }) => hit.conceptId === 'duty.team_lead')?.hit ?? null,
    qualified,
  };
}
