/** A form that was just sent is not sent again by the second half of a double click. */
const PATIENCE_MS = 5_000;
const sent = new WeakMap();

document.addEventListener('submit', (event) => {
  const form = event.target;
  // Scripts that send a form by themselves know what they do.
  if (event.defaultPrevented || (event.submitter?.formMethod || form.method) !== 'post') return;
  if (performance.now() - (sent.get(form) ?? -PATIENCE_MS) < PATIENCE_MS) event.preventDefault();
  else sent.set(form, performance.now());
});
// Whoever comes back to the page may send it again.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) for (const form of document.forms) sent.delete(form);
});
