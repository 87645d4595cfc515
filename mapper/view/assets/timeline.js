/** A histogram of events by day, week, month or year, with a window to brush, two sliders that move it, and a player. */

const MOST_BINS = 1500;
const USUAL_BINS = 190;
const PLAY_MS = 450;
/** Later than any day; a whole number, so that loops over days stay quick. */
const AFTER_ALL = 2 ** 31 - 1;
const STEPS = ['day', 'week', 'month', 'year'];

/**
 * The days that the histogram spans. Where early or late events, up to one in ten at either end, would press all others
 * into a few bars, it spans the middle, and its outermost bars take in the rest.
 */
function spanOf(store, overview) {
  let [first, last] = store.days;
  const { day } = store.columns;
  for (const tail of overview ? [] : [0.02, 0.05, 0.1]) {
    const low = day[Math.floor(store.dated * tail)];
    const high = day[Math.ceil(store.dated * (1 - tail)) - 1];
    if (high - low < (last - first) / 3) [first, last] = [low, high];
  }
  return [first, last];
}

/** First days of the bars of a step from one day to another, and the day after the last bar. Weeks begin on Monday. */
function binEdges(step, first, last) {
  const edges = [];
  let day = step === 'week' ? first - ((((first + 3) % 7) + 7) % 7) : first;
  while (day <= last && edges.length <= MOST_BINS) {
    edges.push(day);
    day = nextBin(step, day);
  }
  edges.push(day);
  return edges;
}

