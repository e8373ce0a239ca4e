// A task that is done goes with a tick: shown while htmx waits to put the fresh day in its place.
(() => {
  'use strict';

  document.addEventListener('htmx:beforeSwap', event => {
    const acted = event.detail.requestConfig?.elt;
    if (event.detail.target.id === 'day' && event.detail.xhr.status < 400) acted?.closest('.task')?.classList.add('leaving');
  });
})();
