// Draws funnels from the table beside them; the table is there without this file.
(() => {
  'use strict';
  let library;
  const load = address => library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  // one hue, dark to light, as far as white figures can be read on it
  const SHADES = ['#123a78', '#184a98', '#1d57b8', '#2a66c9', '#3b74cf', '#4a7fd1', '#5487d3'];

  const option = rows => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
    series: [{
      type: 'funnel', sort: 'none', gap: 3, left: 8, right: 8, top: 8, bottom: 8, minSize: '14%', maxSize: '100%',
      label: { position: 'inside', color: '#fff', formatter: each => each.name + '  ' + each.value.toLocaleString() },
      data: rows.map((row, at) => ({ name: row.name, value: row.value, itemStyle: { color: SHADES[Math.min(at, SHADES.length - 1)], borderWidth: 0 },
        label: row.value * 3 < rows[0].value ? { position: 'right', color: '#1b2638' } : {} })),
    }],
  });

  const draw = async box => {
    const rows = [...document.querySelectorAll('#' + box.dataset.funnel + ' [data-step]')]
      .map(row => ({ name: row.dataset.step, value: Number(row.dataset.count) }));
    if (!rows.length || rows[0].value === 0) return;
    await load(box.dataset.library);
    (echarts.getInstanceByDom(box) ?? echarts.init(box)).setOption(option(rows), true);
  };
  const boxes = () => document.querySelectorAll('[data-funnel]');
  boxes().forEach(draw);
  document.addEventListener('htmx:afterSwap', () => boxes().forEach(draw));
  window.addEventListener('resize', () => boxes().forEach(box => window.echarts?.getInstanceByDom(box)?.resize()));
})();
