// Alerts and cases: keys for the lists, and the chart of weeks. Everything works without, by links and tables.
(() => {
  'use strict';
  const INK = '#526079', LINE = '#dfe5ee';
  const LEVELS = [['LOW', '#c9d8f2', 'low'], ['MEDIUM', '#7ea3de', 'medium'], ['HIGH', '#1d57b8', 'high'], ['URGENT', '#b3261e', 'urgent']];

  // j and k go through the rows, Enter opens as for any link, x chooses, c goes to opening a case, m to marking as false.
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox]), select, textarea')) return;
    const links = [...document.querySelectorAll('.group-link')];
    const at = links.indexOf(document.activeElement.closest('.group-link') || document.activeElement.closest('tr')?.querySelector('.group-link'));
    if (links.length && (event.key === 'j' || event.key === 'k')) {
      links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'j' ? 1 : -1)))].focus();
    } else if (event.key === 'x' && at >= 0) {
      const box = links[at].closest('tr').querySelector('input[type=checkbox]:enabled');
      if (box) box.checked = !box.checked;
    } else if (event.key === 'c' && document.getElementById('case-note')) {
      document.getElementById('case-note').focus();
    } else if (event.key === 'm' && document.getElementById('decision-reason')) {
      document.getElementById('decision-reason').focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  const load = address => new Promise((resolve, reject) => {
    if (window.echarts) return resolve();
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const option = (weeks, box) => ({
    animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 20, top: 40, bottom: 8, containLabel: true },
    legend: { top: 4, left: 8, textStyle: { color: INK } },
    xAxis: { type: 'category', data: weeks.map(week => week.week), axisLabel: { color: INK, hideOverlap: true, formatter: day => day.slice(5) }, axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: INK }, splitLine: { lineStyle: { color: LINE } } },
    // drawn on the canvas: a tooltip of HTML would need inline styles
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    series: LEVELS.map(([level, color, name]) => ({ name: box.dataset[name], type: 'bar', stack: 'alerts', barMaxWidth: 36, itemStyle: { color }, data: weeks.map(week => week.alerts[level]) })),
  });

  document.querySelectorAll('[data-weeks]').forEach(async box => {
    const [answer] = await Promise.all([fetch(box.dataset.weeks, { headers: { 'HX-Request': 'true' } }), load(box.dataset.charts)]);
    if (!answer.ok) return;
    const chart = echarts.init(box);
    chart.setOption(option(await answer.json(), box));
    box.dataset.drawn = 'yes';
    window.addEventListener('resize', () => chart.resize());
  });
})();
