/**
 * Runs what lies packed in the page: style sheets, then scripts, one after the other, each an inline script of its own
 * that the page's policy allows by its hash.
 */
(async () => {
  'use strict';
  if (!('DecompressionStream' in window)) {
    const sorry = document.createElement('p');
    sorry.textContent = 'This browser is too old to open the map: it lacks DecompressionStream.';
    document.body.append(sorry);
    return;
  }
  const text = atob(document.getElementById('em-code').textContent);
  const bytes = Uint8Array.from(text, (one) => one.charCodeAt(0));
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream('deflate-raw'));
  cleanUp();
  for (const [kind, code] of await new Response(stream).json()) {
    const element = document.createElement(kind);
    element.className = 'em-code';
    element.textContent = code;
    document.head.append(element);
    if (kind === 'script') element.remove();
  }

  /** A copy that a browser saved of the page at work has in it what the page had made: it begins anew. */
  function cleanUp() {
    document.querySelectorAll('style.em-code').forEach((one) => one.remove());
    for (const map of document.querySelectorAll('.em-frame > .folium-map')) {
      map.replaceChildren();
      map.className = 'folium-map';
      map.parentElement.className = 'em-frame';
      map.parentElement.replaceChildren(map);
    }
  }
})();
