// Draws how sure one may be: each difference with its interval, from data attributes. The sentence beside it says the same.
(() => {
  'use strict';
  const box = document.getElementById('interval');
  if (!box) return;
  const INK = '#526079', LINE = '#dfe5ee', BLUE = '#1d57b8';
  const points = share => Number((share * 100).toFixed(2));
  const rows = [[box.dataset.away, box.dataset.awayLow, box.dataset.awayMiddle, box.dataset.awayHigh], [box.dataset.label, box.dataset.low, box.dataset.middle, box.dataset.high]]
    .filter(row => row[2]).map(([name, ...values]) => [name, ...values.map(points)]);

  const bar = (params, api) => {
    const at = value => api.coord([value, api.value(0)]);
    const [low, y] = at(api.value(1)), [middle] = at(api.value(2)), [high] = at(api.value(3));
    const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: BLUE, lineWidth: 2 } });
    return { type: 'group', children: [line(low, y, high, y), line(low, y - 6, low, y + 6), line(high, y - 6, high, y + 6), { type: 'circle', shape: { cx: middle, cy: y, r: 5 }, style: { fill: BLUE } }] };
  };

  const script = document.createElement('script');
  script.src = box.dataset.library;
  script.onload = () => {
    const chart = echarts.init(box);
    chart.setOption({
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
      xAxis: { type: 'value', scale: false, axisLabel: { color: INK }, splitLine: { lineStyle: { color: LINE } } },
      yAxis: { type: 'category', data: rows.map(row => row[0]), axisLabel: { color: INK }, axisLine: { show: false }, axisTick: { show: false } },
      series: [{ type: 'custom', renderItem: bar, encode: { x: [1, 2, 3], y: 0 }, data: rows.map((row, at) => [at, ...row.slice(1)]),
        markLine: { silent: true, symbol: 'none', lineStyle: { color: INK, type: 'dashed' }, label: { formatter: box.dataset.nothing, color: INK }, data: [{ xAxis: 0 }] } }],
    });
    window.addEventListener('resize', () => chart.resize());
  };
  document.head.append(script);
})();
