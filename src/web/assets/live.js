/**
 * Keeps a part of the page as the server shows it now: `data-live` names the address of the page. Reasons to look again are
 * each event of a stream, `data-events`; or that a ranking has moved, which `data-ranking`, the address of its vacancy, is
 * asked every `data-every` milliseconds until it is current. A list of vacancies then names the next one to be asked about.
 * Without a script the page has a link that does the same.
 */
const FIELDS = 'input:not([type=hidden]), textarea, select';
const PLACES = `${FIELDS}, a[href], button, summary, [tabindex]`;

class Refused extends Error {
  constructor(status) {
    super(`the answer was ${status}`);
    this.status = status;
  }
}

/** Fetches what is at an address of ours, as a document or as JSON. */
function load(address, type) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = type;
    request.onload = () => {
      if (request.status < 400) resolve(request.response);
      else reject(request.status < 500 ? new Refused(request.status) : new Error(request.status));
    };
    request.onerror = () => reject(new Error('the connection failed'));
    request.send();
  });
}

/** What tells a field, link or button from the others, also in the page as it is next, where ids may be counted anew. */
function nameOf(one) {
  const { form } = one;
  const hidden = form ? [...form.querySelectorAll('input[type=hidden]')] : [];
  const about = form
    ? [form.getAttribute('action'), ...hidden.map(({ name, value }) => `${name}=${value}`)]
    : [];
  const isField = one.matches(FIELDS);
  const own = isField ? one.name : (one.getAttribute('href') ?? one.ariaLabel ?? one.textContent);
  const value = /checkbox|radio/.test(one.type) ? one.value : '';
  return JSON.stringify([one.localName, own, value, ...about]);
}

function isChanged(field) {
  if (field.matches('select')) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** What somebody has typed, chosen, opened or closed goes over: they may be about to send it. */
function carryOver(region, fresh) {
  const typed = [...region.querySelectorAll(FIELDS)].filter(isChanged);
  const fields = new Map(typed.map((field) => [nameOf(field), field]));
  for (const field of fresh.querySelectorAll(FIELDS)) {
    const before = fields.get(nameOf(field));
    if (!before) continue;
    if (/checkbox|radio/.test(field.type)) field.checked = before.checked;
    else if (!field.options || [...field.options].some(({ value }) => value === before.value))
      field.value = before.value;
  }
  const folds = [...region.querySelectorAll('details > summary')];
  const open = new Map(folds.map((summary) => [summary.textContent, summary.parentElement.open]));
  for (const summary of fresh.querySelectorAll('details > summary'))
    summary.parentElement.open = open.get(summary.textContent) ?? summary.parentElement.open;
}

function isInSight(one) {
  const { top, bottom, height } = one.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < window.innerHeight;
}

/** Puts the new in place of the old; what has the focus keeps it, and what somebody looks at stays where it is. */
function replace(region, fresh) {
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  const { selectionStart: from, selectionEnd: to, scrollTop } = focused ?? {};
  const all = window.scrollY > 0 ? [...region.querySelectorAll(PLACES)] : [];
  const seen = [focused, ...all].find((one) => one !== null && isInSight(one));
  const [focusedName, seenName] = [focused, seen].map((one) => one && nameOf(one));
  const top = seen?.getBoundingClientRect().top;

  region.replaceChildren(...fresh.childNodes);
  const find = (name) => [...region.querySelectorAll(PLACES)].find((one) => nameOf(one) === name);
  const again = focused && find(focusedName);
  if (again) {
    again.focus({ preventScroll: true });
    if (typeof from === 'number') again.setSelectionRange(from, to);
    again.scrollTop = scrollTop;
  }
  const stays = seen && find(seenName);
  if (stays) window.scrollBy({ top: stays.getBoundingClientRect().top - top, behavior: 'instant' });
  region.dispatchEvent(new CustomEvent('shown-anew', { bubbles: true }));
}

let asked = 0;
const shown = new WeakMap();

async function show(region) {
  const mine = (asked += 1);
  const fresh = (await load(region.dataset.live, 'document'))?.querySelector('[data-live]');
  if (!fresh) throw new Refused('another page');
  // Answers may overtake each other: the last question counts. What is as it was is left in peace.
  if (mine !== asked || fresh.innerHTML === shown.get(region)) return;
  shown.set(region, fresh.innerHTML);
  document.title = fresh.ownerDocument.title;
  if (fresh.dataset.ranking) region.dataset.ranking = fresh.dataset.ranking;
  const announced = region.querySelector('[role=status]');
  const words = fresh.querySelector('[role=status]');
  // The element that is read aloud stays the same, and its words change; otherwise nothing would be read.
  if (announced && words) {
    announced.replaceChildren(...words.childNodes);
    words.replaceWith(announced);
  }
  carryOver(region, fresh);
  replace(region, fresh);
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const FAILING = 'The connection failed. This page tries again by itself.';
const STOPPED = 'This page does not move by itself any more. Load it again to see how it stands.';

/** Says above the region that it may be behind, and why; null: it is up to date again. */
function warn(region, words) {
  const before = region.previousElementSibling;
  const line = before?.matches('[data-behind]') ? before : document.createElement('p');
  if (words === null) return line.remove();
  if (!line.isConnected) {
    line.dataset.behind = '';
    line.className = 'notice notice--bad';
    line.setAttribute('role', 'status');
    region.before(line);
  }
  // Within the element that is there already, so that it is read aloud.
  if (line.textContent !== words) line.textContent = words;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Shows the region anew, as often as it takes. Whether it could: a refusal stays one. */
async function showAtLast(region) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      await show(region);
      warn(region, null);
      return true;
    } catch (error) {
      warn(region, error instanceof Refused ? STOPPED : FAILING);
      if (error instanceof Refused) return false;
    }
    await pause(wait);
  }
}

