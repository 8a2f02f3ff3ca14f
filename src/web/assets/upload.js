/**
 * Makes an upload form comfortable: dropping files, saying what is wrong before it is sent, and how far it is. The form
 * goes to the same address as without a script, and the page that comes back is shown.
 */
const form = document.querySelector('[data-upload]');
const input = form.querySelector('input[type=file]');
const drop = form.querySelector('[data-drop]');
const progress = form.querySelector('[data-progress]');
const words = form.querySelector('[data-progress-words]');

for (const name of ['dragenter', 'dragover']) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add('drop--over');
  });
}
for (const name of ['dragleave', 'drop'])
  drop.addEventListener(name, () => drop.classList.remove('drop--over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) {
    const chosen = new DataTransfer();
    const dropped = [...event.dataTransfer.files];
    for (const file of input.multiple ? dropped : dropped.slice(0, 1)) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    input.focus();
  }
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const files = [...input.files];
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  // What the server could only say after everything has been sent. Of several files, each is taken or refused by itself.
  if (bytes > Number(form.dataset.maxBytes)) return complain(form.dataset.tooLarge);
  if (files.length > 0 && bytes === 0 && form.dataset.empty) return complain(form.dataset.empty);
  send();
});

function send() {
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.responseType = 'document';
  request.upload.onprogress = ({ loaded, total }) => say(Math.round((loaded / total) * 100));
  request.onload = () => {
    if (request.status < 400) return location.assign(request.responseURL);
    replacePage(request.response);
  };
  request.onerror = () => {
    progress.hidden = true;
    complain(form.dataset.failed);
  };
  progress.hidden = false;
  say(0);
  request.send(new FormData(form));
}

function say(percent) {
  progress.querySelector('progress').value = percent;
  words.textContent = percent < 100 ? `${form.dataset.sending}: ${percent} %` : form.dataset.sent;
}

/** Shows the form as it came back, with what is wrong; the file that was chosen is still chosen. */
function replacePage(page) {
  progress.hidden = true;
  const main = page?.querySelector('main');
  if (!main) return complain(form.dataset.failed);
  document.title = page.title;
  const old = document.querySelector('main');
  const fresh = main.querySelector('[data-upload]');
  if (fresh) {
    for (const name of ['summary', 'groups']) copy[name](old, main);
  } else {
    old.replaceChildren(...main.childNodes);
  }
  focusOnProblem();
}

const copy = {
  summary(old, main) {
    old.querySelector('.nhsuk-error-summary')?.remove();
    const summary = main.querySelector('.nhsuk-error-summary');
    if (summary) old.prepend(summary);
  },
  /** Messages beside the fields, without touching what was typed or chosen. */
  groups(old, main) {
    const before = old.querySelectorAll('.nhsuk-form-group');
    main.querySelectorAll('.nhsuk-form-group').forEach((group, n) => {
      const here = before[n];
      here.className = group.className;
      here.querySelector('.nhsuk-error-message')?.remove();
      const message = group.querySelector('.nhsuk-error-message');
      const field = here.querySelector('input, textarea');
      const described = group.querySelector('input, textarea').getAttribute('aria-describedby');
      if (described) field.setAttribute('aria-describedby', described);
      if (message)
        here.querySelector('[data-drop], .nhsuk-checkboxes, .nhsuk-radios, input, textarea').before(message);
    });
  },
};

/** The server's page of problems, made here for a fault that is known before anything is sent. */
function complain(sentence) {
  const main = document.querySelector('main');
  main.querySelector('.nhsuk-error-summary')?.remove();
  const summary = document.createElement('div');
  summary.className = 'nhsuk-error-summary';
  const alert = document.createElement('div');
  alert.setAttribute('role', 'alert');
  const heading = document.createElement('h2');
  heading.className = 'nhsuk-error-summary__heading';
  heading.textContent = 'There is a problem';
  const link = document.createElement('a');
  link.href = `#${input.id}`;
  link.textContent = sentence;
  alert.append(heading, link);
  summary.append(alert);
  main.prepend(summary);
  const group = input.closest('.nhsuk-form-group');
  group.classList.add('nhsuk-form-group--error');
  group.querySelector('.nhsuk-error-message')?.remove();
  const message = document.createElement('span');
  message.className = 'nhsuk-error-message';
  message.id = `${input.id}-error`;
  message.textContent = `Error: ${sentence}`;
  drop.before(message);
  input.setAttribute('aria-describedby', `${input.id}-hint ${input.id}-error`);
  if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`;
  focusOnProblem();
}

function focusOnProblem() {
  const summary = document.querySelector('.nhsuk-error-summary');
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
  summary.scrollIntoView();
}
