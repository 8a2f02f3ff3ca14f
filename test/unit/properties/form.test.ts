import { describe, expect, it } from 'vitest';
import { CVS, featuresOfText } from './cvs.js';

const BULLETS = ['•', '–', '*', '▪', '·', '➢', '♦'];
/** Pairs of spelling that stand for one word on either side of the Atlantic. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\bpaediatric/g, 'pediatric'],
  [/\borganis/g, 'organiz'],
  [/\bprioritis/g, 'prioritiz'],
  [/\bbehaviour/g, 'behavior'],
  [/\bprogramme\b/g, 'program'],
  [/\bcentre\b/g, 'center'],
  [/\borthopaedic/g, 'orthopedic'],
  [/\bspecialis(?=e|ing|ation)/g, 'specializ'],
  [/\bcounselling\b/g, 'counseling'],
  [/\bcatalogu/g, 'catalog'],
];

describe('how a CV is set', () => {
  it('changes nothing that scoring reads: the sign before a list item', () => {
    const listed = CVS.filter(([, cv]) => (cv.match(/^\s*[-•*] /gm) ?? []).length >= 3);
    expect(listed.length).toBeGreaterThan(5);
    for (const [id, cv] of listed) {
      for (const sign of BULLETS) {
        const other = cv.replace(/^(\s*)[-•*] /gm, `$1${sign} `);
        expect(featuresOfText(other), `${id} with ${sign}`).toEqual(featuresOfText(cv));
      }
    }
  });

  it('changes no concept: British or American spelling', () => {
    for (const [id, cv] of CVS) {
      const american = SPELLINGS.reduce((text, [british, other]) => text.replace(british, other), cv);
      expect(Object.keys(featuresOfText(american).strengths), id).toEqual(
        Object.keys(featuresOfText(cv).strengths),
      );
    }
  });

  it('changes nothing that scoring reads: line ends, blanks and empty lines', () => {
    for (const [id, cv] of CVS) {
      expect(featuresOfText(cv.replaceAll('\n', '\r\n')), id).toEqual(featuresOfText(cv));
      expect(featuresOfText(`\n\n${cv}\n\n\n`), id).toEqual(featuresOfText(cv));
    }
  });
});
