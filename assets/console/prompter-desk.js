// The tab in which one asks a prompter a question of one's own.
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { currentChat } from './list.js';
import { Fault, asked, offered, soFar } from './prompter-ask.js';
import { SYMBOLS, sourceOf, use } from './prompter-use.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const REMEMBERED = 'prompter-asked';

class PrompterDesk extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const { builtIn, others } = offered(this);
    this.names = new Map(others.map(({ id, name }) => [String(id), name]));
    const choices = [...(builtIn ? [['', text('prompter-built-in')]] : []), ...this.names];
    this.who = el('select', { class: 'select', id: 'prompter-who', change: () => keep(REMEMBERED, this.who.value) }, ...choices.map(([value, name]) => el('option', { value }, name)));
    const last = recall(REMEMBERED) ?? '';
    if (choices.some(([value]) => value === last)) this.who.value = last;
    this.field = el('input', { class: 'input', id: 'prompter-question', name: 'q', maxlength: '500', autocomplete: 'off', dir: 'auto', required: true });
    this.context = el('input', { type: 'checkbox', name: 'context', value: 'on' });
    this.list = el('div', { class: 'stack stack--3', role: 'status' });
    this.replaceChildren(
      el('form', { class: 'stack stack--3', submit: (event) => { event.preventDefault(); this.look(); } },
        choices.length > 1 && el('div', { class: 'field' }, el('label', { class: 'field__label', for: 'prompter-who' }, text('prompter-who')), this.who),
        el('div', { class: 'field' }, el('label', { class: 'field__label', for: 'prompter-question' }, text('prompter-question')), this.field),
        el('label', { class: 'check small' }, this.context, el('span', {}, text('prompter-context'))),
        el('div', { class: 'row' }, el('button', { class: 'btn' }, icon('sparkles', 'sm'), text('prompter-ask')))),
      this.list,
      el('p', { class: 'xs muted' }, text('prompter-hint')));
  }

  disconnectedCallback() { this.asking?.abort(); }

  async look() {
    this.asking?.abort();
    const own = this.asking = new AbortController();
    const chat = Number(this.dataset.chat);
    const q = this.field.value.trim();
    if (!q) return;
    const prompter = this.who.value;
    const name = this.names.get(prompter);
    const draw = (...nodes) => {
      if (own !== this.asking) return;
      this.list.ariaBusy = Boolean(nodes[0]?.classList.contains('is-growing'));
      this.list.replaceChildren(...nodes);
    };
    const line = (words) => el('p', { class: 'small muted' }, words);
    if (name) draw(this.draft(name, ''));
    try {
      const fields = { q, ...(this.context.checked && { context: 'on' }), ...(prompter && { prompter }) };
      const proposals = await asked(chat, fields, own, (words) => draw(this.draft(name, words)));
      const nothing = name ? text('prompter-silent', { name }) : text('prompter-nothing');
      draw(...(proposals.length > 0 ? proposals.map((proposal) => this.row(proposal)) : [line(nothing)]));
    } catch (error) {
      draw(line(name ? text(`prompter-fault-${error instanceof Fault ? error.word : 'late'}`, { name }) : text('prompter-late')));
    }
  }

  // What one elsewhere has written so far.
  draft(name, words) {
    return el('article', { class: 'note prompt__note is-growing' }, words && el('p', { dir: 'auto' }, soFar(words)),
      el('footer', { class: 'row row--1 xs' }, icon('lightbulb', 'xs'), el('span', { dir: 'auto' }, text('prompter-asks', { name }))));
  }

  row(proposal) {
    const mayReply = Boolean(document.getElementById('prompter')) && Number(this.dataset.chat) === currentChat();
    return el('article', { class: 'note prompt__note' }, el('p', { dir: 'auto' }, proposal.text),
      el('footer', { class: 'row row--wrap between' },
        el('span', { class: 'row row--1 xs' }, icon(SYMBOLS[proposal.kind], 'xs'), el('span', { dir: 'auto' }, sourceOf(proposal)), proposal.fit !== undefined && ` · ${text('prompter-fit', { percent: proposal.fit })}`),
        el('span', { class: 'row' },
          proposal.path && el('a', { class: 'small', href: proposal.path, target: '_blank', rel: 'noopener' }, text('prompter-open')),
          mayReply && el('button', { type: 'button', class: 'btn btn--sm', click: () => this.use(proposal) }, text('prompter-use')))));
  }

  use(proposal) {
    use(proposal);
    // On a phone the panel lies over the chat.
    const back = document.querySelector('#side a[data-mobile-go="chat"]');
    if (back?.checkVisibility()) back.click();
    composer.focus();
  }
}
customElements.define('prompter-desk', PrompterDesk);
