/** Elements of the page. All text enters as text nodes; nothing here takes HTML. */

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

/** A button with its text and what a click does. */
function button(text, className, click) {
  const element = make('button', className, text);
  element.type = 'button';
  element.addEventListener('click', click);
  return element;
}

/** A check box with a sign, a label and a count; `change(on)` is called when it is switched. */
function checkRow(sign, label, change) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = true;
  box.addEventListener('change', () => change(box.checked));
  const count = make('span', 'em-row-count');
  const element = make('label', 'em-row', box, sign, make('span', 'em-row-label', label), count);
  return { element, box, count };
}

/** A part of the panel that opens and closes. */
function section(title, open, ...content) {
  const details = make('details', 'em-section', make('summary', '', make('h2', '', title)), ...content);
  details.open = open;
  return details;
}
