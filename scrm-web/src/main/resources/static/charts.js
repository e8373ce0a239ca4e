// Draws the line charts: data by address from data-source, everything else from data attributes. The page is there first.
(() => {
  'use strict';
  const REDRAW_AT_MOST_EVERY = 15000;
  const INK = '#526079', LINE = '#dfe5ee', BLUE = '#1d57b8';
  let library, drawn = 0;

  const load = address => library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const percent = rate => (rate * 100).toFixed(1) + '%';

  const option = (points, box) => {
    const rates = points.map(point => point.rate).filter(rate => rate !== null).map(Number);
    const target = box.dataset.target ? Number(box.dataset.target) : null;
    const low = Math.min(...rates, target ?? 1), high = Math.max(...rates, target ?? 0);
    const interval = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find(width => (high - low) / width <= 5) ?? 0.2;
    const min = Math.max(0, Math.floor(low / interval) * interval), max = Math.min(1, Math.ceil(high / interval) * interval);
    return {
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 20, top: 22, bottom: 8, containLabel: true },
      xAxis: { type: 'category', boundaryGap: false, data: points.map(point => point.day), axisLabel: { color: INK, hideOverlap: true, formatter: day => day.slice(5) }, axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false } },
      yAxis: { type: 'value', min, max: max > min ? max : min + interval, interval, axisLabel: { color: INK, formatter: rate => (rate * 100).toFixed(interval < 0.01 ? 1 : 0) + '%' }, splitLine: { lineStyle: { color: LINE } } },
      // drawn on the canvas: a tooltip of HTML would need inline styles
      tooltip: { trigger: 'axis', renderMode: 'richText', formatter: ([at]) => at.axisValue + '  ' + (at.value == null ? '—' : percent(at.value) + '（' + points[at.dataIndex].covered + ' / ' + points[at.dataIndex].managed + '）') },
      series: [{ name: box.dataset.label, type: 'line', data: points.map(point => point.rate === null ? null : Number(point.rate)), symbol: 'circle', symbolSize: 5, showSymbol: points.length < 32, lineStyle: { color: BLUE, width: 2 }, itemStyle: { color: BLUE }, areaStyle: { color: BLUE, opacity: 0.06 },
        markLine: target === null ? undefined : { silent: true, symbol: 'none', lineStyle: { color: INK, type: 'dashed' }, data: [{ yAxis: target }], label: { formatter: box.dataset.targetLabel + ' ' + percent(target), position: 'insideEndTop', color: INK } } }],
    };
  };

  const draw = async box => {
    drawn = Date.now();
    const [answer] = await Promise.all([fetch(box.dataset.source, { headers: { 'HX-Request': 'true' } }), load(box.dataset.library)]);
    if (!answer.ok) return;
    const chart = echarts.getInstanceByDom(box) ?? echarts.init(box);
    chart.setOption(option(await answer.json(), box), true);
  };

  const boxes = () => document.querySelectorAll('[data-source][data-library]');
  boxes().forEach(draw);
  window.addEventListener('resize', () => boxes().forEach(box => window.echarts?.getInstanceByDom(box)?.resize()));
  // The figures above changed, so today's point did, too.
  document.addEventListener('htmx:oobAfterSwap', event => {
    const part = event.detail.target.id;
    if (part === 'trend' || part === 'tiles' && Date.now() - drawn > REDRAW_AT_MOST_EVERY) boxes().forEach(draw);
  });
})();
