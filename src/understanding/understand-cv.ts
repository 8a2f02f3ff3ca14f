import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { outlineCv, roleAt, sectionAt, withoutPrivate, type CvOutline } from './cv/outline.js';
import { readMentions, type TextMention } from './cv/mentions.js';
import { spanOf } from './prepare-text.js';
import { OCCUPATIONAL_THERAPY, readProfession, type ProfessionReading } from './cv/profession.js';
import type { Profile, Role, Span, StageReading } from './profile.js';
import { readRegistration, type RegistrationReading } from './cv/registration.js';
import { settleRegistration, settleRole } from './cv/settle-role.js';
import { dutySigns, isOtDegree } from './cv/duty-signs.js';
import { latestDate } from './cv/months-in-posts.js';
import type { TextRole } from './cv/read-role.js';
import { sectorHistory } from './cv/sector-history.js';
import { STAGES, type Stage } from '../taxonomy/concept.js';
import { decideStage } from './cv/stage.js';
import { readStatements } from './cv/statements.js';
import { mayRefuse, readRefusedContracts } from './cv/refused-contracts.js';
import { readWishes, type WishSentence } from './cv/wishes.js';
import type { TextRange } from './text-range.js';

/**
 * Reads a CV. Pure: the same text and taxonomy give the same profile, and "present" stays a word. All spans of the
 * profile are UTF-16 offsets into `text` as given.
 */
export function understandCv(text: string, taxonomy: Taxonomy): Profile {
  const outline = outlineCv(text, taxonomy);
  const { prepared } = outline;
  const span = (range: TextRange): Span => spanOf(prepared, range);
  const place = (range: TextRange | null): Span | null => (range === null ? null : span(range));
  const mentions = readMentions(outline);
  const registration = readRegistration(prepared, (place) => sectionAt(outline, place).kind);
  const qualified = mentions.filter(isOtDegree(outline)).map(({ hit }) => hit);
  const profession = readProfession(prepared, outline.roles, registration, qualified, outline.hits);
  const roles = outline.roles.map((role) => settleRole(role, profession));
  const own = settleRegistration(registration, profession, roles);
  const latest = latestDate(roles, outline);
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
    registration: {
      state: own.state,
      number: own.number,
      evidence: place(own.evidence),
      ...(own.restricted === null ? {} : { restricted: span(own.restricted) }),
    },
    stage: stageOf(outline, roles, latest, registration, profession, mentions, qualified[0] ?? null, place),
    profession: { name: profession.name, evidence: place(profession.evidence) },
    sectors: sectorHistory(roles, latest).map(({ sector, months, evidence }) => ({
      sector,
      months,
      evidence: span(evidence),
    })),
    wishes: wishesOf(outline, mentions, span),
    statements: readStatements(outline, taxonomy).map(({ sentence, stems, role }) => ({
      span: span(sentence),
      stems,
      role,
    })),
  };
}

function roleOf(
  role: TextRole,
  span: (range: TextRange) => Span,
  place: (range: TextRange | null) => Span | null,
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

const NO_STAGE: StageReading['distribution'] = Object.fromEntries(
  STAGES.map((stage) => [stage, 0]),
) as Record<Stage, number>;

function stageOf(
  outline: CvOutline,
  roles: readonly TextRole[],
  latest: number,
  registration: RegistrationReading,
  profession: ProfessionReading,
  mentions: readonly TextMention[],
  degree: TextRange | null,
  place: (range: TextRange | null) => Span | null,
): StageReading {
  if (profession.name !== OCCUPATIONAL_THERAPY) return { stage: null, distribution: NO_STAGE, reasons: [] };
  const { stage, distribution, voices } = decideStage(
    outline.prepared,
    roles,
    registration,
    dutySigns(mentions, degree),
    latest,
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

function wishesOf(
  outline: CvOutline,
  mentions: readonly TextMention[],
  span: (range: TextRange) => Span,
): Profile['wishes'] {
  const wishes = readWishes(wishSentences(outline, mentions, span));
  const refused = readRefusedContracts(
    // Below a post somebody tells what was refused there, and by whom.
    outline.prepared.sentences
      .filter(({ start, end }) => mayRefuse(outline.prepared.text.slice(start, end)))
      .filter(({ start }) => roleAt(outline, start) === null)
      .map((sentence) => ({ words: withoutPrivate(outline, sentence), span: span(sentence) })),
  );
  return refused === null ? wishes : { ...wishes, refused };
}

/** The sentences below a heading of wishes, and those elsewhere whose mentions are wished for. */
function wishSentences(
  outline: CvOutline,
  mentions: readonly TextMention[],
  span: (range: TextRange) => Span,
): readonly WishSentence[] {
  const wished = new Set(
    mentions.filter(({ assertion }) => assertion === 'wants').map(({ hit }) => hit.sentence),
  );
  return outline.prepared.sentences.flatMap((sentence, index) => {
    const wish = wished.has(index) || sectionAt(outline, sentence.start).kind === 'wishes';
    const words = wish ? withoutPrivate(outline, sentence) : '';
    return words.trim() === '' ? [] : [{ words, span: span(sentence) }];
  });
}
