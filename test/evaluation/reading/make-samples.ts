import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printToPdf, textOfPage } from './browser.js';
import type { Sample } from './measure-files.js';
import { OFFICE_FORMATS, saveAsOfficeFiles } from './office-files.js';
import { plainPage, type Resume } from './plain-page.js';
import type { Programs } from './programs.js';
import { installThemes, renderTheme, THEMES } from './themes.js';

/** Dots per inch of a scan as office machines make them. */
const SCAN_DPI = 200;

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
      samples.push({ kind: `PDF, theme ${theme}`, file, source: textOfPage(chromium, html, folder) });
    }
    const html = plainPage(resume);
    const page = join(folder, `plain-${number}.html`);
    writeFileSync(page, html);
    const source = textOfPage(chromium, html, folder);
    samples.push({ kind: 'HTML', file: page, source });
    if (soffice !== null) {
      const files = saveAsOfficeFiles(soffice, page, folder);
      for (const format of OFFICE_FORMATS) {
        samples.push({ kind: `${format.toUpperCase()}, LibreOffice`, file: files.get(format) ?? '', source });
      }
    }
    const printed = join(folder, `printed-${number}.pdf`);
    printToPdf(chromium, html, printed);
    if (pdftoppm === null) continue;
    samples.push({
      kind: `PDF, scanned at ${SCAN_DPI} dpi`,
      file: scan(pdftoppm, chromium, printed),
      source,
    });
  }
  return samples;
}

/** A PDF that holds nothing but pictures of the pages. */
function scan(pdftoppm: string, chromium: string, pdf: string): string {
  const stem = pdf.replace(/\.pdf$/, '-scan');
  execFileSync(pdftoppm, ['-r', String(SCAN_DPI), '-gray', '-jpeg', pdf, stem]);
  const folder = dirname(stem);
  const pages = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path.startsWith(stem) && path.endsWith('.jpg'))
    .sort();
  const pictures = pages.map((page) => `data:image/jpeg;base64,${readFileSync(page).toString('base64')}`);
  const html = `<!doctype html><style>@page{size:A4;margin:0}body{margin:0}img{width:210mm;height:296mm;display:block;break-after:page}</style>${pictures
    .map((picture) => `<img src="${picture}">`)
    .join('')}`;
  printToPdf(chromium, html, `${stem}.pdf`);
  return `${stem}.pdf`;
}
