/** What a number counts that is no band or grade: "Band 5 - 3 posts", "Level 1 – 2 year fixed term". Part of an expression. */
export const COUNTED_THINGS = String.raw`(?:x\b|(?:day|week|month|year|hour|hr)s?\b|posts?\b|vacanc|positions?\b|roles?\b|wte\b)`;
