/** Reads what mapper/view/pack.py packs: base64 of raw deflate of JSON or of columns. */

const ARRAYS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array };
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text of a data block of the page, or null. */
function block(owner, name) {
  const element = document.getElementById(`${owner}:${name}`);
  return element && element.textContent;
}

/** Bytes behind base64; where the browser has no decoder for that a plain loop, for `from` is many times slower. */
function decodeBase64(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Bytes behind base64 of raw deflate. Written to the stream by hand: a Blob would take the long way round. */
async function inflate(base64) {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  writer.write(decodeBase64(base64));
  writer.close();
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

/** Value behind packed JSON. */
async function inflateJson(base64) {
  return JSON.parse(UTF8.decode(await inflate(base64)));
}

/** Columns by name, each a typed array or a TextColumn. */
async function inflateColumns(base64) {
  return readColumns(await inflate(base64));
}

function readColumns(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const { rows, columns } = JSON.parse(UTF8.decode(bytes.subarray(4, 4 + length)));
  const found = {};
  let at = 4 + length;
  for (const [name, kind, size] of columns) {
    found[name] = kind === 'text' ? new TextColumn(bytes, at, rows, size) : joinPlanes(bytes, at, rows, ARRAYS[kind]);
    at += size;
  }
  return found;
}

/** One column from its byte planes, which start at `at`; all planes in one pass. */
function joinPlanes(bytes, at, rows, Kind) {
  const size = Kind.BYTES_PER_ELEMENT;
  const [first, second, third, fourth] = Array.from({ length: size }, (_, plane) => bytes.subarray(at + plane * rows, at + (plane + 1) * rows));
  if (size === 1) return first.slice();
  const joined = new Kind(rows);
  if (size === 2) for (let row = 0; row < rows; row += 1) joined[row] = first[row] | (second[row] << 8);
  else for (let row = 0; row < rows; row += 1) joined[row] = first[row] | (second[row] << 8) | (third[row] << 16) | (fourth[row] << 24);
  return joined;
}

/** A column of text, each cell decoded when it is asked for. */
class TextColumn {
  constructor(bytes, at, rows, size) {
    this.length = rows;
    this.blank = size === 0;
    if (this.blank) return;
    const lengths = joinPlanes(bytes, at, rows, Uint32Array);
    this.offsets = new Uint32Array(rows + 1);
    for (let row = 0; row < rows; row += 1) this.offsets[row + 1] = this.offsets[row] + lengths[row];
    this.bytes = bytes.subarray(at + 4 * rows, at + size);
  }

  get(row) {
    if (this.blank || this.offsets[row] === this.offsets[row + 1]) return '';
    return decodeText(this.bytes.subarray(this.offsets[row], this.offsets[row + 1]));
  }

  /** How many bytes a cell has. */
  size(row) {
    return this.blank ? 0 : this.offsets[row + 1] - this.offsets[row];
  }
}

/** Text of UTF-8; also of bytes that stand for lone surrogates, which the browser's decoder would replace. */
function decodeText(bytes) {
  const text = UTF8.decode(bytes);
  return text.includes('\ufffd') ? decodeLoosely(bytes) : text;
}

function decodeLoosely(bytes) {
  const units = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point = more ? first & (0x3f >> more) : first;
    for (let step = 1; step <= more; step += 1) point = (point << 6) | (bytes[at + step] & 0x3f);
    units.push(String.fromCodePoint(point));
    at += more + 1;
  }
  return units.join('');
}
