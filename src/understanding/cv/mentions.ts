import { assertionOf } from './assertion.js';
import { HEAD_LINE_MAX, HEAD_LINES } from './headline.js';
import { isPartnerOrganisation } from './partner-organisation.js';
import { roleAt, sectionAt, type CvOutline } from './outline.js';
import type { ConceptHit } from '../find-concepts.js';
import type { Assertion, SectionKind } from '../profile.js';
import type { TextSection } from './sections.js';

/** A concept of the CV with who did it and where it stands. Offsets into the prepared text. */
export interface TextMention {
  readonly hit: ConceptHit;
  readonly assertion: Assertion;
  readonly section: SectionKind;
  readonly role: number | null;
}

/**
 * More mentions of one concept at one place, with one assertion, tell nothing new, and text that repeats a word must not
 * fill the store; nor may it crowd out the post in which the thing was done.
 */
export const MENTIONS_PER_PLACE = 40;

const HELD_ANYHOW = new Set(['reg.driving', 'reg.dbs']);
const RECEIVES_SUPERVISION = 'duty.receive_supervision';

/** Mentions in order of place. */
export function readMentions(outline: CvOutline): readonly TextMention[] {
  const mentions: TextMention[] = [];
  const kept = new Map<string, number>();
  const titlesBySentence = groupTitles(outline.hits);
  for (const hit of outline.hits) {
    const near = titlesBySentence.get(hit.sentence) ?? [];
    const mention = readMention(outline, hit, near);
    if (mention === null) continue;
    const alike = `${hit.conceptId} ${mention.assertion} ${mention.role ?? mention.section}`;
    const count = kept.get(alike) ?? 0;
    if (count >= MENTIONS_PER_PLACE) continue;
    kept.set(alike, count + 1);
    mentions.push(mention);
  }
  return withoutTeamsClaims(outline, mentions);
}

/** "We come out for stairlifts, but the stairlifts go to the OTs": of one's own part the second half speaks. */
function withoutTeamsClaims(outline: CvOutline, mentions: readonly TextMention[]): readonly TextMention[] {
  if (!mentions.some(({ assertion }) => NOT_OWN.has(assertion))) return mentions;
  const { prepared } = outline;
  return mentions.map((mention, index) => {
    const { hit, assertion } = mention;
    if (assertion !== 'has') return mention;
    const again = mentions
      .slice(index + 1, index + 1 + SENTENCE_MENTIONS)
      .find(
        (other) =>
          other.hit.sentence === hit.sentence &&
          other.hit.conceptId === hit.conceptId &&
          NOT_OWN.has(other.assertion),
      );
    if (again === undefined) return mention;
    const before = prepared.text.slice(prepared.sentences[hit.sentence]?.start ?? hit.start, hit.start);
    const between = prepared.text.slice(hit.end, again.hit.start);
    const teams = /\bwe\b/i.test(before) && !/\bI\b/.test(before) && /\bbut\b/.test(between);
    return teams ? { ...mention, assertion: again.assertion } : mention;
  });
}

const NOT_OWN: ReadonlySet<Assertion> = new Set(['negated', 'other_person']);
/** A sentence names seldom more than this many concepts between two of the same. */
const SENTENCE_MENTIONS = 12;

