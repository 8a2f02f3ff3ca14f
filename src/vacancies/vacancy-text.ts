/** How far into a description its own heading may stand. */
const HEADING_CHARACTERS = 600;

/**
 * The one text of a vacancy that is understood, and that every span of its reading points into: title and employer as
 * heading lines, where the description does not already begin with them, then the description.
 */
export function vacancyText(vacancy: {
  readonly title: string;
  readonly employer: string;
  readonly description: string;
}): string {
  const heading = vacancy.description.slice(0, HEADING_CHARACTERS).toLowerCase();
  const missing = [vacancy.title, vacancy.employer].filter((text) => !heading.includes(text.toLowerCase()));
  return missing.length === 0 ? vacancy.description : `${missing.join('\n')}\n\n${vacancy.description}`;
}
