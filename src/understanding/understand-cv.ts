import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { outlineCv, overlapsAny, sectionAt, type CvOutline } from './cv/outline.js';
import { readMentions, type TextMention } from './cv/mentions.js';
import { spanOf } from './prepare-text.js';
import { OCCUPATIONAL_THERAPY, readProfession, type ProfessionReading } from './cv/profession.js';
import type { Profile, Role, Span, StageReading } from './profile.js';
import { readRegistration, type RegistrationReading } from './cv/registration.js';
import type { TextRole } from './cv/read-role.js';
import { sectorHistory } from './cv/sector-history.js';
import { STAGES, type Stage } from '../taxonomy/concept.js';
import { decideStage, type DutySigns } from './cv/stage.js';
import { readStatements } from './cv/statements.js';
import { readWishes } from './cv/wishes.js';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a CV. Pure: the same text and taxonomy give the same profile, and "present" stays a word. All spans of the
 * profile are UTF-16 offsets into `text` as given.
 */
export function understandCv(text: string, taxonomy: Taxonomy): Profile {
  const outline = outlineCv(text, taxonomy);
  const { prepared } = outline;
  const span = (range: Range): Span => spanOf(prepared, range);
  const place = (range: Range | null): Span | null => (range === null ? null : span(range));
  const mentions = readMentions(outline);
  const registration = readRegistration(
    prepared,
    ({ start }) => sectionAt(outline, start).kind === 'references',
  );
  const qualified = mentions.filter(isOtDegree(outline)).map(({ hit }) => hit);
  const profession = readProfession(prepared, outline.roles, registration, qualified, outline.hits);
  const roles = outline.roles.map((role) => settleRole(role, profession));
  return {
    sections: outline.sections.map(({ kind, heading, start, end }) => ({
      kind,
      heading: place(heading),
      span: span({ start, end }),
    })),
    roles: roles.map((role) => roleOf(role, span, place)),
    mentions: mentions.map(({ hit, assertion, section, role }) => ({
      conceptId: hit.conceptId,
      span: span(hit),
      form: hit.form,
      assertion,
      section,
      role,
      sentence: span(prepared.sentences[hit.sentence] ?? hit),
    })),
    registration: registrationOf(registration, profession, roles, place),
    stage: stageOf(outline, roles, registration, profession, mentions, qualified[0] ?? null, place),
    profession: { name: profession.name, evidence: place(profession.evidence) },
    sectors: sectorHistory(roles).map(({ sector, months, evidence }) => ({
      sector,
      months,
      evidence: span(evidence),
    })),
    wishes: readWishes(wishSentences(outline, mentions)),
    statements: readStatements(outline, taxonomy).map(({ sentence, stems, role }) => ({
      span: span(sentence),
      stems,
      role,
    })),
  };
}

const OT_DEGREES = new Set([
  'qual.ot_degree_bsc',
  'qual.ot_degree_pg',
  'qual.ot_diploma',
  'qual.overseas_ot',
]);
const UNFINISHED =
  /\b(?:in progress|expected|due to (?:finish|complete|graduate)|studying|(?:first|second|third|final)[\s-]year|year (?:one|two|three|[1-4]) of|not completed|place (?:pending|on))\b/i;

function isOtDegree(outline: CvOutline): (mention: TextMention) => boolean {
  return ({ hit, assertion, section }) => {
    const words = outline.views[hit.sentence]?.text ?? '';
    return (
      OT_DEGREES.has(hit.conceptId) && assertion === 'has' && section !== 'wishes' && !UNFINISHED.test(words)
    );
  };
}

/**
 * A post whose header names no profession ("Team Manager", "Band 6, stroke ward", "Early intervention team, … NHS
 * Trust") is an occupational therapist's when the person is one.
 */
function settleRole(role: TextRole, profession: ProfessionReading): TextRole {
  const { titleReading } = role;
  if (profession.name !== OCCUPATIONAL_THERAPY) {
    return titleReading?.core === 'management' ? { ...role, occupationalTherapy: false, stage: null } : role;
  }
  if (role.kind === 'placement') return { ...role, occupationalTherapy: true, stage: null };
  const levelled = titleReading?.core === 'management' || role.band !== null || role.grade !== null;
  const untitled =
    titleReading === null && !role.otherTitle && (role.sector === 'nhs' || role.sector === 'local_authority');
  const open = role.profession === null && role.kind === 'employment' && (levelled || untitled);
  return role.occupationalTherapy || open ? { ...role, occupationalTherapy: true } : { ...role, stage: null };
}

