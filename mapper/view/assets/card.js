/** Shows one event out of several, in words. All text enters as text nodes. */

/** An element with classes, text and children; the only way this page makes elements. */
function make(tag, className = '', ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((one) => one !== null && one !== undefined && one !== ''));
  return element;
}

/** A link, where the address is http(s); else its text. */
function safeLink(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return make('span', '', text || address);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return make('span', '', text || address);
  const link = make('a', '', text || url.hostname);
  link.href = url.href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

/** A sentence with its trigger and place marked; the text itself is unchanged. */
function markedSentence(text, marks) {
  const quote = make('blockquote', 'em-sentence');
  quote.dir = 'auto';
  const cuts = [...new Set([0, text.length, ...marks.flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, end] = [cuts[at], cuts[at + 1]];
    const kinds = marks.filter((mark) => mark[0] <= start && mark[1] >= end).map((mark) => mark[2]);
    const piece = document.createTextNode(text.slice(start, end));
    if (!kinds.length) quote.append(piece);
    else quote.append(make('mark', kinds.map((kind) => (kind ? 'em-mark-place' : 'em-mark-trigger')).join(' '), piece));
  }
  return quote;
}

/** A number with its bounds, in words. */
function writtenNumber(minimum, best, maximum) {
  if (minimum !== null && maximum !== null && minimum !== maximum) return `${minimum}–${maximum}`;
  if (best !== null) return String(best);
  if (minimum !== null) return TEXT.orMore(minimum);
  return maximum === null ? '?' : TEXT.upTo(maximum);
}

/** A count: number, unit, what it counts, the words that qualify it, its scope. */
function writtenCount([what, minimum, best, maximum, qualifier, unit, scope]) {
  const words = [writtenNumber(minimum, best, maximum), unit, what === unit ? '' : what].filter(Boolean).join(' ');
  const said = qualifier ? ` (“${qualifier}”)` : '';
  return `${words}${said}${TEXT.scopes[scope] ? `, ${TEXT.scopes[scope]}` : ''}`;
}

class Card {
  /**
   * @param {Store} store
   * @param {object} theme
   * @param {number[]} rows events to leaf through
   * @param {number} at which of them is shown first
   */
  constructor(store, theme, rows, at) {
    Object.assign(this, { store, theme, rows, at });
    this.element = make('article', 'em-card');
    this.ready = this.show(at);
  }

  async show(at) {
    this.at = (at + this.rows.length) % this.rows.length;
    const row = this.rows[this.at];
    const texts = await this.store.texts(row);
    this.element.replaceChildren(this.head(row), this.body(row, texts), this.foot());
    this.element.dataset.row = row;
  }

  head(row) {
    const type = this.store.typeOf(row);
    const status = this.store.statusOf(row);
    return make(
      'header',
      'em-card-head',
      symbolElement(type, status, this.theme, 30),
      make('div', '', make('h2', '', type.label), make('p', 'em-card-status', TEXT.statuses[status])),
    );
  }

  body(row, texts) {
    const facts = make('dl', 'em-facts');
    for (const [name, value] of this.facts(row, texts)) {
      if (value) facts.append(make('dt', '', name), make('dd', '', value));
    }
    const sentence = texts.sentence ? markedSentence(texts.sentence, texts.marks || []) : null;
    return make('div', 'em-card-body', sentence, facts);
  }

  facts(row, texts) {
    const counts = (texts.counts || []).map(writtenCount).join('; ');
    return [
      [TEXT.place, this.place(row, texts)],
      [TEXT.to, texts.destination_name],
      [TEXT.date, this.date(row, texts)],
      [TEXT.numbers, counts],
      [TEXT.actor, texts.actor],
      [TEXT.target, texts.target],
      [TEXT.saysWho, texts.attribution],
      [TEXT.source, this.source(texts)],
      [TEXT.whyHere, texts.place_reason],
      ['', this.store.columns.background[row] ? TEXT.background : ''],
    ];
  }

  place(row, texts) {
    const country = this.store.countryOf(row);
    const parts = [texts.place_name, texts.admin2, texts.admin1, country && countryName(country)].filter(Boolean);
    const names = parts.filter((name, at) => parts.indexOf(name) === at).join(', ');
    return make('span', '', make('span', 'em-place-name', names), make('small', '', TEXT.precisions[this.store.precisionOf(row)]));
  }

  date(row, texts) {
    const { nodata } = this.store.meta;
    const day = this.store.columns.day[row];
    const end = this.store.columns.dayEnd[row];
    if (day === nodata) return TEXT.noDate;
    const from = writtenDay(day);
    let written = end !== nodata && end !== day ? TEXT.dateTo(from, writtenDay(end)) : from;
    if (texts.date_precision === 'open') written = TEXT.dateFrom(from);
    if (texts.date_precision === 'unknown') written = TEXT.dateOfReport(from);
    return make('span', '', written, texts.date_text ? make('small', '', `“${texts.date_text}”`) : null);
  }

  source(texts) {
    if (!texts.source && !texts.url && !texts.title) return null;
    const name = texts.source || (texts.url ? '' : texts.title);
    const title = texts.source ? texts.title : '';
    return make(
      'span',
      '',
      texts.url ? safeLink(texts.url, name) : name,
      title ? make('small', 'em-source-title', title) : null,
      texts.published ? make('small', '', texts.published) : null,
    );
  }

  /** Previous and next, where there are several events. */
  foot() {
    if (this.rows.length < 2) return '';
    const button = (text, label, step) => {
      const element = make('button', 'em-button', text);
      element.type = 'button';
      element.setAttribute('aria-label', label);
      element.addEventListener('click', async (event) => {
        event.stopPropagation();
        await this.show(this.at + step);
        this.element.querySelector(`button[aria-label="${label}"]`).focus();
      });
      return element;
    };
    return make(
      'footer',
      'em-card-foot',
      button('‹', TEXT.previous, -1),
      make('span', '', TEXT.eventOf(this.at + 1, this.rows.length)),
      button('›', TEXT.next, 1),
    );
  }
}
