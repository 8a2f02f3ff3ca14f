import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const LONGEST_MS = 60_000;
const OPTIONS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--virtual-time-budget=5000',
  // Nothing is fetched: fonts and icons of other servers would make figures depend on the day.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** Prints a page to PDF as a person's browser would. */
export function printToPdf(chromium: string, html: string, pdf: string): void {
  const page = pdf.replace(/\.pdf$/, '.html');
  writeFileSync(page, html);
  run(chromium, ['--no-pdf-header-footer', `--print-to-pdf=${pdf}`, pathToFileURL(page).href]);
}

/** Puts the words of style sheets ("at", " · ", addresses of links) where they are drawn: `innerText` leaves them out. */
const WRITE_OUT_STYLES = `
  for (const element of document.body.querySelectorAll('*')) {
    for (const side of ['before', 'after']) {
      const { content, display } = getComputedStyle(element, '::' + side);
      const parts = [...content.matchAll(/"((?:[^"\\\\]|\\\\.)*)"|attr\\(([\\w-]+)\\)/g)];
      const words = parts.map(([, text, name]) => text ?? element.getAttribute(name) ?? '').join('');
      if (words === '') continue;
      const written = document.createElement('span');
      written.style.display = display;
      written.textContent = words;
      if (side === 'before') element.prepend(written);
      else element.append(written);
    }
  }`;

/**
 * Puts what floats at the right, such as dates, behind what it stands beside: pages name it first, since a float must
 * come before the line that it is drawn on, and on paper it is read last.
 */
const PUT_FLOATS_BEHIND = `
  for (const element of [...document.body.querySelectorAll('*')]) {
    const beside = element.nextElementSibling;
    if (!beside || getComputedStyle(element).float !== 'right') continue;
    const [from, to] = [element.getBoundingClientRect(), beside.getBoundingClientRect()];
    if (from.top < to.bottom && to.top < from.bottom && to.left < from.left) beside.after(element);
  }`;

/** The page's text as the browser lays it out, in the order of the paper; what print hides is left out. */
export function textOfPage(chromium: string, html: string, folder: string): string {
  const page = `${folder}/text.html`;
  const asPrinted = html.replace(/@media\s+print/g, '@media all');
  writeFileSync(
    page,
    `${asPrinted}<script>addEventListener('load', () => {
      ${WRITE_OUT_STYLES}
      ${PUT_FLOATS_BEHIND}
      const text = document.body.innerText;
      document.documentElement.innerHTML = '<body><pre id="text"></pre></body>';
      document.getElementById('text').textContent = text;
    });</script>`,
  );
  const dump = run(chromium, ['--dump-dom', pathToFileURL(page).href]);
  const text = /<pre id="text">([\s\S]*?)<\/pre>/.exec(dump)?.[1];
  if (text === undefined) throw new Error('the browser gave no text of the page');
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function run(chromium: string, args: readonly string[]): string {
  return execFileSync(chromium, [...OPTIONS, ...args], {
    encoding: 'utf8',
    timeout: LONGEST_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
