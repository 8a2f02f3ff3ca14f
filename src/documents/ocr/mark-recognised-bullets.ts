/** What a round or square bullet is taken for: Tesseract's English data knows none. */
const TAKEN_FOR_BULLET = /^[ \t]*(?:[*»«¢©®°§¥¤■●•◦]|[eoO](?=[ \t]+\p{Lu}))+[ \t]+(?=[\p{L}\d])/gmu;

/** Gives back their bullets to the list items of a recognised page. */
export function markRecognisedBullets(text: string): string {
  return text.replace(TAKEN_FOR_BULLET, '• ');
}
