import { z } from 'zod';
import { CATEGORIES, type CategoryName } from '../matching/requirement.js';

/** What each part of a score is, in the words for those who are scored. */
const PARTS: Readonly<Record<CategoryName, string>> = {
  stage: 'how the career stage your CV shows fits the post',
  duties: 'duties that the post asks for and your CV shows',
  qualifications: 'qualifications and registration that the post asks for',
  specialism: 'fields of practice and settings',
  sector: 'experience in the NHS, in councils or elsewhere, where the post asks for it',
  wording: 'words that the advert and your sentences about your work share',
};

export const rankingNotice = z
  .object({ title: z.string(), paragraphs: z.array(z.string()), parts: z.array(z.string()) })
  .meta({ id: 'RankingNotice' });

/** How ranking works, in plain words (UK GDPR, Articles 13(2)(f) and 22C). */
export function presentNotice(): z.input<typeof rankingNotice> {
  return {
    title: 'How your CV is read and ranked',
    paragraphs: [
      'A program reads your CV and looks for what you have done, where, and at which stage of your career. It compares that with what each vacancy asks for and puts people in an order. Every point rests on words of your CV, which you can see on your page.',
      'The order is a suggestion. It shortlists nobody, turns nobody down and hides nobody: a named person decides, and says why.',
      'Your name, age, dates of birth and graduation, nationality, first language, family, health, religion, school names and gaps between posts count for nothing.',
      'Nobody is told about you before you have said yes to that one position.',
      'If something was read wrongly, or is missing, say so on your page: it is put right beside your own words, and you are ranked again. You can ask for a person to look, dispute a decision, download all that we hold, and take back what you agreed to. We answer within a month.',
    ],
    parts: CATEGORIES.map((category) => PARTS[category]),
  };
}
