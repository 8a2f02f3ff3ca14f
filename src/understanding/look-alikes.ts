/**
 * Cyrillic and Greek letters that are drawn like Latin ones. Source: Unicode Technical Standard 39, confusables.txt; those
 * that common type faces cannot tell from the Latin letter.
 */
const DRAWN_ALIKE: readonly (readonly [string, string])[] = [
  ['АВЕЅІЈКМНОРСТУХԚԜҮ', 'ABESIJKMHOPCTYXQWY'],
  ['асԁеһіјӏорԛѕԝхуѵ', 'acdehijlopqswxyv'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ['ονϲϳ', 'ovcj'],
];

const LATIN_OF = new Map<number, number>(
  DRAWN_ALIKE.flatMap(([foreign, latin]) =>
    Array.from(foreign).map((letter, i): [number, number] => [letter.charCodeAt(0), latin.charCodeAt(i)]),
  ),
);

/** A letter of the Greek or Cyrillic blocks. */
export function isGreekOrCyrillic(unit: number): boolean {
  return unit >= 0x370 && unit <= 0x52f;
}

interface Units {
  readonly length: number;
  at(index: number): number;
  set(index: number, unit: number): void;
}

/**
 * Writes Latin letters for those that only look Latin, so that a word means what a reader sees: in words that have Latin
 * letters too, and in whole words where nothing in the text is truly Greek or Cyrillic.
 */
export function foldLookAlikes(units: Units): void {
  let foreign = false;
  for (let i = 0; i < units.length; i += 1) {
    const unit = units.at(i);
    if (isGreekOrCyrillic(unit) && !LATIN_OF.has(unit)) foreign = true;
  }
  for (let from = 0; from < units.length; from += 1) {
    if (!isLetter(units.at(from))) continue;
    let end = from;
    let latin = false;
    let written = false;
    for (; isLetter(units.at(end)); end += 1) {
      const unit = units.at(end);
      latin ||= unit < 0x250;
      written ||= isGreekOrCyrillic(unit) && !LATIN_OF.has(unit);
    }
    if (!written && (latin || !foreign)) {
      for (let i = from; i < end; i += 1) {
        // A letter with an accent of its own behind it has no Latin twin to compose with.
        if (!isCombining(units.at(i + 1))) units.set(i, LATIN_OF.get(units.at(i)) ?? units.at(i));
      }
    }
    from = end;
  }
}

function isLetter(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 0xc0 && unit <= 0x52f && !isCombining(unit))
  );
}

function isCombining(unit: number): boolean {
  return unit >= 0x300 && unit <= 0x36f;
}
