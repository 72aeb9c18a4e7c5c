// The two forms: a few questions before the first message, and a note left while the shop is closed.
import { boot } from './boot.js';
import { el, icon } from './dom.js';
import { details, isEmail } from './session.js';
import { opening, t } from './words.js';

const { name: askName, email: askEmail, consent, notice, privacy_url: privacy } = boot.form;

// Asked once: nobody who has given what is required sees the form again.
export function isNeeded() {
  const { name, email, consented } = details();
  // Other words are to be seen anew.
  if (consent && consented !== consent) return true;
  const missing = (ask, value) => ask === 'required' && !value;
  const asks = (askName !== 'never' && !name) || (askEmail !== 'never' && !email);
  return missing(askName, name) || missing(askEmail, email) || (asks && !details().asked);
}

// `text` is what the visitor has already written; without it a topic may be chosen here.
export function preChat({ text, topic }, done) {
  const known = details();
  const name = askName !== 'never' && field('name', t('your-name'), { autocomplete: 'name', value: known.name, maxlength: 80 }, askName === 'required' ? '' : t('optional'));
  const email = askEmail !== 'never' && field('email', t('email'), { type: 'email', autocomplete: 'email', value: known.email, maxlength: 200 },
    askEmail === 'required' ? '' : t('email-why'));
  const about = !text && boot.topics.length > 0 && topics(topic);
  const agree = consent && checkbox();
  const submit = (event) => {
    event.preventDefault();
    const checks = [name && name.check(askName === 'required'), email && email.check(askEmail === 'required'), agree && agree.check()].filter(Boolean);
    const wrong = checks.find((check) => check !== true);
    if (wrong) return wrong.focus();
    done({ name: name?.value, email: email?.value, consented: consent, asked: true }, text || about?.value || '');
  };
  return el('form', { class: 'body', novalidate: true, submit }, el('h2', { class: 'hi' }, t('before-we-start')), text && el('p', { class: 'muted' }, t('before-more')),
    name?.node, email?.node, about?.node, agree?.node,
    el('button', { class: 'btn btn--primary push-b' }, t('start')));
}

// `text` is what the visitor has written so far, `write` takes what they go on to write; `tray` holds the files that go along.
export function closedShop(text, write, done, tray) {
  const email = field('email', t('email'), { type: 'email', autocomplete: 'email', value: details().email, maxlength: 200, placeholder: t('email-example') });
  const question = field('question', t('your-question'), { tag: 'textarea', rows: '4', maxlength: 10_000, dir: 'auto', value: text, input: (event) => write(event.target.value) });
  const agree = consent && checkbox();
  const submit = (event) => {
    event.preventDefault();
    const wrong = [email.check(true), question.check(true), agree ? agree.check() : true].find((check) => check !== true);
    if (wrong) return wrong.focus();
    done({ email: email.value, consented: consent, asked: true }, question.value);
  };
  return el('form', { class: 'body', novalidate: true, submit },
    el('div', { class: 'night' }, icon('moon'), el('h2', { class: 'hi' }, t('closed-shop')), el('p', { class: 'muted' }, boot.offline.text || t('leave-question')), opening() && el('p', { class: 'muted' }, opening())),
    email.node, question.node, tray, agree?.node,
    el('button', { class: 'btn btn--primary push-b' }, t('leave-message')));
}

function field(id, label, { tag = 'input', value, ...attributes }, hint) {
  const error = el('span', { class: 'error', id: `${id}-error`, hidden: true });
  const input = el(tag, { class: tag, id, name: id, ...attributes, 'aria-describedby': `${id}-error` });
  input.value = value ?? '';
  // A complaint goes as soon as it is answered, and does not come back before the next try.
  input.addEventListener('input', () => { if (!error.hidden) complain(''); });
  const node = el('div', { class: 'field' }, el('label', { for: id }, label, hint && el('small', {}, hint)), input, error);
  const complain = (text) => {
    error.replaceChildren(icon('alert', 'icon--xs'), text);
    error.hidden = !text;
    input.ariaInvalid = text ? 'true' : 'false';
    return text ? input : true;
  };
  return {
    node,
    get value() { return input.value.trim(); },
    check(isRequired) {
      if (!this.value) return complain(isRequired ? t('required') : '');
      return complain(attributes.type === 'email' && !isEmail(this.value) ? t('email-wrong') : '');
    },
  };
}

function topics(chosen) {
  const radios = boot.topics.map((topic) => el('label', { class: 'chip' },
    el('input', { type: 'radio', name: 'topic', value: topic, checked: topic === chosen }), topic));
  const node = el('fieldset', { class: 'field' }, el('legend', {}, t('about')), el('div', { class: 'chips' }, radios));
  return { node, get value() { return node.querySelector('input:checked')?.value; } };
}

function checkbox() {
  const box = el('input', { type: 'checkbox', id: 'consent', 'aria-describedby': 'consent-error' });
  const error = el('span', { class: 'error', id: 'consent-error', hidden: true }, icon('alert', 'icon--xs'), t('consent-needed'));
  const words = el('span', {}, consent, ' ', privacy && el('a', { href: privacy, target: '_blank', rel: 'noopener noreferrer' }, t('privacy')));
  if (notice) return { node: el('p', { class: 'muted' }, words), check: () => true };
  const node = el('div', { class: 'field' }, el('label', { class: 'check' }, box, words), error);
  return { node, check() { error.hidden = box.checked; box.ariaInvalid = String(!box.checked); return box.checked || box; } };
}
