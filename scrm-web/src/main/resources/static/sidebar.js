// Beside a chat in WeCom's client: asks whom it is with, and sends what the door let pass. Elsewhere the page checks and copies.
(() => {
  'use strict';

  const main = document.getElementById('content');
  const inClient = Boolean(main.dataset.corp) && /wxwork/i.test(navigator.userAgent) && typeof ww !== 'undefined';
  const UNRECORDED = 'scrm-unrecorded';

  const problem = key => {
    const box = document.getElementById('client-problem');
    box.textContent = box.dataset[key];
    box.hidden = false;
  };

  // What was sent is remembered until the platform has written it down: it is told again, which changes nothing.
  const unrecorded = () => JSON.parse(sessionStorage.getItem(UNRECORDED) || '[]');
  const remember = keys => sessionStorage.setItem(UNRECORDED, JSON.stringify(keys));
  const record = async path => {
    const token = document.querySelector('#record input[name=_csrf]').value;
    const answer = await fetch(path, {method: 'POST', body: new URLSearchParams({_csrf: token, way: 'CLIENT'})});
    if (!answer.ok || answer.redirected) throw new Error('not recorded');
    remember(unrecorded().filter(other => other !== path));
  };
  const catchUp = () => unrecorded().forEach(path => record(path).catch(() => problem('unrecorded')));

  const signatures = async url => {
    const answer = await fetch(`${main.dataset.signature}?url=${encodeURIComponent(url)}`, {headers: {Accept: 'application/json'}});
    if (!answer.ok) throw new Error('no signature');
    return answer.json();
  };

  const begin = async () => {
    ww.register({
      corpId: main.dataset.corp,
      agentId: main.dataset.agent,
      jsApiList: ['getContext', 'getCurExternalContact', 'sendChatMessage'],
      getConfigSignature: async url => (await signatures(url)).config,
      getAgentConfigSignature: async url => (await signatures(url)).agentConfig
    });
    const {userId} = await ww.getCurExternalContact();
    document.querySelectorAll('input[name=userId]').forEach(field => { field.value = userId; });
    document.getElementById('who').requestSubmit();
  };

  const send = async form => {
    const path = form.getAttribute('action');
    const button = form.querySelector('#send');
    button.disabled = true;
    try {
      await ww.sendChatMessage({msgtype: 'text', text: {content: document.getElementById('cleared').value}});
    } catch (refused) {
      problem('unsent');
      button.disabled = false;
      return;
    }
    remember([...unrecorded(), path]);
    form.querySelector('[name=way]').value = 'CLIENT';
    form.requestSubmit();
  };

  if (inClient) {
    begin().catch(() => problem('closed'));
    catchUp();
    document.addEventListener('click', event => {
      if (event.target.id === 'send') send(event.target.closest('form'));
    });
  }
  // The check of a pause must not take the place of the one that was asked for, of the same text.
  let asked = null;
  document.addEventListener('htmx:beforeRequest', event => {
    const text = document.getElementById('text');
    if (event.detail.elt.id === 'checking') asked = text.value;
    else if (event.detail.elt === text && text.value === asked) event.preventDefault();
  });
  document.addEventListener('htmx:afterSettle', () => {
    const form = document.getElementById('sending');
    if (inClient && form && !form.dataset.ready) {
      form.dataset.ready = 'true';
      form.querySelector('#send').hidden = false;
      form.querySelector('#sent-by-hand').hidden = true;
      if (form.dataset.now === 'true') send(form);
    }
    if (document.getElementById('sent')) {
      document.getElementById('sent').id = 'sent-told';
      if (document.querySelector('#who [name=userId]').value) document.getElementById('who').requestSubmit();
    }
  });
  document.addEventListener('htmx:afterRequest', event => {
    const path = event.detail.pathInfo?.requestPath;
    if (event.detail.successful && path) remember(unrecorded().filter(other => other !== path));
  });
})();
