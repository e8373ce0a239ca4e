// Tells how far a page was read: for how long it was in sight, how much of it, which sections. Nothing else, and to
// nobody else. Without this file the page reads just the same.
(() => {
  'use strict';
  const REPORT_EVERY = 10000;
  const MOST_SECTIONS = 30;
  const page = document.getElementById('page');
  const reading = document.getElementById('reading');
  if (!page || !reading || !page.dataset.seen) return;

  // who passes the page on passes on from whom it came
  history.replaceState(null, '', page.dataset.address);

  const headings = [...reading.querySelectorAll('h2, h3, h4, h5, h6')].slice(0, MOST_SECTIONS);
  const sections = new Set();
  let inSight = 0, since = document.visibilityState === 'visible' ? performance.now() : null, scroll = 0, told = '';

  const look = () => {
    if (document.visibilityState !== 'visible') return;
    const box = reading.getBoundingClientRect();
    const part = box.height > 0 ? (innerHeight - box.top) / box.height : 1;
    scroll = Math.max(scroll, Math.round(100 * Math.min(1, Math.max(0, part))));
    headings.forEach((heading, number) => {
      if (heading.getBoundingClientRect().bottom <= innerHeight) sections.add(number);
    });
  };
  const seconds = () => Math.floor((inSight + (since === null ? 0 : performance.now() - since)) / 1000);
  const report = () => {
    const body = new URLSearchParams({ v: page.dataset.ticket, d: seconds(), s: scroll, n: [...sections].join(',') });
    if (body.toString() === told) return;
    told = body.toString();
    navigator.sendBeacon(page.dataset.seen, body);
  };

  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; look(); });
  }, { passive: true });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      since = performance.now();
      look();
    } else {
      if (since !== null) inSight += performance.now() - since;
      since = null;
      report();
    }
  });
  addEventListener('pagehide', report);
  document.getElementById('go-on')?.addEventListener('click', report);
  look();
  setInterval(() => { if (since !== null) report(); }, REPORT_EVERY);
})();
