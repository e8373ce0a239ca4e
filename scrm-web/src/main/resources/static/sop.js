// Draws how sure one may be: each difference with its interval, from data attributes. The sentence beside it says the same.
(() => {
  'use strict';
  const box = document.getElementById('interval');
  if (!box) return;
  const INK = '#526079', LINE = '#dfe5ee', BLUE = '#1d57b8';
  const points = share => Number((share * 100).toFixed(2));
  const rows = [[box.dataset.away, box.dataset.awayLow, box.dataset.awayMiddle, box.dataset.awayHigh], [box.dataset.label, box.dataset.low, box.dataset.middle, box.dataset.high]]
    .filter(row => row[2]).map(([name, ...values]) => [name, ...values.map(points)]);

  const script = document.createElement('script');
  script.src = box.dataset.library;
  script.onload = () => {
    const chart = echarts.init(box);
    chart.setOption({
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
      xAxis: { type: 'value', scale: false, axisLabel: { color: INK }, splitLine: { lineStyle: { color: LINE } } },
      yAxis: { type: 'category', data: rows.map(row => row[0]), axisLabel: { color: INK }, axisLine: { show: false }, axisTick: { show: false } },
      series: rows.flatMap(([, low, middle, high], at) => [
        { type: 'line', silent: true, data: [[low, at], [high, at]], symbol: 'rect', symbolSize: [2, 12], lineStyle: { color: BLUE, width: 2 }, itemStyle: { color: BLUE },
          markLine: at ? undefined : { silent: true, symbol: 'none', lineStyle: { color: INK, type: 'dashed' }, label: { formatter: box.dataset.nothing, color: INK }, data: [{ xAxis: 0 }] } },
        { type: 'scatter', silent: true, data: [[middle, at]], symbolSize: 10, itemStyle: { color: BLUE } }]),
    });
    window.addEventListener('resize', () => chart.resize());
  };
  document.head.append(script);
})();
