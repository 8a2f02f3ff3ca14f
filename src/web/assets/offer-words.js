/**
 * Words that are selected in the text of a CV get a button beside them, which takes them to where it is said what they
 * mean. Without a script they are copied into the field of the same form.
 */
const form = document.querySelector('[data-offer]');
const text = document.querySelector('.cv-text');
const field = form?.querySelector('[name=words]');

/** What is selected in the text, without the labels that stand between its words. */
function selectedWords() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const words = range.cloneContents();
  for (const label of words.querySelectorAll('sup')) label.remove();
  const said = words.textContent.replace(/\s+/g, ' ').trim();
  return said === '' ? null : { said, at: range.getBoundingClientRect() };
}

function showButton(button) {
  const selected = selectedWords();
  // The button itself takes the focus, and with it some browsers' selection.
  if (!selected && document.activeElement === button) return;
  button.hidden = selected === null;
  if (!selected) return;
  field.value = selected.said;
  const around = button.parentElement.getBoundingClientRect();
  const left = Math.min(selected.at.left - around.left, around.width - button.offsetWidth);
  button.style.left = `${Math.max(left, 0)}px`;
  button.style.top = `${Math.min(selected.at.bottom - around.top + 4, around.height)}px`;
}

if (form && text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button offer__button no-print';
  button.textContent = 'What does this mean?';
  button.hidden = true;
  button.addEventListener('click', () => form.requestSubmit());
  // Behind the text: the next thing that Tab comes to from there.
  text.after(button);
  document.addEventListener('selectionchange', () => showButton(button));
}