/** Shows the region at each event. A stream that the server or something before it refuses is opened again, with patience. */
function follow(region) {
  let shownAs = null;
  let wait = FIRST_WAIT_MS;
  const open = () => {
    const source = new EventSource(region.dataset.events);
    source.addEventListener('progress', async (event) => {
      const { status, final } = JSON.parse(event.data);
      wait = FIRST_WAIT_MS;
      if (final) source.close();
      if (shownAs !== status && (await showAtLast(region))) shownAs = status;
    });
    source.addEventListener('error', async () => {
      // A connection that breaks off is made again by the browser; any other answer than a stream ends it for good.
      if (source.readyState !== EventSource.CLOSED) return;
      warn(region, FAILING);
      await pause(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      if (await showAtLast(region)) open();
    });
  };
  open();
}

/** A page that is not the first of its list has no place in a newer one: that is said, and what is being read stays. */
function stop(region, error) {
  if (!(error instanceof Refused)) {
    warn(region, FAILING);
    return false;
  }
  if (error.status === 409) region.querySelector('[data-moved]').hidden = false;
  else warn(region, STOPPED);
  return true;
}

/** Asks how the ranking stands, and for the page only when that has changed: a look at names is recorded each time. */
function watch(region) {
  let seen = null;
  const look = async () => {
    if (document.hidden) return true;
    const vacancy = region.dataset.ranking;
    const { ranking } = await load(vacancy, 'json');
    const now = vacancy + JSON.stringify(ranking);
    if (now !== seen) await show(region);
    seen = now;
    warn(region, null);
    return ranking.state === 'updating' || region.dataset.ranking !== vacancy;
  };
  const again = () =>
    setTimeout(async () => {
      const goesOn = await look().catch((error) => !stop(region, error));
      if (goesOn) again();
    }, Number(region.dataset.every));
  again();
}

for (const region of document.querySelectorAll('[data-live]')) {
  shown.set(region, region.innerHTML);
  if (region.dataset.events) follow(region);
  if (region.dataset.ranking) watch(region);
}
