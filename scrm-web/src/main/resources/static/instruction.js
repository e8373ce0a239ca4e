// Draws an instruction's way as a river, from the table beneath it: width is people, colour is how far they have come.
(() => {
  'use strict';
  const box = document.getElementById('river');
  if (!box) return;
  const STEPS = [['done', '#123f8c'], ['started', '#1d57b8'], ['seen', '#6f9ede'], ['delivered', '#b4cdf0'], ['waiting', '#c3cad6']];
  const INK = '#1b2638', BLUE = '#1d57b8', RED = '#b3261e', GREY = '#8a94a6';
  const people = (row, step) => Number(row.dataset[step]);

  /** A line of the table, or several that are drawn as one. */
  const places = () => {
    const rows = [...document.querySelectorAll('#' + box.dataset.table + ' [data-node]')];
    const drawn = rows.filter(row => row.dataset.drawn === 'true').map(row => ({
      id: row.dataset.node, above: row.dataset.above, name: row.dataset.name, all: Number(row.dataset.people),
      stalls: row.dataset.stalls === 'true', waits: row.dataset.receipt === 'WAITING', flow: Object.fromEntries(STEPS.map(([step]) => [step, people(row, step)])) }));
    const rest = rows.filter(row => row.dataset.drawn !== 'true');
    if (rest.length) drawn.push({ id: 'others', above: rest[0].dataset.above, name: box.dataset.others, stalls: false, waits: false,
      all: rest.reduce((sum, row) => sum + Number(row.dataset.people), 0),
      flow: Object.fromEntries(STEPS.map(([step]) => [step, rest.reduce((sum, row) => sum + people(row, step), 0)])) });
    return drawn.filter(place => place.all > 0);
  };

  const option = () => {
    const found = places(), narrow = box.clientWidth < 560;
    const links = [];
    for (const place of found) {
      if (place.above) links.push({ source: place.above, target: place.id, value: place.all, lineStyle: { color: place.stalls ? RED : place.waits ? GREY : BLUE, opacity: place.stalls ? 0.35 : 0.3 } });
      for (const [step, colour] of STEPS) if (place.flow[step]) links.push({ source: place.id, target: step, value: place.flow[step], lineStyle: { color: colour, opacity: step === 'done' ? 0.45 : 0.55 } });
    }
    const totals = Object.fromEntries(STEPS.map(([step]) => [step, found.reduce((sum, place) => sum + place.flow[step], 0)]));
    const short = name => narrow && name.length > 7 ? name.slice(0, 6) + '…' : name;
    return {
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      series: [{
        type: 'sankey', left: 6, right: narrow ? 92 : 120, top: 12, bottom: 12, nodeWidth: narrow ? 8 : 12, nodeGap: narrow ? 10 : 12, draggable: false, silent: true, layoutIterations: 16,
        label: { color: INK, fontSize: narrow ? 12 : 13, position: 'right', textBorderColor: '#fff', textBorderWidth: 2 }, labelLayout: { hideOverlap: false }, lineStyle: { curveness: 0.5 },
        data: [
          ...found.map(place => ({ name: place.id, itemStyle: { color: place.stalls ? RED : place.waits ? GREY : BLUE, borderWidth: 0 },
            label: { formatter: narrow && !place.above ? '' : short(place.name), color: place.stalls ? RED : INK, fontWeight: place.stalls ? 600 : 400 } })),
          ...STEPS.filter(([step]) => totals[step]).map(([step, colour]) => ({ name: step, itemStyle: { color: colour, borderWidth: 0 },
            label: { formatter: box.dataset[step] + ' ' + totals[step].toLocaleString() } })),
        ],
        links,
      }],
    };
  };

  const found = places();
  if (!found.length) { box.hidden = true; return; }
  const height = Math.max(260, Math.min(640, found.length * 44));
  box.style.height = height + 'px';
  const script = document.createElement('script');
  script.src = box.dataset.library;
  script.onload = () => {
    const chart = echarts.init(box);
    chart.setOption(option());
    box.dataset.ready = 'true';
    window.addEventListener('resize', () => { chart.resize(); chart.setOption(option(), true); });
  };
  document.head.append(script);
})();
