const WORDS_OF_DATES =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|winter|present|current|now|today|date|to|since|from|until|years?|yrs?|months?|mos?)\b/gi;

/** Whether a piece of text is nothing but dates: "Mar 2021 – present", "03/21 to date", "2017-19". */
export function isDates(text: string): boolean {
  return /\d/.test(text) && !/\p{L}/u.test(text.replace(WORDS_OF_DATES, ''));
}
