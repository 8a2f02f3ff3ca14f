/**
 * Shows the list as it would be while weights are moved: the same page is asked for as by the button, a moment after each
 * move. What came of it is said in words, which name what was moved, so that two moves are never said alike.
 */
const FAILED =
  'The list could not be worked out. It stands as it was before: move something, or show the list again.';
const form = document.querySelector('[data-what-if]');
const region = document.querySelector('[data-would-be]');
// It stays the same element, and its words change; otherwise nothing would be read aloud.
const announced = document.querySelector('[data-announced]');
let waiting;
let asked = 0;

form.addEventListener('input', ({ target }) => {
  const output = form.querySelector(`output[for="${CSS.escape(target.id)}"]`);
  if (output) output.textContent = target.value;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(saidOf(target)), 200);
});

function saidOf(control) {
  const value = control.selectedOptions?.[0].textContent ?? control.value;
  return `${control.labels[0].textContent}, ${value}`;
}

function show(moved) {
  const mine = (asked += 1);
  const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`;
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  // Answers may overtake each other: the last question counts.
  request.onload = () => {
    if (mine !== asked) return;
    const fresh = request.status < 400 && request.response?.querySelector('[data-would-be]');
    if (!fresh) return say(FAILED);
    say(`${moved}: ${request.response.querySelector('[data-announced]').textContent}`);
    region.replaceChildren(...fresh.childNodes);
    history.replaceState(null, '', address);
  };
  request.onerror = () => {
    if (mine === asked) say(FAILED);
  };
  request.send();
}

function say(words) {
  announced.textContent = words;
  announced.classList.toggle('notice--bad', words === FAILED);
}
