import type { ConceptKind } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { assertionOf } from './assertion.js';
import type { Clause } from './clauses.js';
import { overlapsAny, roleAt, sectionAt, type CvOutline } from './outline.js';
import { indexAt } from '../prepare-text.js';
import type { Sentence } from '../sentences.js';
import { isContentWord } from '../stems.js';
import { movedBy } from '../text-range.js';

/** A sentence that speaks for the person. Offsets into the prepared text. */
export interface TextStatement {
  readonly sentence: Sentence;
  readonly stems: readonly string[];
  readonly role: number | null;
}

const SPEAKING = new Set(['summary', 'experience', 'training', 'skills', 'other']);
/** A sentence that names nothing of these kinds may be about the garden; what its words share with an advert is chance. */
const SPEAKING_KINDS: ReadonlySet<ConceptKind> = new Set([
  'duty',
  'qualification',
  'specialism',
  'setting',
  'assessment',
]);
/** A sentence of fewer known words says nothing that could be matched. */
const LEAST_STEMS = 2;

/**
 * Sentences about the work, reduced to the words known to the trade (the background table): clauses that deny, wish,
 * watch or speak of others are left out, and so are names, which are not in the table or stand at the head of the CV.
 */
export function readStatements(outline: CvOutline, taxonomy: Taxonomy): readonly TextStatement[] {
  const names = ownNames(outline);
  const statements: TextStatement[] = [];
  const named = new Set(
    outline.hits
      .filter(({ conceptId }) => SPEAKING_KINDS.has(taxonomy.concepts.get(conceptId)?.kind ?? 'quality'))
      .map(({ sentence }) => sentence),
  );
  outline.prepared.sentences.forEach((sentence, index) => {
    const view = outline.views[index];
    const section = sectionAt(outline, sentence.start);
    if (view === undefined || !named.has(index) || !SPEAKING.has(section.kind) || section.sense === 'denied')
      return;
    const role = roleAt(outline, sentence.start);
    if (role !== null && isHeader(outline.roles[role]?.header, sentence, view.text)) return;
    const placement = role !== null && outline.roles[role]?.kind === 'placement';
    const stems = new Set<string>();
    for (const clause of view.clauses) {
      const place = {
        view,
        start: clause.end,
        end: clause.end,
        section: section.kind,
        sense: section.sense,
        header: false,
        placement,
      };
      const assertion = assertionOf(place);
      if (assertion !== 'has' && assertion !== 'supervised') continue;
      const range = movedBy(clause, sentence.start);
      for (const stem of knownStems(outline, range, names, taxonomy)) stems.add(stem);
    }
    if (stems.size >= LEAST_STEMS) statements.push({ sentence, stems: [...stems].sort(), role });
  });
  return statements;
}

/** The line that names a post is no sentence about it: how its words are divided into lines tells nothing. */
function isHeader(header: Clause | undefined, { start, end }: Sentence, words: string): boolean {
  return header !== undefined && start >= header.start && end <= header.end && !/\bI\b|\bI'/.test(words);
}

/** Stems of the content words of a range that the background table has, private parts and the writer's names left out. */
function knownStems(
  { prepared, privateRanges }: CvOutline,
  range: { readonly start: number; readonly end: number },
  names: ReadonlySet<string>,
  { background }: Taxonomy,
): readonly string[] {
  const { tokens, text } = prepared;
  const stems: string[] = [];
  for (let i = Math.max(0, indexAt(tokens, range.start)); i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.start >= range.end) break;
    if (token.start < range.start || !background.frequency.has(token.stem)) continue;
    const word = text.slice(token.start, token.end);
    const lower = word.toLowerCase();
    const name = OF_A_PERSON.has(lower) || (names.has(lower) && /^[A-Z]/.test(word));
    if (!name && isContentWord(word, token.stem) && !overlapsAny(privateRanges, token))
      stems.push(token.stem);
  }
  return stems;
}

/** How people are addressed or spoken of says who they are and not what they do. */
const OF_A_PERSON = new Set('mr mrs ms mx himself herself themself themselves'.split(' '));

/** Words of the line that names the writer: the first short line, or the one that says "Name". */
function ownNames({ prepared }: CvOutline): ReadonlySet<string> {
  const { lines, text } = prepared;
  const named = lines
    .slice(0, 8)
    .find(({ start, end }) => /^(?:(?:full |sur|fore|last |first )?name)/i.test(text.slice(start, end)));
  const line =
    named ??
    lines.find(({ start, end }) => !/^(?:curriculum|cv\b|resume|application)/i.test(text.slice(start, end)));
  if (line === undefined || line.end - line.start > 60) return new Set();
  return new Set(
    text
      .slice(line.start, line.end)
      .toLowerCase()
      .match(/[a-z]{2,}/g) ?? [],
  );
}
