/** Bullets as typed, and private-use characters: Symbol and Wingdings, which Word's own bullets come from. */
const BULLET = /^\s*[•●○◦▪▫■□◘◙‣⁃∙·⦁⦿◆◇❖♦►▶▸➢➤➔→✓✔✗☑★☆\u{1f5f8}\p{Co}]+\s*/u;
/** The same Wingdings bullets where the font's letters came through instead, and the hollow bullet typed as "o". */
const LETTER_BULLET = /^\s*[§Øüo][ \t]+(?=[\p{Lu}\p{Lt}])/u;
/** Bullets of plain text; a dash before a figure or "present" belongs to dates that go over two lines. */
const TYPED_BULLET = /^\s*(?:\*|[-–—](?!\s+(?:present|current|now|date|to)\b))[ \t]+(?=\p{L})/iu;

/** Gives a list item the one bullet that the rest of the system knows, and drops other private-use characters (icons). */
export function markBullet(line: string): string {
  const bare = line.replace(LETTER_BULLET, '• ').replace(TYPED_BULLET, '• ').replace(BULLET, '• ');
  return bare.replace(/\p{Co}+/gu, ' ');
}

/** A bullet drawn apart from its text ends up alone in a line: joins it to the line that follows. */
export function joinLoneBullets(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const previous = joined.at(-1);
    if (previous === '•' && line !== '' && !line.startsWith('•')) joined[joined.length - 1] = `• ${line}`;
    else joined.push(line);
  }
  return joined.filter((line) => line !== '•');
}
