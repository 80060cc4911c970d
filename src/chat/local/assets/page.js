// Sends the page's forms without leaving it, and shows what the coach sends. Without this script the forms still work.
const main = document.querySelector('main');
const thread = document.querySelector('[data-place=thread]');
const formSlot = document.querySelector('#form');
const failure = document.querySelector('#failure');
const composer = document.querySelector('.composer');

function place(name) {
  return document.querySelector(`[data-place=${name}]`);
}

function fragment(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

function showEntry({ place: name, key, html }) {
  const entries = place(name);
  entries.querySelector('[data-empty]')?.remove();
  const known = [...entries.children].find((entry) => entry.dataset.key === key);
  if (known) known.replaceWith(fragment(html));
  else entries.append(fragment(html));
  if (name === 'thread') scrollTo(entries.lastElementChild);
}

function scrollTo(element) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
}

function showForm(html) {
  formSlot.replaceChildren(html ? fragment(html) : '');
  if (!html) return;
  formSlot.querySelector('[data-close]').hidden = false;
  const first = formSlot.querySelector('textarea, input:not([type=hidden])');
  first?.focus();
  if (first?.matches('textarea')) first.setSelectionRange(first.value.length, first.value.length);
  scrollTo(formSlot);
}

function showFailure(text) {
  failure.textContent = text;
  failure.hidden = !text;
}

async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const response = await fetch(form.getAttribute('action'), {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    });
    const { form: opened, problem } = await response.json();
    showFailure(problem ?? '');
    if (!response.ok) return;
    if (opened || form.matches('.answer')) showForm(opened);
    if (form.matches('.composer')) form.elements.text.value = '';
    // The next thing that this form sends is another delivery; a retry after a failure stays the same one.
    form.elements.delivery.value = crypto.randomUUID();
  } catch {
    showFailure('The coach cannot be reached. What you wrote is still here: try again when it runs.');
  } finally {
    button.disabled = false;
  }
}

document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-act]')) return;
  event.preventDefault();
  if (event.target.matches('.composer') && event.target.elements.text.value.trim() === '') return;
  void send(event.target);
});

document.addEventListener('keydown', (event) => {
  const form = event.target.closest('form.answer');
  if (form && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  if (form && event.key === 'Escape') closeForm();
  if (event.key === '/' && !event.target.matches('input, textarea')) {
    event.preventDefault();
    composer.elements.text.focus();
  }
});

document.addEventListener('click', (event) => {
  if (event.target.matches('[data-close]')) closeForm();
});

// How long it is until a time that is ahead; said by the style, so that no screen reader hears every second of it.
function countDown() {
  for (const time of document.querySelectorAll('time[data-until]')) {
    const seconds = Math.ceil((Date.parse(time.dateTime) - Date.now()) / 1000);
    if (seconds > 0) time.dataset.left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
    else delete time.dataset.left;
  }
}

countDown();
setInterval(countDown, 1000);

function closeForm() {
  showForm('');
  composer.elements.text.focus();
}

const events = new EventSource(main.dataset.events);
events.addEventListener('entry', ({ data }) => showEntry(JSON.parse(data)));
for (const name of ['channel', 'thread', 'home']) {
  events.addEventListener(name, ({ data }) => place(name).replaceChildren(fragment(data)));
}
events.addEventListener('open', () => showFailure(''));

if (formSlot.firstElementChild) formSlot.querySelector('[data-close]').hidden = false;
if (thread.children.length > 1) scrollTo(thread.lastElementChild);