function readMention(outline: CvOutline, hit: ConceptHit, titles: readonly ConceptHit[]): TextMention | null {
  const section = sectionAt(outline, hit.start);
  const titled = isTitle(hit);
  if (section.kind === 'interests') return null;
  // The heading "Training" says nothing of training others.
  if (section.kind === 'training' && hit.end <= (section.heading?.end ?? 0)) return null;
  if (
    section.kind === 'contact' &&
    !titled &&
    !hit.conceptId.startsWith('reg.') &&
    !hit.conceptId.startsWith('qual.')
  ) {
    return null;
  }
  const sentence = outline.prepared.sentences[hit.sentence];
  const view = outline.views[hit.sentence];
  if (sentence === undefined || view === undefined) return null;
  const roleIndex = roleAt(outline, hit.start);
  const role = roleIndex === null ? undefined : outline.roles[roleIndex];
  const assertion = assertionOf({
    view,
    start: hit.start - sentence.start,
    end: hit.end - sentence.start,
    // Nobody wishes for a licence or a check: named among wishes, they are held.
    section: section.kind === 'wishes' && HELD_ANYHOW.has(hit.conceptId) ? 'other' : section.kind,
    sense: section.sense,
    header: role !== undefined && hit.start >= role.header.start && hit.end <= role.header.end,
    placement: role?.kind === 'placement',
  });
  const before = outline.prepared.text.slice(sentence.start, hit.start);
  const place = { hit, section: placeKind(section, roleIndex), role: roleIndex };
  if (hit.conceptId === RECEIVES_SUPERVISION && assertion === 'has')
    return { ...place, assertion: 'supervised' };
  if (isPartnerOrganisation(hit.conceptId, before, role?.sector ?? null))
    return { ...place, assertion: 'other_person' };
  if (!titled) return { ...place, assertion };
  if (titles.some((other) => covers(other, hit))) return null;
  const own = isOwnTitle(outline, hit, roleIndex);
  if (own === 'given')
    return { ...place, assertion: assertion === 'wants' || assertion === 'negated' ? assertion : 'has' };
  if (own === 'said') return { ...place, assertion };
  if (hit.conceptId.startsWith('profession.')) return null;
  return assertion === 'has' ? null : { ...place, assertion };
}

const BAND = 'work.pay_band';

/** Titles, trades and bands: of a colleague as often as of the writer. */
function isTitle({ conceptId }: ConceptHit): boolean {
  return conceptId.startsWith('title.') || conceptId.startsWith('profession.') || conceptId === BAND;
}

function groupTitles(hits: readonly ConceptHit[]): ReadonlyMap<number, readonly ConceptHit[]> {
  const groups = new Map<number, ConceptHit[]>();
  for (const hit of hits.filter(isTitle))
    groups.set(hit.sentence, [...(groups.get(hit.sentence) ?? []), hit]);
  return groups;
}

/** A longer title or trade that holds this one: "senior occupational therapist" over "occupational therapist". */
function covers(other: ConceptHit, hit: ConceptHit): boolean {
  const longer = other.end - other.start > hit.end - hit.start;
  return longer && other.start <= hit.start && other.end >= hit.end;
}

/** Inside a post everything is experience, also where the CV has no headings. */
function placeKind(section: TextSection, role: number | null): SectionKind {
  const loose = section.kind === 'summary' || section.kind === 'other' || section.kind === 'contact';
  return role !== null && loose ? 'experience' : section.kind;
}

const SELF_BEFORE =
  /\b(?:I am|I'm|I was|I've been|I have been|as an?|as the|became|my title (?:is|was)|qualified)\b[^.;]{0,40}$/i;

/** A title is the writer's own in the header of a post, at the head of the CV, or behind "I am", "as a". */
function isOwnTitle(outline: CvOutline, hit: ConceptHit, roleIndex: number | null): 'given' | 'said' | null {
  const { prepared, roles } = outline;
  const role = roleIndex === null ? undefined : roles[roleIndex];
  const header = hit.conceptId === BAND ? role?.header : role?.title;
  if (header != null && hit.start >= header.start && hit.end <= header.end) return 'given';
  const head = prepared.lines[Math.min(HEAD_LINES, prepared.lines.length) - 1];
  const line = prepared.lines[prepared.sentences[hit.sentence]?.line ?? 0];
  if (
    head !== undefined &&
    line !== undefined &&
    hit.end <= head.end &&
    line.end - line.start <= HEAD_LINE_MAX
  )
    return 'given';
  const sentence = prepared.sentences[hit.sentence];
  const said = sentence !== undefined && SELF_BEFORE.test(prepared.text.slice(sentence.start, hit.start));
  return said ? 'said' : null;
}
