import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printToPdf, textOfPage } from './browser.js';
import type { Sample } from './measure-files.js';
import { OFFICE_FORMATS, saveAsOfficeFiles, type OfficeFormat } from './office-files.js';
import { plainPage, type Resume } from './plain-page.js';
import type { Programs } from './programs.js';
import { installThemes, renderTheme, THEMES } from './themes.js';

/** Dots per inch of a scan as office machines make them. */
const SCAN_DPI = 200;

/** Two published designs of one column and one of two, which are scanned, too. */
const SCANNED_THEMES: readonly string[] = ['even', 'short', 'caffeine'];
/** Those that LibreOffice lays out as a word processor can: it knows no style sheets of the screen's own. */
const SAVED_THEMES: readonly string[] = ['even', 'short', 'caffeine', 'kendall', 'class'];
const THEME_FORMATS: readonly OfficeFormat[] = ['docx', 'doc', 'odt', 'rtf'];
/** Clean, and turned by as much as a sheet put in by hand, packed by as much as old office machines do. */
const SCANS = [
  { kind: `scanned at ${SCAN_DPI} dpi`, quality: 75, skew: 0 },
  { kind: `scanned askew, JPEG 45`, quality: 45, skew: 1.2 },
] as const;

/** Every CV in every design and format that the machine's programs can make, each with the text it was made from. */
export async function makeSamples(
  resumes: readonly Resume[],
  { chromium, soffice, pdftoppm }: Programs,
  { folder, themes }: { folder: string; themes: string },
): Promise<readonly Sample[]> {
  if (chromium === null) return [];
  installThemes(themes);
  const samples: Sample[] = [];
  for (const [number, resume] of resumes.entries()) {
    for (const theme of Object.keys(THEMES)) {
      const html = await renderTheme(themes, theme, resume);
      const file = join(folder, `${theme}-${number}.pdf`);
      printToPdf(chromium, html, file);
      const source = textOfPage(chromium, html, folder);
      samples.push({ kind: `PDF, theme ${theme}`, file, source });
      if (SCANNED_THEMES.includes(theme) && pdftoppm !== null)
        samples.push(...scansOf(pdftoppm, chromium, file, `theme ${theme}`, source));
      if (SAVED_THEMES.includes(theme) && soffice !== null) {
        const page = join(folder, `${theme}-${number}-saved.html`);
        writeFileSync(page, html);
        samples.push(
          ...savedFiles(soffice, page, folder, { formats: THEME_FORMATS, name: `theme ${theme}`, source }),
        );
      }
    }
    const html = plainPage(resume);
    const page = join(folder, `plain-${number}.html`);
    writeFileSync(page, html);
    const source = textOfPage(chromium, html, folder);
    samples.push({ kind: 'HTML', file: page, source });
    if (soffice !== null) {
      const options = { formats: OFFICE_FORMATS, name: 'LibreOffice', source };
      samples.push(...savedFiles(soffice, page, folder, options));
    }
    const printed = join(folder, `printed-${number}.pdf`);
    printToPdf(chromium, html, printed);
    if (pdftoppm !== null) samples.push(...scansOf(pdftoppm, chromium, printed, 'plain page', source));
  }
  return samples;
}

function savedFiles(
  soffice: string,
  page: string,
  folder: string,
  { formats, name, source }: { formats: readonly OfficeFormat[]; name: string; source: string },
): Sample[] {
  const files = saveAsOfficeFiles(soffice, page, folder, formats);
  return [...files].map(([format, file]) => ({ kind: `${format.toUpperCase()}, ${name}`, file, source }));
}

/** The same pages clean, and as a sheet put in by hand comes out of an old machine. */
function scansOf(pdftoppm: string, chromium: string, pdf: string, name: string, source: string): Sample[] {
  return SCANS.map(({ kind, ...how }) => ({
    kind: `PDF, ${kind}, ${name}`,
    file: scan(pdftoppm, chromium, pdf, how),
    source,
  }));
}

/** A PDF that holds nothing but pictures of the pages. */
function scan(
  pdftoppm: string,
  chromium: string,
  pdf: string,
  { quality, skew }: { quality: number; skew: number },
): string {
  const stem = pdf.replace(/\.pdf$/, `-scan-${quality}`);
  const turned = skew === 0 ? pdf : `${stem}-turned.pdf`;
  // Turned by the browser: what was printed is drawn at twice the resolution, turned, and scanned from that.
  if (skew !== 0)
    printPictures(chromium, picturesOf(pdftoppm, pdf, `${stem}-sheet`, 2 * SCAN_DPI, 95), turned, skew);
  printPictures(chromium, picturesOf(pdftoppm, turned, stem, SCAN_DPI, quality), `${stem}.pdf`, 0);
  return `${stem}.pdf`;
}

/** The pages of a PDF as grey JPEG files. */
function picturesOf(pdftoppm: string, pdf: string, stem: string, dpi: number, quality: number): string[] {
  execFileSync(pdftoppm, ['-r', String(dpi), '-gray', '-jpeg', '-jpegopt', `quality=${quality}`, pdf, stem]);
  const folder = dirname(stem);
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path.startsWith(stem) && /^-\d+\.jpg$/.test(path.slice(stem.length)))
    .sort();
}

function printPictures(chromium: string, pictures: readonly string[], pdf: string, skew: number): void {
  const sheets = pictures.map((picture) => {
    const data = readFileSync(picture).toString('base64');
    return `<div><img src="data:image/jpeg;base64,${data}"></div>`;
  });
  const style =
    '@page{size:A4;margin:0}body{margin:0}div{width:210mm;height:296mm;overflow:hidden;break-after:page}' +
    `img{width:210mm;height:296mm;display:block;transform:rotate(${skew}deg)}`;
  printToPdf(chromium, `<!doctype html><style>${style}</style>${sheets.join('')}`, pdf);
}
