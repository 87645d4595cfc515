/** Reads what mapper/view/pack.py packs: base64 of raw deflate of JSON or of columns in byte planes. */

const ARRAYS = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array };
const UTF8 = new TextDecoder();

/** Text of a data block of the page, or null. */
function block(owner, name) {
  const element = document.getElementById(`${owner}:${name}`);
  return element && element.textContent;
}

/** Bytes behind base64; a plain loop, for the typed array's own `from` is many times slower. */
function decodeBase64(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Bytes behind base64 of raw deflate. */
async function inflate(base64) {
  const packed = decodeBase64(base64);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Value behind packed JSON. */
async function inflateJson(base64) {
  return JSON.parse(UTF8.decode(await inflate(base64)));
}

/** Typed arrays by column name. */
function readColumns(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(UTF8.decode(bytes.subarray(4, 4 + length)));
  const columns = {};
  let at = 4 + length;
  for (const [name, dtype] of header.columns) {
    columns[name] = joinPlanes(bytes, at, header.rows, ARRAYS[dtype]);
    at += header.rows * ARRAYS[dtype].BYTES_PER_ELEMENT;
  }
  return columns;
}

/** One column from its byte planes, which start at `at`. */
function joinPlanes(bytes, at, rows, Kind) {
  const size = Kind.BYTES_PER_ELEMENT;
  const joined = new Uint8Array(rows * size);
  for (let plane = 0; plane < size; plane += 1) {
    const start = at + plane * rows;
    for (let row = 0; row < rows; row += 1) joined[row * size + plane] = bytes[start + row];
  }
  return new Kind(joined.buffer);
}
