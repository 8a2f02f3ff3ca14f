import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What LibreOffice saves a CV as. */
export const OFFICE_FORMATS = ['docx', 'doc', 'odt', 'rtf', 'pdf'] as const;
export type OfficeFormat = (typeof OFFICE_FORMATS)[number];

const LONGEST_MS = 120_000;

/**
 * Saves a web page as a text document and that in every other format, as somebody does who writes a CV in an office
 * program.
 *
 * @param formats What to save it as.
 * @returns the files by format
 */
export function saveAsOfficeFiles(
  soffice: string,
  html: string,
  folder: string,
  formats: readonly OfficeFormat[],
): ReadonlyMap<string, string> {
  const convert = (file: string, to: string, ...options: readonly string[]) =>
    execFileSync(soffice, ['--headless', ...options, '--convert-to', to, '--outdir', folder, file], {
      stdio: 'ignore',
      timeout: LONGEST_MS,
    });
  convert(html, 'odt:writer8', '--infilter=HTML (StarWriter)');
  const text = html.replace(/\.html$/, '.odt');
  const files = new Map<string, string>();
  for (const format of formats) {
    if (format !== 'odt') convert(text, format);
    files.set(format, join(text.replace(/\.odt$/, `.${format}`)));
  }
  return files;
}
