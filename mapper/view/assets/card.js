/** Shows one event out of several, in words. */

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
function writtenNumbers([what, minimum, best, maximum, qualifier, unit, scope]) {
  const name = (word) => named(TEXT.countNames, word);
  const number = maximum ?? best ?? minimum;
  const counted = number !== null && Object.hasOwn(TEXT.countUnits, unit) ? TEXT.countUnits[unit](number) : name(unit);
  const words = [writtenNumber(minimum, best, maximum), counted, what === unit ? '' : name(what)].filter(Boolean).join(' ');
  const said = qualifier ? ` (“${qualifier}”)` : '';
  const over = scope && scope !== 'incident' ? `, ${named(TEXT.scopes, scope)}` : '';
  return `${words}${said}${over}`;
}

/** Numbers of other reports are looked for among so many events of the same kind, place and days at most. */
const MOST_CLAIMS = 40;
/** They are looked for when the card has been open so long. */
const CLAIMS_AFTER_MS = 150;

class Card {
  /**
   * @param {object} page the map's controller: store, theme, chooseRows(rows), zoomTo(row)
   * @param {number[]} rows events to leaf through
   * @param {number} at which of them is shown first
   */
  constructor(page, rows, at) {
    Object.assign(this, { page, store: page.store, theme: page.theme, rows, at });
    this.element = make('article', 'em-card');
    this.ready = this.show(at);
  }

  async show(at) {
    this.at = (at + this.rows.length) % this.rows.length;
    const row = this.rows[this.at];
    const text = await this.store.texts(row);
    this.element.replaceChildren(this.head(row), this.body(row, text), this.foot());
    this.element.dataset.row = row;
    this.element.setAttribute('aria-label', this.store.typeOf(row).label);
    this.page.setOpened(row);
    this.addClaims(row, text);
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

  body(row, text) {
    this.facts = make('dl', 'em-facts');
    for (const [name, value] of this.factsOf(row, text)) {
      if (value) this.facts.append(make('dt', '', name), make('dd', '', value));
    }
    const { sentence } = text;
    const body = make('div', 'em-card-body', sentence ? markedSentence(sentence, text.marks()) : null, this.facts);
    body.tabIndex = 0;
    return body;
  }

  factsOf(row, text) {
    const counts = text.counts().map(writtenNumbers).join('; ');
    return [
      [TEXT.place, this.place(row)],
      [TEXT.to, text.text('destination_name')],
      [TEXT.via, text.text('via')],
      [TEXT.date, this.date(row, text)],
      [TEXT.numbers, counts],
      [TEXT.actor, text.text('actor')],
      [TEXT.target, text.text('target')],
      [TEXT.saysWho, this.voice(row, text)],
      [TEXT.source, this.source(row, text)],
      [TEXT.whyHere, text.text('place_reason')],
      [TEXT.sure, sureness(text)],
      ['', this.store.columns.background[row] ? TEXT.background : ''],
    ];
  }

  /** Who says so, and whether it is one party's word alone. */
  voice(row, text) {
    const said = [text.text('attribution'), text.text('attribution_verb')].filter(Boolean).join(', ');
    const alone = this.store.columns.claim[row] ? make('small', '', TEXT.claim) : null;
    return said || alone ? make('span', '', said, alone) : null;
  }

  place(row) {
    const place = this.store.placeOf(row);
    const country = this.store.countryOf(row);
    const parts = [place.place_name, place.admin2, place.admin1, country && countryName(country)].filter(Boolean);
    const names = parts.filter((name, at) => parts.indexOf(name) === at).join(', ');
    return make('span', '', make('span', 'em-place-name', names), make('small', '', TEXT.precisions[this.store.precisionOf(row)]));
  }

  date(row, text) {
    const { nodata } = this.store.meta;
    const day = this.store.columns.day[row];
    const end = this.store.columns.dayEnd[row];
    if (day === nodata) return TEXT.noDate;
    const from = writtenDay(day);
    let written = end !== nodata && end !== day ? TEXT.dateTo(from, writtenDay(end)) : from;
    if (text.text('date_precision') === 'open') written = TEXT.dateFrom(from);
    if (text.text('date_precision') === 'unknown') written = TEXT.dateOfReport(from);
    const words = text.text('date_text');
    return make('span', '', written, words ? make('small', '', `“${words}”`) : null);
  }

  source(row, text) {
    const [source, url, title] = [this.store.sourceOf(row), text.text('url'), text.text('title')];
    if (!source && !url && !title) return null;
    const name = source || (url ? '' : title);
    const published = text.published();
    return make(
      'span',
      '',
      url ? safeLink(url, name) : name,
      source && title ? make('small', 'em-source-title', title) : null,
      published === null ? null : make('small', '', writtenDay(published)),
    );
  }

  /** Adds the numbers that other reports give of the same kind, place and days: they are set beside, never added up. */
  async addClaims(row, text) {
    const { facts } = this;
    await new Promise((done) => setTimeout(done, CLAIMS_AFTER_MS));
    if (facts !== this.facts || !facts.isConnected) return;
    const own = text.text('report_id');
    const claims = [];
    for (const other of this.alike(row)) {
      if (facts !== this.facts) return;
      const told = await this.store.texts(other);
      const counts = told.counts().map(writtenNumbers).join('; ');
      if (!counts || told.text('report_id') === own) continue;
      const source = this.store.sourceOf(other) || told.text('attribution');
      claims.push(make('li', '', source ? `${source}: ${counts}` : counts));
    }
    if (!claims.length) return;
    const list = make('ul', 'em-claims', ...claims.slice(0, 6));
    facts.append(make('dt', '', TEXT.claims), make('dd', '', list, make('small', '', TEXT.claimsNote)));
  }

  /** Events of the same type at the same place, at most a day apart. */
  alike(row) {
    const { day, type, place, spot } = this.store.columns;
    if (row >= this.store.dated || !spot[row]) return [];
    const first = lowerBound(day, this.store.dated, (value) => value >= day[row] - 1);
    const found = [];
    for (let at = first; at < this.store.dated && day[at] <= day[row] + 1 && found.length < MOST_CLAIMS; at += 1) {
      if (at !== row && type[at] === type[row] && place[at] === place[row]) found.push(at);
    }
    return found;
  }

  /** Where there are several events: previous and next, the list of them, and a closer look. */
  foot() {
    if (this.rows.length < 2) return '';
    const leaf = (text, label, step) => {
      const element = button(text, 'em-button', async (event) => {
        event.stopPropagation();
        await this.show(this.at + step);
        this.element.querySelector(`[data-step="${step}"]`).focus();
      });
      element.dataset.step = step;
      element.setAttribute('aria-label', label);
      return element;
    };
    const count = make('span', '', TEXT.eventOf(this.at + 1, this.rows.length));
    const line = make('div', 'em-leaf', leaf('‹', TEXT.previous, -1), count, leaf('›', TEXT.next, 1));
    const whole = this.rows.length === this.store.shown.all;
    const list = whole ? null : button(TEXT.listThese, 'em-link', () => this.page.chooseRows(this.rows));
    const zoom = this.store.located(this.rows[this.at]) ? button(TEXT.zoomHere, 'em-link', () => this.page.zoomTo(this.rows[this.at])) : null;
    return make('footer', 'em-card-foot', line, make('div', 'em-more', list, zoom));
  }
}

/** How sure event and place are, in per cent. */
function sureness(text) {
  const percent = (name) => (text.share(name) === null ? null : Math.round(100 * text.share(name)));
  return TEXT.sureOf(percent('confidence'), percent('place_score'));
}
