/** What an employer is called with or without, and what joins the words of a name. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['nhs', 'foundation', 'trust', 'ft', 'limited', 'ltd', 'plc', 'llp', 'cic'],
  ...['the', 'of', 'and'],
]);

/**
 * One spelling for what may be one employer: "The Shire Hospitals NHS Foundation Trust" and "SHIRE HOSPITALS NHS Trust",
 * "City of Leeds Council" and "Leeds City Council". Trusts become foundation trusts, and adverts are typed by many. For asking
 * somebody, never for making two employers one.
 */
export function employerKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word === 'saint' ? 'st' : word))
    .filter((word) => word !== '');
  const telling = words.filter((word) => !LEFT_OUT.has(word));
  return [...new Set(telling.length > 0 ? telling : words)].sort().join(' ');
}
