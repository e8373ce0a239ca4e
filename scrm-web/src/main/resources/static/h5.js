// The phone page without a reload: sends for the code, and counts down until another may be asked for.
// Without this file the same form works, with a page load more.
(() => {
  'use strict';

  const count = () => {
    const main = document.querySelector('main[data-wait]');
    const button = document.getElementById('send-code');
    const seconds = Number(main && main.dataset.again);
    if (!button || !seconds) return;
    const text = button.textContent;
    const end = Date.now() + seconds * 1000;
    button.disabled = true;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      if (!button.isConnected) return;
      if (left <= 0) {
        button.disabled = false;
        button.textContent = text;
        return;
      }
      button.textContent = main.dataset.wait.replace('#', left);
      setTimeout(tick, 250);
    };
    tick();
  };

  document.addEventListener('click', async event => {
    const button = event.target.closest('#send-code');
    if (!button || button.disabled) return;
    event.preventDefault();
    button.disabled = true;
    try {
      const answer = await fetch(button.formAction, {
        method: 'POST', body: new URLSearchParams(new FormData(button.form)), credentials: 'same-origin'
      });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('main');
      if (!fresh) throw new Error('no page');
      document.querySelector('main').replaceWith(document.adoptNode(fresh));
      const next = document.getElementById(document.getElementById('sent') ? 'code' : 'mobile');
      if (next) next.focus();
      count();
    } catch (problem) {
      button.disabled = false;
    }
  });

  document.addEventListener('submit', event => {
    const button = document.querySelector('main[data-wait] .first');
    if (!button || button.getAttribute('aria-busy')) {
      if (button) event.preventDefault();
      return;
    }
    button.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', () => {
    const button = document.querySelector('main[data-wait] .first');
    if (button) button.removeAttribute('aria-busy');
    count();
  });
})();
