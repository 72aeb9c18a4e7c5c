// A list of quick replies with the full text of the one that is pointed at: what a topic opens, and what a search finds.
import { el } from './dom.js';
import { flag } from './flag.js';
import { languageFor, nameOf } from './reply-store.js';
import { text } from './texts.js';

const PLACEHOLDER = /\{\s*\p{L}[\p{L}\p{N}._ -]*(?:\|[^{}\n]*)?\}/gu;

const marked = (words) => {
  const nodes = [];
  let from = 0;
  for (const { 0: place, index } of words.matchAll(PLACEHOLDER)) {
    nodes.push(words.slice(from, index), el('mark', {}, place));
    from = index + place.length;
  }
  return [...nodes, words.slice(from)];
};

// `load(reply, language)` is what a click or Enter does; `wanted()` is the customer's language.
export class Panel {
  constructor({ id, label, load, wanted, hint = true }) {
    Object.assign(this, { load, wanted, hint, replies: [], here: -1, language: '' });
    this.list = el('div', { class: 'qr__list scroll', role: 'listbox', id: `${id}-list`, 'aria-label': label });
    this.preview = el('div', { class: 'qr__prev', id: `${id}-preview` });
    this.node = el('section', { class: 'qr', id, 'aria-label': label, hidden: true }, this.list, this.preview);
    this.list.addEventListener('pointerover', (event) => {
      const item = event.target.closest('.qr__item');
      if (item && event.pointerType === 'mouse') this.look(this.items().indexOf(item));
    });
    this.list.addEventListener('focusin', (event) => this.look(this.items().indexOf(event.target.closest('.qr__item'))));
    this.list.addEventListener('click', (event) => {
      const item = event.target.closest('.qr__item');
      if (item) this.choose(this.items().indexOf(item));
    });
    // The box keeps the focus and the caret.
    this.node.addEventListener('pointerdown', (event) => { if (event.pointerType === 'mouse') event.preventDefault(); });
  }

  items() { return [...this.list.querySelectorAll('.qr__item')]; }

  // `groups`: pairs of a title, which may be empty, and replies. `none` is said when there are none.
  show(groups, none, label) {
    this.replies = groups.flatMap(([, replies]) => replies);
    this.language = '';
    if (label) for (const node of [this.list, this.node]) node.ariaLabel = label;
    let count = 0;
    const row = (reply) => {
      count += 1;
      return el('div', { class: 'qr__item', role: 'option', tabindex: '-1', id: `${this.list.id}-${count}`, 'aria-selected': 'false', dir: 'auto' },
        reply.name, reply.is_default && el('span', { class: 'pill pill--brass' }, text('reply-default')));
    };
    const rows = groups.filter(([, replies]) => replies.length > 0).flatMap(([title, replies]) => (title
      ? [el('div', { role: 'group', 'aria-label': title }, el('p', { class: 'menu__label', 'aria-hidden': 'true', dir: 'auto' }, title), ...replies.map(row))]
      : replies.map(row)));
    this.list.replaceChildren(...(count ? rows : [el('p', { class: 'qr__none small muted' }, none)]));
    this.list.setAttribute('role', count ? 'listbox' : 'note');
    this.node.hidden = false;
    this.here = -1;
    this.look(count ? 0 : -1);
  }

  hide() { this.node.hidden = true; }

  // Points at a reply: its full text is shown.
  look(at) {
    if (at === this.here && at >= 0) return;
    if (at < 0 && this.replies.length > 0) return;
    if (at !== this.here) this.language = '';
    this.here = at;
    for (const [index, item] of this.items().entries()) {
      item.classList.toggle('is-on', index === at);
      item.setAttribute('aria-selected', index === at);
      item.tabIndex = index === at ? 0 : -1;
    }
    this.draw();
  }

  draw() {
    const reply = this.replies[this.here];
    if (!reply) { this.preview.replaceChildren(); return; }
    const shown = this.language || reply.preview;
    const chips = Object.keys(reply.texts).map((code) => el('button', {
      type: 'button', class: `chip chip--sm${code === shown ? ' is-on' : ''}`, 'aria-pressed': String(code === shown),
      'aria-label': `${code.toUpperCase()}, ${nameOf(code)}`, title: nameOf(code),
      click: () => { this.language = code; this.draw(); },
    }, flag(code), code.toUpperCase()));
    this.preview.replaceChildren(
      el('div', { class: 'row between row--wrap' }, el('b', { class: 'semi small', dir: 'auto' }, reply.name), el('span', { class: 'qr__langs' }, ...chips)),
      el('p', { class: 'qr__text scroll', dir: 'auto', lang: shown, tabindex: '0' }, ...marked(reply.texts[shown] ?? '')),
      el('div', { class: 'qr__foot' },
        this.hint && el('span', { class: 'row row--1 not-mobile' }, el('kbd', {}, '↵'), text('reply-key-load')),
        this.hint && el('span', { class: 'row row--1 not-mobile' }, el('kbd', {}, 'Esc'), text('reply-key-close')),
        el('span', { class: 'push row row--1' }, ...this.promise(reply))));
  }

  // In which language it will be loaded.
  promise(reply) {
    const { code: wanted, name } = this.wanted();
    const code = this.language || languageFor(reply, wanted);
    const language = nameOf(code);
    const isTheirs = code.split('-')[0] === wanted.split('-')[0];
    const say = this.language && !isTheirs ? text('reply-loads', { language })
      : isTheirs ? text('reply-loads-theirs', { language })
        : text('reply-loads-instead', { language, wanted: name });
    return [flag(code), say];
  }

  step(by) {
    const { length } = this.replies;
    if (length === 0) return null;
    this.look((this.here + by + length) % length);
    const item = this.items()[this.here];
    item.scrollIntoView({ block: 'nearest' });
    return item;
  }

  async choose(at = this.here) {
    const reply = this.replies[at];
    const item = this.items()[at];
    if (!reply || this.list.querySelector('[aria-busy]')) return;
    item.setAttribute('aria-busy', 'true');
    await this.load(reply, at === this.here ? this.language : '');
    item.removeAttribute('aria-busy');
  }
}
