/** A histogram of events by day, with a window that two sliders move and a button that lets it run. */

const MAX_BINS = 120;
const STEP_MS = 450;

/**
 * The days that the histogram spans. Where a few early or late events would press all others into one bar, it spans
 * the middle 96 in 100, and its outermost bars take in the rest.
 */
function spanOf(store) {
  const [first, last] = store.days;
  const days = store.columns.day.filter((day) => day !== store.meta.nodata).sort();
  const low = days[Math.floor(days.length * 0.02)];
  const high = days[Math.ceil(days.length * 0.98) - 1];
  return high - low < (last - first) / 3 ? [low, high] : [first, last];
}

class Timeline {
  constructor(store, theme) {
    Object.assign(this, { store, theme });
    const [first, last] = spanOf(store);
    Object.assign(this, { first, last });
    this.step = Math.max(1, Math.ceil((last - first + 1) / MAX_BINS));
    this.bins = Math.floor((last - first) / this.step) + 1;
    this.window = [0, this.bins - 1];
    this.element = this.build();
    store.onChange(() => this.paint());
    new ResizeObserver(() => this.paint()).observe(this.canvas);
  }

  build() {
    this.canvas = make('canvas', 'em-bars');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.label = make('output', 'em-window');
    this.sliders = [TEXT.from, TEXT.until].map((name, which) => this.slider(name, which));
    this.button = make('button', 'em-button em-play', '▶');
    this.button.type = 'button';
    this.button.setAttribute('aria-label', TEXT.play);
    this.button.addEventListener('click', () => (this.timer ? this.stop() : this.play()));
    const undated = this.store.columns.day.filter((day) => day === this.store.meta.nodata).length;
    const note = undated ? make('small', '', TEXT.undated(undated)) : null;
    const track = make('div', 'em-track', this.canvas, ...this.sliders);
    this.describe();
    return make('section', 'em-time', this.button, make('div', 'em-time-main', make('p', '', this.label, note), track));
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

  /** Moves one end of the window; it never passes the other. */
  move(which, bin) {
    const window = [...this.window];
    window[which] = which ? Math.max(bin, window[0]) : Math.min(bin, window[1]);
    this.setWindow(window);
  }

  setWindow(window) {
    this.window = window;
    this.sliders.forEach((slider, which) => {
      slider.value = window[which];
      slider.setAttribute('aria-valuetext', this.written()[which]);
    });
    this.describe();
    const whole = window[0] === 0 && window[1] === this.bins - 1;
    this.store.setFilter({ days: whole ? null : this.days() });
  }

  /** First and last day of the window, as the bars have them. */
  shownDays() {
    const end = this.first + (this.window[1] + 1) * this.step - 1;
    return [this.first + this.window[0] * this.step, Math.min(end, this.last)];
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
    const [from, to] = this.written();
    this.label.textContent = from === to ? from : `${from} – ${to}`;
  }

  /** Lets a window of its present width (a tenth, where it is all) run from start to end. */
  play() {
    const width = this.window[1] - this.window[0] + 1;
    const span = width < this.bins ? width : Math.max(1, Math.round(this.bins / 10));
    let start = width < this.bins && this.window[1] < this.bins - 1 ? this.window[0] : -1;
    this.showPlaying(true);
    const advance = () => {
      start += 1;
      if (start + span > this.bins) this.stop();
      else this.setWindow([start, start + span - 1]);
    };
    this.timer = setInterval(advance, STEP_MS);
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

  /** Counts by bin and layer of the events that pass the other filters. */
  counts() {
    const layerNumber = new Map(this.store.layers.map((layer, at) => [layer.id, at]));
    const mask = this.store.passing(false);
    const counts = Array.from({ length: this.bins }, () => new Uint32Array(this.store.layers.length));
    const { day, type } = this.store.columns;
    for (let row = 0; row < this.store.rows; row += 1) {
      if (!mask[row] || day[row] === this.store.meta.nodata) continue;
      const bin = Math.max(0, Math.min(this.bins - 1, Math.floor((day[row] - this.first) / this.step)));
      counts[bin][layerNumber.get(this.store.types[type[row]].layer)] += 1;
    }
    return counts;
  }

  paint() {
    const density = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width) return;
    this.canvas.width = width * density;
    this.canvas.height = height * density;
    const ctx = this.canvas.getContext('2d');
    ctx.scale(density, density);
    const counts = this.counts();
    const most = Math.max(1, ...counts.map((bin) => bin.reduce((sum, one) => sum + one, 0)));
    const each = width / this.bins;
    counts.forEach((bin, at) => {
      ctx.globalAlpha = at >= this.window[0] && at <= this.window[1] ? 1 : 0.25;
      let top = height;
      bin.forEach((count, layer) => {
        const tall = (count / most) * (height - 2);
        ctx.fillStyle = this.store.layers[layer].colour;
        ctx.fillRect(at * each + 0.5, top - tall, Math.max(1, Math.min(each - 1, 22)), tall);
        top -= tall;
      });
    });
  }
}
