import {
  CHARACTERISTICS,
  FACTS,
  FIRST_NAMES,
  LAST_NAMES,
  nameAtHead,
  renamed,
  TOLD,
  withEarlierDegree,
  withFacts,
  withOtherPronouns,
  withSentences,
  type Characteristic,
} from './who-somebody-is.js';

export interface InvarianceText {
  /** How the CV is named in the report. */
  readonly cv: string;
  readonly text: string;
}

export interface InvarianceLine {
  readonly characteristic: Characteristic;
  /** How many changed CVs were read. */
  readonly tried: number;
  /** How many of them were read otherwise than as sent. */
  readonly changed: number;
  /** The CVs at fault, at most ten. */
  readonly examples: readonly string[];
}

export interface InvarianceReport {
  readonly cvs: number;
  readonly lines: readonly InvarianceLine[];
}

const MOST_EXAMPLES = 10;
const NAMES_EACH = 2;

/**
 * Changes who somebody is in CV after CV, and counts how often that changed anything that scoring reads. 0 everywhere
 * means that the score cannot know it: whatever the vacancy, equal features have equal scores.
 *
 * @param read all that scoring reads of a CV, of which JSON tells two apart. It may take its time: between two CVs the
 *   process gets to do other work.
 */
export async function measureInvariance(
  texts: AsyncIterable<InvarianceText> | Iterable<InvarianceText>,
  read: (text: string) => unknown,
): Promise<InvarianceReport> {
  const counts = new Map(
    CHARACTERISTICS.map((one) => [one, { tried: 0, changed: 0, examples: new Set<string>() }]),
  );
  let cvs = 0;
  for await (const { cv, text } of texts) {
    const sent = JSON.stringify(read(text));
    for (const [characteristic, changed] of changesOf(text, cvs)) {
      const count = counts.get(characteristic);
      if (count === undefined || changed === text) continue;
      count.tried += 1;
      if (JSON.stringify(read(changed)) === sent) continue;
      count.changed += 1;
      if (count.examples.size < MOST_EXAMPLES) count.examples.add(cv);
    }
    cvs += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    cvs,
    lines: [...counts].map(([characteristic, { tried, changed, examples }]) => ({
      characteristic,
      tried,
      changed,
      examples: [...examples],
    })),
  };
}

/** @param index of the CV: names and sentences take turns, so that all of them come up. */
function* changesOf(text: string, index: number): Generator<readonly [Characteristic, string]> {
  const name = nameAtHead(text);
  for (let turn = 0; name !== null && turn < NAMES_EACH; turn += 1) {
    const at = index * NAMES_EACH + turn;
    const first = FIRST_NAMES[at % FIRST_NAMES.length] ?? FIRST_NAMES[0];
    const last = LAST_NAMES[(at * 3 + turn) % LAST_NAMES.length] ?? LAST_NAMES[0];
    yield ['name', renamed(text, name, first, last)];
  }
  yield ['sex', withOtherPronouns(text)];
  yield ['degree_year', withEarlierDegree(text)];
  for (const [characteristic, facts] of Object.entries(FACTS)) {
    yield [characteristic as keyof typeof FACTS, withFacts(text, facts)];
  }
  yield ['told_in_sentences', withSentences(text, TOLD)];
}
