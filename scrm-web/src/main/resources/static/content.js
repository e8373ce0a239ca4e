// The editor of the content library: marks behind the fields, and files put where one writes. Without this file the
// marks stand beside the fields after a click, and a file's words are copied by hand.
(() => {
  'use strict';
  const editor = document.getElementById('editor');
  if (!editor) return;
  const fields = [...editor.querySelectorAll('[data-marked]')];
  const mirrorOf = field => field.parentElement.querySelector('.marked-mirror');

  // The mirror breaks its lines where the field does.
  const fit = field => {
    const mirror = mirrorOf(field), style = getComputedStyle(field);
    for (const name of ['fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'letterSpacing', 'paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft']) mirror.style[name] = style[name];
    mirror.style.border = `${style.borderTopWidth} solid transparent`;
    mirror.style.right = `${field.offsetWidth - field.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth)}px`;
    mirror.classList.toggle('one-line', field.tagName === 'INPUT');
    mirror.scrollTop = field.scrollTop;
    mirror.scrollLeft = field.scrollLeft;
  };

  // What came back is of the text as it was sent: marks of a text that has changed since would stand wrong.
  const draw = () => fields.forEach(field => {
    const marks = document.querySelector(`[data-marks="${field.id}"]`), mirror = mirrorOf(field);
    const typed = field.value.replace(/\r\n?/g, '\n');
    mirror.replaceChildren();
    field.title = '';
    if (!marks || marks.textContent !== typed.trim()) return;
    mirror.append(typed.slice(0, typed.length - typed.trimStart().length));
    mirror.append(...[...marks.childNodes].map(node => node.cloneNode(true)));
    mirror.append('\n');
    fit(field);
  });

  fields.forEach(field => {
    field.addEventListener('scroll', () => fit(field));
    field.addEventListener('input', () => mirrorOf(field).replaceChildren());
    field.addEventListener('mousemove', event => {
      const mark = document.elementsFromPoint(event.clientX, event.clientY).find(found => found.tagName === 'MARK');
      field.title = mark ? mark.title : '';
    });
    new ResizeObserver(() => fit(field)).observe(field);
  });
  document.addEventListener('htmx:afterSettle', event => { if (event.detail.target.id === 'check' || event.detail.elt.id === 'check') draw(); });
  draw();

  // A file goes up beside the editor, and its words come in where the cursor stands: nothing that was typed is left.
  const upload = document.getElementById('upload'), said = document.getElementById('upload-said'), body = document.getElementById('body');
  upload.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      const answer = await fetch(upload.action, { method: 'POST', body: new FormData(upload) });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const snippet = page.getElementById('snippet'), refused = page.getElementById('refused');
      if (snippet) {
        body.setRangeText(`\n\n${snippet.value}\n\n`, body.selectionStart, body.selectionEnd, 'end');
        body.dispatchEvent(new Event('input', { bubbles: true }));
        upload.reset();
      }
      said.textContent = snippet ? page.querySelector('h1').textContent : refused ? refused.textContent : upload.dataset.failed;
      said.classList.toggle('bad', !snippet);
    } catch (offline) {
      said.textContent = upload.dataset.failed;
    }
  });
})();