function nextBin(step, day) {
  if (step === 'day') return day + 1;
  if (step === 'week') return day + 7;
  const date = new Date(day * 86400000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return Date.UTC(step === 'year' ? year + 1 : year, step === 'year' ? 0 : month + 1, 1) / 86400000;
}

class Timeline {
  /** @param {Overview|null} overview counts that are added to the events' */
  constructor(store, theme, overview = null) {
    Object.assign(this, { store, theme, overview });
    [this.first, this.last] = spanOf(store, overview);
    const steps = overview ? STEPS.slice(STEPS.indexOf(overview.info.step)) : STEPS;
    const fits = (most) => steps.filter((step) => binEdges(step, this.first, this.last).length - 1 <= most);
    this.steps = fits(MOST_BINS);
    this.step = fits(USUAL_BINS)[0] || 'year';
    this.setEdges();
    this.element = this.build();
    store.onChange(null, () => this.recount());
    this.size = { width: 0, height: 0 };
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      this.paint();
    });
    this.observer.observe(this.canvas);
    this.recount();
  }

  setEdges() {
    this.edges = binEdges(this.step, this.first, this.last);
    this.bins = this.edges.length - 1;
    this.window = [0, this.bins - 1];
  }

  build() {
    this.canvas = make('canvas', 'em-bars');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.brush();
    this.label = make('output', 'em-window');
    this.sliders = [TEXT.from, TEXT.until].map((name, which) => this.slider(name, which));
    this.button = button('▶', 'em-button em-play', () => (this.timer ? this.stop() : this.play()));
    this.button.setAttribute('aria-label', TEXT.play);
    this.whole = button(TEXT.allTime, 'em-link', () => this.setWindow([0, this.bins - 1]));
    const undated = this.store.rows - this.store.dated;
    const note = undated ? make('small', '', TEXT.undated(undated)) : null;
    const track = make('div', 'em-track', this.canvas, ...this.sliders);
    this.describe();
    const line = make('div', 'em-time-line', this.label, this.whole, note, this.stepper());
    const section = make('section', 'em-time', this.button, make('div', 'em-time-main', line, track));
    section.setAttribute('aria-label', TEXT.time);
    return section;
  }

  slider(name, which) {
    const slider = document.createElement('input');
    Object.assign(slider, { type: 'range', min: 0, max: this.bins - 1, step: 1, className: 'em-slider' });
    slider.value = this.window[which];
    slider.setAttribute('aria-label', name);
    slider.addEventListener('input', () => {
      this.stop();
      this.move(which, Number(slider.value));
    });
    return slider;
  }

  /** Chooses the width of a bar. */
  stepper() {
    this.select = make('select', 'em-select', ...this.steps.map((step) => {
      const option = make('option', '', TEXT.steps[step]);
      option.value = step;
      return option;
    }));
    this.select.value = this.step;
    this.select.addEventListener('change', () => this.setStep(this.select.value));
    return make('label', 'em-stepper', `${TEXT.step} `, this.select);
  }

  /** Changes the width of the bars; the window stays on the same days as nearly as they allow. */
  setStep(step) {
    if (!this.steps.includes(step)) return;
    const narrowed = this.store.window && this.shownDays();
    this.stop();
    this.step = step;
    this.select.value = step;
    this.setEdges();
    for (const slider of this.sliders) slider.max = this.bins - 1;
    if (narrowed) this.setDays(...narrowed);
    else this.setWindow(this.window);
    this.recount();
  }

  /** Moves one end of the window; it never passes the other. */
  move(which, bin) {
    const window = [...this.window];
    window[which] = which ? Math.max(bin, window[0]) : Math.min(bin, window[1]);
    this.setWindow(window);
  }

  /** The bar that a day lies in. */
  binOf(day) {
    const at = lowerBound(this.edges, this.bins, (edge) => edge > day) - 1;
    return Math.max(0, Math.min(this.bins - 1, at));
  }

  setDays(from, to) {
    this.setWindow([this.binOf(from), this.binOf(to)]);
  }

  setWindow(window) {
    this.window = window;
    this.describe();
    this.paint();
    this.store.setWindow(this.isWhole() ? null : this.days());
  }

  isWhole() {
    return this.window[0] === 0 && this.window[1] === this.bins - 1;
  }

  /** First and last day of the window, as the bars have them. */
  shownDays() {
    return [Math.max(this.edges[this.window[0]], this.first), Math.min(this.edges[this.window[1] + 1] - 1, this.last)];
  }

  /** First and last day of the window; its outermost bars take in all that lies beyond. */
  days() {
    const [from, to] = this.shownDays();
    return [this.window[0] ? from : -Infinity, this.window[1] < this.bins - 1 ? to : Infinity];
  }

  /** Both ends in words. */
  written() {
    const [from, to] = this.shownDays();
    const [first, last] = this.store.days;
    const [before, after] = [!this.window[0] && first < from, this.window[1] === this.bins - 1 && last > to];
    return [
      before ? TEXT.andBefore(writtenDay(from)) : writtenDay(from),
      after ? TEXT.andAfter(writtenDay(to)) : writtenDay(to),
    ];
  }

  describe() {
    const written = this.written();
    const [from, to] = written;
    this.label.textContent = from === to ? from : `${from} – ${to}`;
    this.whole.hidden = this.isWhole();
    this.sliders.forEach((slider, which) => {
      slider.value = this.window[which];
      slider.setAttribute('aria-valuetext', written[which]);
    });
  }

  /** A window drawn with the pointer over the bars; a click takes one bar, or all again where it is the one. */
  brush() {
    const binAt = (event) => {
      const { left, width } = this.canvas.getBoundingClientRect();
      return Math.max(0, Math.min(this.bins - 1, Math.floor(((event.clientX - left) / width) * this.bins)));
    };
    let start = null;
    this.canvas.addEventListener('pointerdown', (event) => {
      this.stop();
      start = binAt(event);
      this.canvas.setPointerCapture(event.pointerId);
      const again = this.window[0] === start && this.window[1] === start;
      this.setWindow(again ? [0, this.bins - 1] : [start, start]);
    });
    this.canvas.addEventListener('pointermove', (event) => {
      if (start === null) return;
      const here = binAt(event);
      if (here !== start) this.setWindow([Math.min(start, here), Math.max(start, here)]);
    });
    for (const name of ['pointerup', 'pointercancel']) this.canvas.addEventListener(name, () => (start = null));
  }

  /** Lets a window of its present width (one bar, where it is all) run from start to end. */
  play() {
    const width = this.window[1] - this.window[0] + 1;
    const span = width < this.bins ? width : 1;
    let start = width < this.bins && this.window[1] < this.bins - 1 ? this.window[0] : -1;
    this.showPlaying(true);
    const advance = () => {
      start += 1;
      if (start + span > this.bins) this.stop();
      else this.setWindow([start, start + span - 1]);
    };
    this.timer = setInterval(advance, PLAY_MS);
    advance();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.showPlaying(false);
  }

  showPlaying(playing) {
    this.button.textContent = playing ? '❚❚' : '▶';
    this.button.setAttribute('aria-label', playing ? TEXT.pause : TEXT.play);
  }

  /** Counts by bar and layer of the events that pass the other filters; rows lie in the order of days. */
  recount() {
    const { fail, dated, columns, layers, layerOfType, timelessVersion } = this.store;
    if (this.counted === `${timelessVersion} ${this.step}`) return;
    this.counted = `${timelessVersion} ${this.step}`;
    const { day, type } = columns;
    const others = ~TIME_BIT;
    const { edges, bins } = this;
    const width = layers.length;
    const counts = new Uint32Array(bins * width);
    let bin = 0;
    let next = bins > 1 ? edges[1] : AFTER_ALL;
    for (let row = 0; row < dated; row += 1) {
      while (day[row] >= next) {
        bin += 1;
        next = bin < bins - 1 ? edges[bin + 1] : AFTER_ALL;
      }
      if (!(fail[row] & others)) counts[bin * width + layerOfType[type[row]]] += 1;
    }
    if (this.overview) this.overview.addTo(counts, edges, width);
    this.counts = counts;
    this.paint();
  }

  paint() {
    const density = window.devicePixelRatio || 1;
    const { width, height } = this.size;
    if (!width || !this.counts) return;
    const [wide, tall] = [Math.round(width * density), Math.round(height * density)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== tall) this.canvas.height = tall;
    const ctx = this.canvas.getContext('2d');
    ctx.setTransform(density, 0, 0, density, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const floor = height - 13 * this.theme.scale;
    this.paintBars(ctx, width, floor);
    this.paintTicks(ctx, width, floor, height);
  }

  paintBars(ctx, width, floor) {
    const { layers } = this.store;
    const count = layers.length;
    let most = 1;
    for (let bin = 0; bin < this.bins; bin += 1) most = Math.max(most, this.sumOf(bin));
    const each = width / this.bins;
    const gap = each > 4 ? 1 : 0;
    for (let bin = 0; bin < this.bins; bin += 1) {
      ctx.globalAlpha = bin >= this.window[0] && bin <= this.window[1] ? 1 : 0.22;
      let top = floor;
      for (let layer = 0; layer < count; layer += 1) {
        const tall = (this.counts[bin * count + layer] / most) * (floor - 2);
        if (!tall) continue;
        ctx.fillStyle = seenColour(layers[layer].colour, this.theme);
        ctx.fillRect(bin * each + gap / 2, top - tall, Math.min(each - gap, 26), tall);
        top -= tall;
      }
    }
    ctx.globalAlpha = 1;
  }

  sumOf(bin) {
    const count = this.store.layers.length;
    let sum = 0;
    for (let layer = 0; layer < count; layer += 1) sum += this.counts[bin * count + layer];
    return sum;
  }

  /** A line below, and the months or years that there is room for. */
  paintTicks(ctx, width, floor, height) {
    ctx.fillStyle = this.theme.rule;
    ctx.fillRect(0, floor, width, 1);
    ctx.fillStyle = this.theme.quiet;
    ctx.font = `${10.5 * this.theme.scale}px ${this.theme.font}`;
    ctx.textBaseline = 'bottom';
    const [first, after] = [this.edges[0], this.edges[this.bins]];
    const years = after - first > 1100;
    const options = { timeZone: 'UTC', year: 'numeric', ...(years ? {} : { month: 'short' }) };
    const format = formatter(years ? 'years' : 'months', () => new Intl.DateTimeFormat(TEXT.locale, options));
    let free = 0;
    for (let day = nextBin(years ? 'year' : 'month', first - 1); day < after; day = nextBin(years ? 'year' : 'month', day)) {
      const x = this.positionOf(day) * width;
      const text = format.format(new Date(day * 86400000));
      const wide = ctx.measureText(text).width;
      if (x < free || x + wide > width) continue;
      ctx.fillRect(x, floor, 1, 4);
      ctx.fillText(text, x + 3, height);
      free = x + wide + 14;
    }
  }

  /** Share of the width at which a day begins. */
  positionOf(day) {
    const bin = this.binOf(day);
    const within = (day - this.edges[bin]) / (this.edges[bin + 1] - this.edges[bin]);
    return (bin + Math.min(1, Math.max(0, within))) / this.bins;
  }
}
