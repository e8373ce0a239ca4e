// What the pages do beyond plain links and forms. Without this file everything still works, with a page load more.
(() => {
  'use strict';

  const picker = () => document.getElementById('picker');

  // The system's own file button speaks the system's language; ours stands in for it where this file can fill it in.
  document.documentElement.classList.add('scripted');
  document.addEventListener('change', event => {
    const shown = event.target.dataset?.shownBy;
    if (shown && event.target.files.length) document.getElementById(shown).textContent = event.target.files[0].name;
  });

  // A menu closes when one looks elsewhere.
  document.addEventListener('click', event => {
    document.querySelectorAll('details.menu[open]').forEach(menu => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest('[data-closes]')) picker().close();
    if (event.target === picker()) picker().close();
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    document.querySelectorAll('details.menu[open]').forEach(menu => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  });

  // What was loaded for the picker opens as a dialog.
  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target.id === 'picker' && !picker().open) picker().showModal();
  });

  // Signed out meanwhile: the answer is the sign-in page, which belongs on the whole window.
  document.addEventListener('htmx:beforeSwap', event => {
    const url = event.detail.xhr.responseURL;
    if (url && new URL(url).pathname.startsWith('/sign-in')) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
  const problem = key => {
    const box = document.getElementById('problem');
    box.textContent = box.dataset[key];
    box.hidden = false;
  };
  document.addEventListener('htmx:responseError', () => problem('failed'));
  document.addEventListener('htmx:sendError', () => problem('offline'));
  document.addEventListener('htmx:afterOnLoad', event => {
    if (event.detail.successful !== false && event.detail.xhr.status < 400) document.getElementById('problem').hidden = true;
  });

  // Copies what stands in a field, and says so on the button.
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copies]');
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch (denied) {
      field.select();
      document.execCommand('copy');
    }
    button.querySelector('span').textContent = button.dataset.copied;
  });
})();