function roleOf(
  role: TextRole,
  span: (range: Range) => Span,
  place: (range: Range | null) => Span | null,
): Role {
  const { kind, sector, from, to, stage, occupationalTherapy } = role;
  return {
    kind,
    span: span(role),
    title: place(role.title),
    employer: place(role.employer),
    sector,
    from,
    to,
    band: role.band?.value ?? null,
    grade: role.grade?.value ?? null,
    stage: occupationalTherapy ? stage : null,
    occupationalTherapy,
  };
}

/** Support staff and other professions have no registration as occupational therapists to show. */
function registrationOf(
  reading: RegistrationReading,
  profession: ProfessionReading,
  roles: readonly TextRole[],
  place: (range: Range | null) => Span | null,
): Profile['registration'] {
  if (profession.name !== OCCUPATIONAL_THERAPY) return { state: 'none', number: null, evidence: null };
  const support = roles.some(({ kind, occupationalTherapy }) => kind === 'employment' && occupationalTherapy);
  const onlySupport =
    support &&
    roles.every(({ occupationalTherapy, stage }) => !occupationalTherapy || stage === 'support_worker');
  const state = reading.state === 'not_evidenced' && onlySupport ? 'none' : reading.state;
  return { state, number: reading.number, evidence: place(reading.evidence) };
}

const NO_STAGE: StageReading['distribution'] = Object.fromEntries(
  STAGES.map((stage) => [stage, 0]),
) as Record<Stage, number>;

function stageOf(
  outline: CvOutline,
  roles: readonly TextRole[],
  registration: RegistrationReading,
  profession: ProfessionReading,
  mentions: readonly TextMention[],
  degree: Range | null,
  place: (range: Range | null) => Span | null,
): StageReading {
  if (profession.name !== OCCUPATIONAL_THERAPY) return { stage: null, distribution: NO_STAGE, reasons: [] };
  const { stage, distribution, voices } = decideStage(
    outline.prepared,
    roles,
    registration,
    dutySigns(mentions, degree),
  );
  return {
    stage,
    distribution,
    reasons: voices.map(({ stage: said, source, evidence }) => ({
      stage: said,
      source,
      evidence: place(evidence),
    })),
  };
}

const SENIOR_DUTIES = new Set([
  'duty.supervise_junior',
  'duty.supervise_unqualified',
  'duty.complex_caseload',
  'duty.deputise',
]);

/** One of them alone is seen at every stage: "supervis*" stood in 63 % of Band 5 adverts and 58 % of Band 6 ones. */
const SENIOR_DUTIES_NEEDED = 2;

function dutySigns(mentions: readonly TextMention[], qualified: Range | null): DutySigns {
  const done = mentions.filter(({ assertion, role }) => assertion === 'has' && role !== null);
  const senior = done.filter(({ hit }) => SENIOR_DUTIES.has(hit.conceptId));
  const kinds = new Set(senior.map(({ hit }) => hit.conceptId)).size;
  return {
    senior: kinds >= SENIOR_DUTIES_NEEDED ? (senior[0]?.hit ?? null) : null,
    leads: done.find(({ hit }) => hit.conceptId === 'duty.team_lead')?.hit ?? null,
    qualified,
  };
}

/** The sentences below a heading of wishes, and those elsewhere whose mentions are wished for. */
function wishSentences(outline: CvOutline, mentions: readonly TextMention[]): readonly string[] {
  const wished = new Set(
    mentions.filter(({ assertion }) => assertion === 'wants').map(({ hit }) => hit.sentence),
  );
  return outline.prepared.sentences.flatMap((sentence, index) => {
    const wish = wished.has(index) || sectionAt(outline, sentence.start).kind === 'wishes';
    return wish && !overlapsAny(outline.privateRanges, sentence) ? [outline.views[index]?.text ?? ''] : [];
  });
}
