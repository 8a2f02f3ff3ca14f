import type { Counts } from './title-stages.js';

export interface StageCue {
  readonly pattern: RegExp;
  /** Percentage of the adverts at each stage whose text has the cue. */
  readonly share: Counts;
}

/**
 * Wordings that part the stages when neither band nor title does. Shares: the same 299 adverts as for the titles, band
 * and pay taken out. Supervision counts by its direction only: the bare word stands in half of all adverts of every stage.
 */
export const STAGE_CUES: readonly StageCue[] = [
  {
    pattern:
      /under the (supervision|direction|guidance)|\bdelegated\b|set by (the|a|an) (registered |qualified )?(occupational|OT\b|therap)|assist(ing)? (the|with|our|in|qualified)\b|support(ing)? (the |our )?(qualified |registered )?(occupational therapists|OTs|therapists)|work to a named OT/i,
    share: [38, 5, 5, 9, 10],
  },
  { pattern: /\b(NVQ|QCF|RQF|BTEC|care certificate|GCSEs?)\b/i, share: [12, 0, 3, 3, 0] },
  {
    pattern:
      /preceptorship|(?<!\b(?:not|advis\w+|supervis\w+|support\w*|mentor\w*|induct\w*|guid\w+|coach\w*)(?: \w+){0,3} )(newly|recently)[- ]qualified|qualified recently|new graduate|first post|supported first year/i,
    share: [0, 21, 5, 0, 0],
  },
  {
    pattern:
      /post[- ]?(qualif\w+|regist\w+|graduat\w+) experience|(years?|months?)['’]? (of )?(\w+ ){0,3}(experience|qualified|post[- ]?qualif\w+)|experience (since|after) (qualifying|registering)/i,
    // Too few consultants' adverts to count: taken to ask for it as advanced posts do.
    share: [0, 2, 7, 15, 15],
  },
  { pattern: /\brotat(e|es|ing|ion|ions|ional)\b/i, share: [5, 32, 11, 6, 0] },
  {
    pattern:
      /(?<!\b(?:less|non|not)[ -])\bcomplex\b(?![^.]{0,60}\b(?:goes?|go|passed|escalated|referred) (?:on )?to\b)/i,
    share: [8, 16, 38, 56, 60],
  },
  {
    pattern:
      /service (development|improvement)|(develop\w*|improv\w*|shap\w+) (of )?(the |our |this )?services?\b|quality improvement/i,
    share: [12, 21, 33, 56, 56],
  },
  { pattern: /\bleadership\b/i, share: [5, 13, 24, 50, 80] },
  {
    pattern: /\b(to lead|lead (the|our|a|on|and|in)|leading (the|our|a|on|and))\b/i,
    share: [0, 8, 9, 53, 60],
  },
  { pattern: /line[- ]manag|performance management|appraisals?\b/i, share: [10, 21, 20, 21, 40] },
  {
    pattern:
      /(provid\w+|deliver\w+|give|giving|offer\w*) (clinical |professional |day to day )*(supervision|mentor\w+)|supervis(e|ing) (the |our |a |and \w+ )*(junior|assistants?|staff|students?|support|band|other|less|team|unqualified)|supervision of (the |our |and \w+ )*(junior|assistants?|staff|students?|support|band|other|less|team|unqualified)/i,
    share: [2, 5, 11, 24, 20],
  },
  { pattern: /\boperational\b/i, share: [0, 3, 5, 18, 25] },
  { pattern: /\bstrateg/i, share: [2, 2, 8, 21, 50] },
];
