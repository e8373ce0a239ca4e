// Archived chats: keys for the list of hits, and reading on by scrolling. Everything works without, by links.
(() => {
  'use strict';

  const hits = () => [...document.querySelectorAll('#hits .hit')];

  // j and k go through the hits, Enter opens as for any link.
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== 'j' && event.key !== 'k')) return;
    if (event.target.closest('input, select, textarea')) return;
    const all = hits();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement.closest('.hit') || document.querySelector('#hits [aria-current]'));
    all[Math.max(0, Math.min(all.length - 1, at + (event.key === 'j' ? 1 : -1)))].focus();
    event.preventDefault();
  });

  // Judging a sample: o and f choose, Ctrl+Enter submits; a finding has a kind and a level.
  const judge = () => document.getElementById('judge');
  document.addEventListener('keydown', event => {
    if (!judge()) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      judge().requestSubmit();
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input[type="text"], input:not([type]), select, textarea')) return;
    const chosen = judge().querySelector(`[data-key="${event.key}"]`);
    if (chosen) {
      chosen.click();
      chosen.focus();
      event.preventDefault();
    }
  });
  document.addEventListener('change', event => {
    if (!judge() || event.target.name !== 'verdict') return;
    const finding = event.target.value === 'finding';
    for (const id of ['category', 'level']) document.getElementById(id).required = finding;
    if (finding) document.getElementById('category').focus();
  });

  const box = () => document.getElementById('chat-box');

  const showHit = () => {
    const here = document.querySelector('.chat-here');
    if (here && box()) box().scrollTop = here.offsetTop - box().offsetTop - box().clientHeight / 3;
  };
  document.addEventListener('DOMContentLoaded', showHit);

  // What is inserted above must not push away what one reads.
  let fromEnd = null;
  document.addEventListener('htmx:beforeSwap', event => {
    const asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    fromEnd = asked && asked.dataset.goes === 'earlier' && box() ? box().scrollHeight - box().scrollTop : null;
    // a refused reason comes with the form again
    if (event.detail.xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (fromEnd !== null && box()) box().scrollTop = box().scrollHeight - fromEnd;
    fromEnd = null;
    if (event.detail.target && event.detail.target.id === 'chat') {
      showHit();
      const chat = document.getElementById('chat');
      chat.focus({preventScroll: window.innerWidth > 900});
      if (window.innerWidth <= 900) chat.scrollIntoView();
    }
    if (event.detail.target && event.detail.target.id === 'facts' && window.innerWidth <= 900) {
      document.getElementById('facts').scrollIntoView();
    }
  });
  document.addEventListener('click', event => {
    const hit = event.target.closest('.hit');
    if (!hit) return;
    hits().forEach(each => each.removeAttribute('aria-current'));
    hit.setAttribute('aria-current', 'true');
  });

  // WeCom's voice is AMR, which no browser plays: a worker makes samples of it, once somebody wants to listen.
  const samplesOf = async place => {
    const answer = await fetch(place.dataset.voice);
    if (!answer.ok) throw new Error('refused');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const worker = new Worker(place.dataset.decoder);
    try {
      return await new Promise((resolve, reject) => {
        worker.onmessage = event => event.data && event.data.length ? resolve(event.data) : reject(new Error('no AMR'));
        worker.onerror = () => reject(new Error('no decoder'));
        worker.postMessage(bytes);
      });
    } finally {
      worker.terminate();
    }
  };
  let stop = () => {};
  const play = async (place, button) => {
    stop();
    const context = new AudioContext();
    button.disabled = true;
    try {
      const samples = await samplesOf(place);
      const sound = context.createBuffer(1, samples.length, 8000);
      sound.copyToChannel(samples, 0);
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(context.destination);
      const ended = () => {
        stop = () => {};
        button.textContent = place.dataset.play;
        delete place.dataset.playing;
        if (context.state !== 'closed') context.close();
      };
      source.onended = ended;
      stop = () => {
        source.onended = null;
        source.stop();
        ended();
      };
      source.start();
      place.dataset.playing = sound.duration.toFixed(1);
      button.textContent = `${place.dataset.stop} (${Math.ceil(sound.duration)} s)`;
    } catch {
      context.close();
      button.textContent = place.dataset.fails;
      return;
    }
    button.disabled = false;
  };
  const offerVoices = () => document.querySelectorAll('.amr:empty').forEach(place => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-sm';
    button.textContent = place.dataset.play;
    button.title = place.dataset.about;
    button.addEventListener('click', () => place.dataset.playing ? stop() : play(place, button));
    place.append(button);
  });
  document.addEventListener('DOMContentLoaded', offerVoices);
  document.addEventListener('htmx:afterSettle', offerVoices);

  // Reading on: only when somebody scrolls there, for every look is recorded.
  document.addEventListener('scroll', event => {
    const scrolled = event.target;
    if (scrolled.id !== 'chat-box') return;
    const near = scrolled.scrollTop < 60 ? 'earlier'
      : scrolled.scrollHeight - scrolled.scrollTop - scrolled.clientHeight < 60 ? 'later' : null;
    const more = near && scrolled.querySelector(`[data-goes="${near}"]`);
    if (more && !more.dataset.asked) {
      more.dataset.asked = 'yes';
      more.click();
    }
  }, true);
})();
