import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { assertionOf } from './assertion.js';
import { splitClauses } from './clauses.js';
import { roleAt, sectionAt, sentenceText, type CvOutline } from './outline.js';
import { indexAt } from '../prepare-text.js';
import type { Sentence } from '../sentences.js';
import { isContentWord } from '../stems.js';

/** A sentence that speaks for the person. Offsets into the prepared text. */
export interface TextStatement {
  readonly sentence: Sentence;
  readonly stems: readonly string[];
  readonly role: number | null;
}

const SPEAKING = new Set(['summary', 'experience', 'training', 'skills', 'other', 'qualification']);
/** A sentence of fewer known words says nothing that could be matched. */
const LEAST_STEMS = 2;

/**
 * Sentences about the work, reduced to the words known to the trade (the background table): clauses that deny, wish,
 * watch or speak of others are left out, and so are names, which are not in the table or stand at the head of the CV.
 */
export function readStatements(outline: CvOutline, taxonomy: Taxonomy): readonly TextStatement[] {
  const { prepared, privateSentences } = outline;
  const names = ownNames(outline);
  const statements: TextStatement[] = [];
  prepared.sentences.forEach((sentence, index) => {
    const section = sectionAt(outline, sentence.start);
    if (!SPEAKING.has(section.kind) || section.sense === 'denied' || privateSentences.has(index)) return;
    const stems = statedStems(outline, sentence, names, taxonomy);
    if (stems.length < LEAST_STEMS) return;
    statements.push({ sentence, stems, role: roleAt(outline, sentence.start) });
  });
  return statements;
}

function statedStems(
  outline: CvOutline,
  sentence: Sentence,
  names: ReadonlySet<string>,
  taxonomy: Taxonomy,
): readonly string[] {
  const { tokens, text } = outline.prepared;
  const words = sentenceText(outline, sentence);
  const section = sectionAt(outline, sentence.start);
  const role = roleAt(outline, sentence.start);
  const stems = new Set<string>();
  for (const clause of splitClauses(words)) {
    const assertion = assertionOf({
      sentence: words,
      start: clause.end,
      end: clause.end,
      section: section.kind,
      sense: section.sense,
      placement: role !== null && outline.roles[role]?.kind === 'placement',
    });
    if (assertion !== 'has' && assertion !== 'supervised') continue;
    const from = sentence.start + clause.start;
    for (let i = Math.max(0, indexAt(tokens, from)); i < tokens.length; i += 1) {
      const token = tokens[i];
      if (token === undefined || token.start >= sentence.start + clause.end) break;
      const word = text.slice(token.start, token.end);
      if (token.start < from || !taxonomy.background.frequency.has(token.stem)) continue;
      if (isContentWord(word, token.stem) && !(names.has(word.toLowerCase()) && /^[A-Z]/.test(word)))
        stems.add(token.stem);
    }
  }
  return [...stems].sort();
}

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
