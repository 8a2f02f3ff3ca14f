/**
 * Keys for going through people quickly. Off for whoever turned them off, and never while something is being typed
 * (WCAG 2.2, 2.1.4 Character key shortcuts).
 */
const SWITCH = 'ot-match-keys';
const KEYS = [
  ['j', 'Next person or row'],
  ['k', 'Previous person or row'],
  ['o', 'Open'],
  ['e', 'Next evidence in the CV'],
  ['s', 'Shortlist, with the reason'],
  ['x', 'Turn down, with the reason'],
  ['m', 'Questions to ask the person'],
  ['?', 'These keys'],
];

const isOn = () => localStorage.getItem(SWITCH) !== 'off';
const rows = () => [...document.querySelectorAll('[data-list] [data-row]')];
let current = -1;
let person = null;
let evidence = -1;

function move(by) {
  const all = rows();
  if (all.length === 0) {
    document.querySelector(by > 0 ? 'a[rel=next]' : 'a[rel=prev]')?.click();
    return;
  }
  current = Math.min(Math.max(current + by, 0), all.length - 1);
  for (const row of all) row.classList.remove('row--here');
  all[current].classList.add('row--here');
  person = personIn(all[current]);
  all[current].querySelector('[data-open]')?.focus({ preventScroll: true });
  all[current].scrollIntoView({ block: 'nearest' });
}

function personIn(row) {
  return row.querySelector('[data-open]')?.href ?? null;
}

/** The list was made anew: whoever is looked at may stand elsewhere. Where they have left it, the next is who came after. */
document.addEventListener('shown-anew', () => {
  if (person === null) return;
  const all = rows();
  const place = all.findIndex((row) => personIn(row) === person);
  current = place < 0 ? Math.max(current, 0) - 1 : place;
  all[place]?.classList.add('row--here');
});

function nextEvidence() {
  const links = [...document.querySelectorAll('a[data-evidence]')];
  if (links.length === 0) return;
  evidence = (evidence + 1) % links.length;
  links[evidence].click();
}

/** Goes to a form of the page, or opens the row's person with it. */
function begin(key) {
  const form = document.querySelector(`[data-key=${key}]`);
  const link = rows()[current]?.querySelector('a[data-decide]');
  if (form) show(form);
  else if (link) {
    const opened = new URL(link.href);
    opened.searchParams.set('key', key);
    location.assign(opened);
  }
}

function show(form) {
  if (form.matches('details')) form.open = true;
  form.querySelector('input:not([type=hidden]), textarea')?.focus();
  form.scrollIntoView({ block: 'nearest' });
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  o: () => rows()[current]?.querySelector('[data-open]')?.click(),
  e: nextEvidence,
  s: () => begin('s'),
  x: () => begin('x'),
  m: () => begin('m'),
  '?': () => help.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input:not([type=checkbox], [type=radio]), select, textarea, dialog')) return;
  if (!isOn() && event.key !== '?') return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

/** A criterion scrolls to its words, and they are told apart until the next one. */
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-evidence]');
  if (!link) return;
  for (const mark of document.querySelectorAll('.here')) mark.classList.remove('here');
  document.getElementById(link.hash.slice(1))?.classList.add('here');
});

function element(name, text = '') {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

const help = element('dialog');
const heading = element('h2', 'Keys');
heading.id = 'keys-heading';
help.setAttribute('aria-labelledby', heading.id);
const list = element('dl');
list.className = 'facts';
for (const [key, meaning] of KEYS) {
  const pair = element('div');
  const term = element('dt');
  term.append(element('kbd', key));
  pair.append(term, element('dd', meaning));
  list.append(pair);
}
const label = element('label');
label.className = 'check';
const box = element('input');
box.type = 'checkbox';
box.checked = isOn();
box.addEventListener('change', () => localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'));
label.append(box, ' Use these keys');
// Other programs have a key for "maybe"; here somebody who is not decided on stays in the list as they are.
const maybe = element(
  'p',
  'There is no key for “maybe”: whoever is neither shortlisted nor turned down stays where they are.',
);
maybe.className = 'quiet';
const close = element('button', 'Close');
close.className = 'button';
close.addEventListener('click', () => help.close());
help.append(heading, list, maybe, label, close);
document.body.append(help);

/** The key that opened this page from a list, once: whoever comes back to the page begins above. */
const here = new URL(location.href);
const key = here.searchParams.get('key');
if (['s', 'x', 'm'].includes(key)) {
  here.searchParams.delete('key');
  history.replaceState(null, '', here);
  begin(key);
}
