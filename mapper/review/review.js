'use strict';
(() => {
  const PAGE = 50;
  const bytes = Uint8Array.from(atob(document.getElementById('data').textContent), (c) => c.charCodeAt(0));
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const decisions = new Map();
  const names = [];
  const shown = { from: 0, type: '', open: false };
  let saved = true;

  // Everything that is shown passes here, as text: no markup is ever made of it.
  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = String(text);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function button(text, action) {
    const element = make('button', text, { type: 'button' });
    element.addEventListener('click', action);
    return element;
  }

  function choice(label, options, value, action) {
    const select = make('select');
    for (const [id, text] of options) {
      const option = make('option', text, { value: id });
      option.selected = id === value;
      select.append(option);
    }
    select.addEventListener('change', () => action(select.value));
    return labelled(label, select);
  }

  function field(label, value, action, type = 'text') {
    const input = make('input', null, { type });
    input.value = value || '';
    input.addEventListener('change', () => action(input.value.trim()));
    return labelled(label, input);
  }

  function labelled(label, control) {
    const element = make('label', label);
    control.setAttribute('aria-label', label);
    element.append(control);
    return element;
  }

  function decide(event, change) {
    const before = decisions.get(event.event_id) || {};
    decisions.set(event.event_id, { ...before, ...change });
    saved = false;
    report();
  }

  function verdictOf(event) {
    return (decisions.get(event.event_id) || {}).decision || '';
  }

  function placeName(id) {
    const place = data.places[id];
    return place ? `${place[0]} (${[place[1], place[2], place[3]].filter(Boolean).join(', ')})` : id;
  }

  // The sentence with the words of the event and of the place marked; offsets are of characters, not UTF-16 units.
  function sentence(event) {
    const quote = make('blockquote');
    const letters = Array.from(event.sentence);
    const marks = [];
    for (const kind of ['trigger', 'mention']) {
      const start = event[`${kind}_start`] - event.sentence_start;
      const length = Array.from(event[kind]).length;
      if (event[`${kind}_start`] !== null && length && letters.slice(start, start + length).join('') === event[kind]) {
        marks.push([start, start + length, kind]);
      }
    }
    marks.sort((a, b) => a[0] - b[0]);
    let at = 0;
    for (const [start, end, kind] of marks) {
      if (start < at) continue;
      quote.append(letters.slice(at, start).join(''), make('mark', letters.slice(start, end).join(''), { class: kind }));
      at = end;
    }
    quote.append(letters.slice(at).join(''));
    return quote;
  }

  function card(event) {
    const article = make('article', null, { 'data-id': event.event_id });
    const label = (data.types.find((type) => type.id === event.event_type) || { label: event.event_type }).label;
    article.append(make('h2', `${label}, ${event.status}: ${event.place_name || event.country || 'no place'}`));
    article.append(sentence(event));
    const days = [event.date_start, event.date_end].filter(Boolean);
    const when = days.length ? [...new Set(days)].join(' to ') : 'no day';
    const said = [when, event.actor && `by ${event.actor}`, event.attribution && `says ${event.attribution}`,
      `place: ${event.place_reason || 'none'}`, event.source, event.title, event.report_id].filter(Boolean).join(' · ');
    article.append(make('p', said, { class: 'small' }));
    const verdicts = make('div', null, { class: 'row', role: 'group', 'aria-label': 'Decision' });
    const changes = changeForm(event);
    const buttons = [['accept', 'Right'], ['change', 'Change …'], ['reject', 'Not an event']].map(([id, text]) => {
      const element = button(text, () => {
        decide(event, { decision: verdictOf(event) === id ? '' : id });
        refresh();
      });
      element.dataset.verdict = id;
      return element;
    });
    function refresh() {
      for (const element of buttons) {
        element.setAttribute('aria-pressed', String(verdictOf(event) === element.dataset.verdict));
      }
      changes.hidden = verdictOf(event) !== 'change';
      article.classList.toggle('done', Boolean(verdictOf(event)));
    }
    verdicts.append(...buttons);
    verdicts.append(field('Note', (decisions.get(event.event_id) || {}).note, (note) => decide(event, { note })));
    if (event.mention) {
      verdicts.append(button(`“${event.mention}” is never a place`, () => {
        if (!names.includes(event.mention)) names.push(event.mention);
        saved = false;
        report();
      }));
    }
    article.append(verdicts, changes);
    refresh();
    return article;
  }

  function changeForm(event) {
    const form = make('div', null, { class: 'row' });
    const given = decisions.get(event.event_id) || {};
    const as = (text) => [['', `as it is (${text})`]];
    const types = data.types.map((type) => [type.id, type.label]);
    const places = event.candidates.map((id) => [id, placeName(id)]);
    form.append(
      choice('Type', [...as(event.event_type), ...types], given.new_type, (value) => decide(event, { new_type: value })),
      choice('Status', [...as(event.status), ...data.statuses.map((one) => [one, one])], given.new_status,
        (value) => decide(event, { new_status: value })),
      choice('Place', [...as(event.place_name || 'none'), ...places, ['none', 'no place']], given.new_place_id,
        (value) => decide(event, { new_place_id: value })),
      field('or its GeoNames id', '', (value) => decide(event, { new_place_id: value })),
      field('First day', given.new_date_start, (value) => decide(event, { new_date_start: value }), 'date'),
      field('Last day', given.new_date_end, (value) => decide(event, { new_date_end: value }), 'date'),
    );
    return form;
  }

  function wanted() {
    return data.events.filter((event) => (!shown.type || event.event_type === shown.type)
      && (!shown.open || !verdictOf(event)));
  }

  function draw() {
    const events = wanted();
    shown.from = Math.max(0, Math.min(shown.from, Math.floor(Math.max(0, events.length - 1) / PAGE) * PAGE));
    document.getElementById('events').replaceChildren(...events.slice(shown.from, shown.from + PAGE).map(card));
    pages.textContent = events.length
      ? `${shown.from + 1} to ${Math.min(shown.from + PAGE, events.length)} of ${events.length}` : 'none';
    report();
  }

  function go(by) {
    shown.from = Math.max(0, shown.from + by * PAGE);
    draw();
    window.scrollTo(0, 0);
  }

  const state = make('span', null, { role: 'status', id: 'state' });
  const pages = make('span', null, { id: 'pages' });

  function made() {
    return data.events.filter((event) => verdictOf(event));
  }

  function report() {
    const count = made().length + names.length;
    state.textContent = `${count} decided${saved || !count ? '' : ', not saved yet'}`;
  }

  function quoted(value) {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  function table() {
    const rows = made().map((event) => {
      const given = decisions.get(event.event_id);
      const known = { event_id: event.event_id, report_id: event.report_id, event_type: event.event_type,
        trigger_start: event.trigger_start };
      return data.columns.map((name) => (name in known ? known[name] : given[name]));
    });
    for (const name of names) rows.push(data.columns.map((one) => ({ decision: 'never', name }[one])));
    return [data.columns, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
  }

  function save() {
    const link = make('a', null, { download: 'decisions.csv' });
    link.href = URL.createObjectURL(new Blob([table()], { type: 'text/csv' }));
    document.body.append(link);
    link.click();
    link.remove();
    saved = true;
    report();
  }

  window.addEventListener('beforeunload', (leaving) => {
    if (!saved) leaving.preventDefault();
  });
  document.getElementById('title').textContent = data.title;
  const present = data.types.filter((type) => data.events.some((event) => event.event_type === type.id));
  const open = make('input', null, { type: 'checkbox' });
  open.addEventListener('change', () => { shown.open = open.checked; draw(); });
  document.getElementById('tools').append(
    button('Save decisions', save), state,
    choice('Type', [['', 'all'], ...present.map((type) => [type.id, type.label])], '',
      (value) => { shown.type = value; shown.from = 0; draw(); }),
    labelled('Undecided only', open), button('‹', () => go(-1)), pages, button('›', () => go(1)),
  );
  draw();
})();
