/** Shows the list as it would be while sliders move: the same page is asked for as by the button, a moment after each move. */
const form = document.querySelector('[data-what-if]');
const region = document.querySelector('[data-live]');
let waiting;
let asked = 0;

form.addEventListener('input', (event) => {
  const output = form.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
  if (output) output.textContent = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(show, 200);
});

function show() {
  const mine = (asked += 1);
  const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`;
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  request.onload = () => {
    const fresh = request.response?.querySelector('[data-live]');
    // Answers may overtake each other: the last question counts.
    if (mine !== asked || request.status >= 400 || !fresh) return;
    region.replaceChildren(...fresh.childNodes);
    history.replaceState(null, '', address);
  };
  request.send();
}
