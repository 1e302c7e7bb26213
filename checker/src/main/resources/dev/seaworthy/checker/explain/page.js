'use strict';
(function () {
  const SVG = 'http://www.w3.org/2000/svg';
  const ROW = 50, BAR = 18, TOP = 34, GUTTER = 104, TAIL = 90, GAP = 46, CONTEXT = 20, NEVER = 1e15, LETTER = 7.3;
  const data = JSON.parse(document.getElementById('data').textContent);
  const ops = data.ops.map(([index, process, words, outcome, inv, comp, from, to, place, state]) =>
    ({ index, process, words, outcome, inv, comp: comp < 0 ? NEVER : comp, from, to, place, state }));
  const byIndex = new Map(ops.map((op, at) => [op.index, Object.assign(op, { at })]));
  const culprits = new Set(data.culprits), optional = new Set(data.optional), related = new Set(data.related);
  const attempts = data.attempts.slice();
  if (ops.some(op => op.place > 0)) attempts.push({ whole: true });
  const $ = id => document.getElementById(id);
  const chart = $('chart'), view = $('view'), space = $('space'), tip = $('tip');
  const narrow = ops.length > 2 * CONTEXT + culprits.size;
  let mode = culprits.size === 0 ? 'all' : narrow ? 'near' : 'all';
  let zoom = 1, chosen = attempts.length > 0 ? 0 : -1, active = null, layout = null, frame = 0;

  /* ---- what is shown, and where ---- */

  function shown() {
    if (mode === 'all') return ops;
    const wanted = new Set();
    for (const index of [...culprits, ...related]) {
      const at = byIndex.has(index) ? byIndex.get(index).at : -1;
      const reach = mode === 'near' && at >= 0 ? CONTEXT : 0;
      for (let i = Math.max(0, at - reach); at >= 0 && i <= Math.min(ops.length - 1, at + reach); i++) wanted.add(i);
    }
    return [...wanted].sort((a, b) => a - b).map(i => ops[i]);
  }

  function lay() {
    const list = shown();
    const moments = [...new Set(list.flatMap(op => op.comp === NEVER ? [op.inv] : [op.inv, op.comp]))].sort((a, b) => a - b);
    const gaps = [];
    list.forEach((op, i) => {
      const hidden = i === 0 ? op.at : op.at - list[i - 1].at - 1;
      if (hidden > 0) gaps.push({ before: op.inv, hidden });
    });
    const hiddenAfter = list.length > 0 ? ops.length - 1 - list[list.length - 1].at : 0;
    const room = Math.max(300, chart.clientWidth - GUTTER - TAIL - gaps.length * GAP);
    const fit = room / Math.max(1, moments.length);
    const least = mode === 'all' && list.length > 200 ? 16 : mode === 'near' ? 24 : 40;
    const step = Math.max(least, Math.min(mode === 'core' ? 110 : 60, fit)) * zoom;
    const x = new Map();
    let at = GUTTER + 14, gap = 0;
    const breaks = [];
    for (const moment of moments) {
      while (gap < gaps.length && gaps[gap].before <= moment) {
        breaks.push({ x: at + GAP / 2 - step / 3, hidden: gaps[gap++].hidden });
        at += GAP;
      }
      x.set(moment, at);
      at += step;
    }
    if (hiddenAfter > 0) { breaks.push({ x: at + GAP / 2 - step / 3, hidden: hiddenAfter }); at += GAP; }
    const right = at + TAIL;
    const boxes = list.map(op => ({ op, x1: x.get(op.inv), x2: op.comp === NEVER ? right : Math.max(x.get(op.comp), x.get(op.inv) + 5) }));
    const lanes = place(boxes);
    const boxOf = new Map(boxes.map(box => [box.op.index, box]));
    return { list, boxes, boxOf, lanes, breaks, width: right + 12, height: TOP + lanes.length * ROW + 22, step };
  }

  /* One lane for each process, those of the contradiction first, and another below it for what overlaps there. */
  function place(boxes) {
    const guilty = new Set(boxes.filter(box => culprits.has(box.op.index)).map(box => box.op.process));
    const processes = [...new Set(boxes.map(box => box.op.process))]
      .sort((a, b) => guilty.has(b) - guilty.has(a) || a.length - b.length || (a < b ? -1 : 1));
    const lanes = [];
    for (const process of processes) {
      const ends = [], last = [];
      for (const box of boxes) {
        if (box.op.process !== process) continue;
        let row = ends.findIndex(end => end < box.x1);
        if (row < 0) row = ends.push(0) - 1;
        if (last[row]) last[row].until = box.x1;
        last[row] = box;
        ends[row] = box.x2;
        box.row = lanes.length + row;
        box.y = TOP + box.row * ROW + 22;
        box.until = NEVER;
      }
      ends.forEach((_, row) => lanes.push(row === 0 ? process : ''));
    }
    return lanes;
  }

  /* The points of the order shown, from left to right where time allows. */
  function points() {
    const attempt = attempts[chosen];
    if (!attempt) return [];
    const sequence = attempt.whole
      ? layout.list.filter(op => op.place > 0).sort((a, b) => a.place - b.place).map(op => [op.index, op.place])
      : attempt.steps.map((step, i) => [step.index, i + 1]);
    let at = 0;
    const result = [];
    for (const [index, number] of sequence) {
      const box = layout.boxOf.get(index);
      if (!box) continue;
      const end = box.op.comp === NEVER ? NEVER : box.x2 - 3;
      at = Math.max(box.x1 + 3, Math.min(end, Math.max(at + Math.min(19, layout.step), box.x1 + 11)));
      result.push({ index, number, x: at, y: box.y + BAR / 2 });
    }
    return result;
  }

  /* ---- drawing: only what is in sight ---- */

  function element(name, attributes, text) {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function draw() {
    frame = 0;
    const left = chart.scrollLeft, top = chart.scrollTop, width = chart.clientWidth, height = view.height.baseVal.value;
    const right = left + width, bottom = top + height;
    view.textContent = '';
    const moved = element('g', { transform: `translate(${-left},${-top})` });
    layout.lanes.forEach((process, row) => {
      const y = TOP + row * ROW;
      if (y > bottom || y + ROW < top) return;
      if (row % 2 === 0) moved.append(element('rect', { class: 'stripe', x: left, y, width, height: ROW }));
    });
    for (const one of layout.breaks) {
      if (one.x < left - 60 || one.x > right + 60) continue;
      moved.append(element('path', { class: 'gap', d: `M${one.x} ${TOP}V${layout.height - 22}` }));
      moved.append(element('text', { class: 'gaps', x: one.x, y: layout.height - 7 }, `${one.hidden} not shown`));
    }
    const sight = layout.boxes.filter(box =>
      box.x2 >= left && box.x1 <= right && box.y + ROW >= top && box.y - ROW <= bottom);
    const end = byIndex.get(data.last), endBox = end && layout.boxOf.get(end.index);
    if (endBox) moved.append(element('path', { class: 'deadline', d: `M${endBox.x2} ${top + TOP - 12}V${layout.height - 22}` }));
    sight.filter(box => !culprits.has(box.op.index)).forEach(box => moved.append(bar(box, left)));
    sight.filter(box => culprits.has(box.op.index)).forEach(box => moved.append(bar(box, left)));
    drawOrder(moved);
    drawPoints(moved, left, right);
    moved.append(element('rect', { class: 'gutter', x: left, y: top, width, height: TOP - 6 }));
    if (endBox) drawEnd(moved, endBox, top);
    drawGutter(moved, left, top, height);
    view.append(moved);
    if (active) chart.setAttribute('aria-activedescendant', 'op-' + active.index);
  }

  function bar(box, left) {
    const { op, x1, x2, y } = box;
    const attempt = attempts[chosen];
    const isStuck = attempt && !attempt.whole && attempt.stuck === op.index;
    const kind = op.outcome === 2 ? 'open' : op.outcome === 1 ? 'failed' : 'ok';
    const role = culprits.has(op.index) ? ' culprit' : related.has(op.index) ? ' related' : '';
    const group = element('g', {
      class: 'op' + (active === op ? ' active' : '') + (role || culprits.size === 0 ? '' : ' quiet'),
      id: 'op-' + op.index, role: 'option', 'data-op': op.index, 'aria-selected': active === op,
      'aria-label': `number ${op.index}, process ${op.process}: ${op.words}, ${times(op)}${roleOf(op)}`,
    });
    const shape = kind === 'open'
      ? element('path', { d: `M${x2} ${y}H${x1 + 3}a3 3 0 0 0 -3 3v${BAR - 6}a3 3 0 0 0 3 3H${x2}` })
      : element('rect', { x: x1, y, width: x2 - x1, height: BAR, rx: 3 });
    shape.setAttribute('class', `body ${kind}${role}${isStuck ? ' stuck' : ''}`);
    group.append(shape);
    if (kind === 'failed') group.append(element('path', { class: 'strike', d: `M${x1} ${y + BAR / 2}H${x2}` }));
    const room = Math.min(box.until - 6, role ? box.until : NEVER) - x1;
    const from = kind === 'open' ? Math.max(x1, Math.min(left + GUTTER + 4, x2)) : x1;
    const text = (role ? '#' + op.index + ' ' : '') + op.words;
    const fits = Math.floor(Math.min(role ? 60 : 36, room / LETTER));
    if (fits >= 2) {
      const label = text.length > fits ? text.slice(0, fits - 1) + '…' : text;
      group.append(element('text', { class: 'label' + (role === ' culprit' ? ' strong' : ''), x: from, y: y - 5 }, label));
    }
    if (isStuck) {
      const x = Math.min(x2 - 9, x1 + Math.max(9, (x2 - x1) / 2)), m = y + BAR / 2;
      group.append(element('path', { class: 'cross', d: `M${x - 6} ${m - 6}l12 12M${x + 6} ${m - 6}l-12 12` }));
    }
    return group;
  }

  function drawOrder(into) {
    for (const [before, after] of data.order) {
      const a = layout.boxOf.get(before), b = layout.boxOf.get(after);
      if (!a || !b) continue;
      const x1 = a.x2, y1 = a.y + BAR / 2, x2 = b.x1 - 9, y2 = b.y + BAR / 2, bend = Math.max(16, (x2 - x1) / 2);
      const d = a.row === b.row && x2 - x1 > 12 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
      into.append(element('path', { class: 'before', d }));
      into.append(element('path', { class: 'head', d: `M${x2} ${y2 - 5}l9 5-9 5z` }));
    }
  }

  function drawPoints(into, left, right) {
    const all = points(), attempt = attempts[chosen];
    if (all.length > 1) {
      const near = all.filter((p, i) => [all[i - 1], p, all[i + 1]].some(q => q && q.x > left - 200 && q.x < right + 200));
      into.append(element('polyline', { class: 'path', points: near.map(p => `${p.x},${p.y}`).join(' ') }));
    }
    const stuck = attempt && !attempt.whole && layout.boxOf.get(attempt.stuck);
    if (stuck && all.length > 0) {
      const from = all[all.length - 1];
      const x = Math.min(stuck.x2 - 9, stuck.x1 + Math.max(9, (stuck.x2 - stuck.x1) / 2));
      into.append(element('path', { class: 'path ends', d: `M${from.x} ${from.y}L${x} ${stuck.y + BAR / 2}` }));
    }
    for (const p of all) {
      if (p.x < left - 20 || p.x > right + 20) continue;
      into.append(element('circle', { class: 'dot', cx: p.x, cy: p.y, r: p.number > 99 ? 12 : 8.5 }));
      into.append(element('text', { class: 'number', x: p.x, y: p.y + 3.7 }, p.number));
    }
  }

  /* The point where none can go on, and the state there. */
  function drawEnd(into, endBox, top) {
    const attempt = attempts[chosen];
    const flip = endBox.x2 > layout.width - 260;
    into.append(element('text', { class: 'dead', x: endBox.x2 + (flip ? -7 : 7), y: top + TOP - 15, 'text-anchor': flip ? 'end' : 'start' },
      `no order gets past the completion of #${data.last}`));
    const stuck = attempt && !attempt.whole && layout.boxOf.get(attempt.stuck);
    if (!stuck) return;
    const state = attempt.steps.length > 0 ? attempt.steps[attempt.steps.length - 1].state : attempt.start;
    into.append(element('text', { class: 'dead', x: stuck.x1, y: stuck.y + BAR + 13 }, '✕ does not fit: ' + clipped(state, 60)));
  }

  function drawGutter(into, left, top, height) {
    into.append(element('rect', { class: 'gutter', x: left, y: top, width: GUTTER - 8, height }));
    into.append(element('path', { class: 'edge', d: `M${left + GUTTER - 8} ${top}v${height}` }));
    layout.lanes.forEach((process, row) => {
      const y = TOP + row * ROW;
      if (process === '' || y > top + height || y + ROW < top) return;
      into.append(element('text', { class: 'lane', x: left + 8, y: y + 36 }, clipped('process ' + process, 14)));
    });
  }

  /* ---- words ---- */

  function clipped(text, length) { return text.length > length ? text.slice(0, length - 1) + '…' : text; }

  function times(op) { return op.comp === NEVER ? `invoked at ${op.from}, never completed` : `from ${op.from} to ${op.to}`; }

  function roleOf(op) {
    if (op.index === data.last && !culprits.has(op.index)) return ', completes where no order goes on';
    if (optional.has(op.index)) return ', part of the contradiction, wherever it is placed';
    if (culprits.has(op.index)) return ', part of the contradiction';
    return related.has(op.index) ? ', named in the explanation' : '';
  }

  function placeOf(op) {
    const attempt = attempts[chosen];
    if (!attempt) return '';
    if (attempt.whole) return op.place > 0 ? `Placed as number ${op.place}: then ${data.states[op.state]}.` : 'Not placed in the order shown.';
    const at = attempt.steps.findIndex(step => step.index === op.index);
    if (at >= 0) return `Placed as number ${at + 1}: then ${attempt.steps[at].state}.`;
    const end = attempt.steps.length > 0 ? attempt.steps[attempt.steps.length - 1].state : attempt.start;
    if (attempt.blocked.includes(op.index)) return `Does not fit: when its turn comes, ${end}.`;
    return culprits.has(op.index) ? 'Not placed in the order shown.' : '';
  }

  function lines(op) {
    const outcome = ['answered', 'certainly no effect', 'outcome unknown: it may take effect at any time, or never'][op.outcome];
    return [`process ${op.process}, ${times(op)}`, outcome + roleOf(op), placeOf(op)].filter(line => line !== '');
  }

  function tell(op) {
    const box = $('details');
    box.textContent = '';
    const head = document.createElement('h2');
    head.textContent = op ? `#${op.index} ${op.words}` : 'Point at an operation, or go to one with the keys';
    box.append(head);
    for (const line of op ? lines(op) : []) {
      const p = document.createElement('p');
      p.textContent = line;
      box.append(p);
    }
  }

  /* ---- what one can do ---- */

  function relay() {
    layout = lay();
    space.style.width = layout.width + 'px';
    space.style.height = layout.height + 'px';
    const visible = Math.min(layout.height, Math.round(window.innerHeight * 0.68) - 2);
    view.setAttribute('width', Math.max(100, chart.clientWidth));
    view.setAttribute('height', visible);
    chart.style.height = visible + (layout.width > chart.clientWidth ? 16 : 2) + 'px';
    for (const button of document.querySelectorAll('[data-mode]')) button.setAttribute('aria-pressed', button.dataset.mode === mode);
    draw();
  }

  function later() { if (frame === 0) frame = requestAnimationFrame(draw); }

  function show(next) {
    if (next === mode || (culprits.size === 0 && next !== 'all')) return;
    mode = next;
    if (active && !shown().includes(active)) select(null);
    relay();
    if (active) reveal(active); else centre(byIndex.get(data.last));
  }

  function reveal(op) {
    const box = op && layout.boxOf.get(op.index);
    if (!box) return;
    const x2 = box.op.comp === NEVER ? box.x1 + 120 : Math.min(box.x2, box.x1 + chart.clientWidth / 2);
    if (box.x1 < chart.scrollLeft + GUTTER + 10) chart.scrollLeft = box.x1 - GUTTER - 60;
    else if (x2 > chart.scrollLeft + chart.clientWidth - 30) chart.scrollLeft = x2 - chart.clientWidth + 160;
    if (box.y - 24 < chart.scrollTop) chart.scrollTop = box.y - TOP;
    else if (box.y + ROW > chart.scrollTop + chart.clientHeight) chart.scrollTop = box.y + ROW - chart.clientHeight;
  }

  function select(op) {
    active = op;
    tell(op);
    if (op) reveal(op);
    else chart.removeAttribute('aria-activedescendant');
    later();
  }

  /* Brings the end of an operation to where there is room for what stands beside it. */
  function centre(op) {
    const box = op && layout.boxOf.get(op.index);
    if (!box) return;
    const begin = box.x1 - GUTTER - 20, room = chart.clientWidth - GUTTER - 40;
    const beside = box.x2 - chart.clientWidth * 0.62;
    chart.scrollLeft = box.x2 - box.x1 <= room ? Math.min(beside, begin) : beside;
    chart.scrollTop = box.y - chart.clientHeight / 2;
  }

  function jump() {
    const attempt = attempts[chosen];
    const op = byIndex.get(attempt && !attempt.whole ? attempt.stuck : data.last) || byIndex.get(data.last);
    if (!op) return;
    centre(op);
    select(op);
    chart.focus({ preventScroll: true });
    chart.scrollIntoView({ block: 'nearest' });
  }

  function choose(next) {
    if (attempts.length === 0) return;
    chosen = (next + attempts.length + 1) % (attempts.length + 1);
    $('attempt').value = String(chosen);
    tell(active);
    draw();
  }

  function zoomBy(factor) {
    const middle = (chart.scrollLeft + chart.clientWidth / 2) / layout.width;
    zoom = Math.max(0.25, Math.min(6, zoom * factor));
    relay();
    chart.scrollLeft = middle * layout.width - chart.clientWidth / 2;
  }

  function sideways(by) {
    const at = active ? layout.list.indexOf(active) + by : by > 0 ? 0 : layout.list.length - 1;
    select(layout.list[Math.max(0, Math.min(layout.list.length - 1, at))]);
  }

  function upOrDown(by) {
    const from = active ? layout.boxOf.get(active.index) : layout.boxes[0];
    for (let row = from.row + by; row >= 0 && row < layout.lanes.length; row += by) {
      const near = layout.boxes.filter(box => box.row === row)
        .sort((a, b) => Math.abs(a.x1 - from.x1) - Math.abs(b.x1 - from.x1))[0];
      if (near) { select(near.op); return; }
    }
  }

  const keys = {
    ArrowRight: () => sideways(1), ArrowLeft: () => sideways(-1), ArrowUp: () => upOrDown(-1), ArrowDown: () => upOrDown(1),
    Home: () => select(layout.list[0]), End: () => select(layout.list[layout.list.length - 1]), Escape: () => select(null),
  };
  const letters = {
    e: jump, m: () => show('core'), c: () => show('near'), a: () => show('all'),
    '+': () => zoomBy(1.4), '=': () => zoomBy(1.4), '-': () => zoomBy(1 / 1.4), '−': () => zoomBy(1 / 1.4),
    ']': () => choose(chosen + 1), '[': () => choose(chosen - 1),
  };

  function listen() {
    chart.addEventListener('keydown', event => {
      if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey && layout.list.length > 0) {
        event.preventDefault();
        keys[event.key]();
      }
    });
    document.addEventListener('keydown', event => {
      const busy = event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement;
      if (!busy && letters[event.key]) letters[event.key]();
    });
    chart.addEventListener('scroll', later);
    chart.addEventListener('click', event => {
      const group = event.target.closest('[data-op]');
      select(group ? byIndex.get(Number(group.dataset.op)) : null);
    });
    chart.addEventListener('mousemove', event => {
      const group = event.target.closest('[data-op]');
      tip.hidden = !group;
      if (!group) return;
      const op = byIndex.get(Number(group.dataset.op));
      tip.textContent = [`#${op.index} ${op.words}`, ...lines(op)].join('\n');
      tip.style.left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8) + 'px';
      tip.style.top = Math.min(event.clientY + 16, window.innerHeight - tip.offsetHeight - 8) + 'px';
    });
    chart.addEventListener('mouseleave', () => { tip.hidden = true; });
    for (const button of document.querySelectorAll('[data-mode]')) button.addEventListener('click', () => show(button.dataset.mode));
    $('jump').addEventListener('click', jump);
    $('in').addEventListener('click', () => zoomBy(1.4));
    $('out').addEventListener('click', () => zoomBy(1 / 1.4));
    $('attempt').addEventListener('change', event => choose(Number(event.target.value)));
    for (const row of document.querySelectorAll('tr[data-op]')) {
      const go = () => { select(byIndex.get(Number(row.dataset.op)) || null); };
      row.addEventListener('click', go);
      row.addEventListener('keydown', event => { if (event.key === 'Enter') go(); });
    }
    new ResizeObserver(() => { if (layout.seen !== chart.clientWidth) { relay(); layout.seen = chart.clientWidth; } }).observe(chart);
  }

  function prepare() {
    const menu = $('attempt');
    attempts.forEach((attempt, i) => {
      const text = attempt.whole ? 'one that explains everything until then'
        : (attempt.steps.length === 0 ? attempt.start : attempt.steps.map(step => '#' + step.index).join(', '))
          + `; then #${attempt.stuck} does not fit`;
      menu.append(new Option(attempt.whole && culprits.size === 0 ? 'the order found' : clipped(text, 90), String(i)));
    });
    menu.append(new Option('none', String(attempts.length)));
    menu.value = String(Math.max(0, chosen));
    const all = document.querySelector('[data-mode="all"]');
    all.textContent = data.cut ? `the ${ops.length.toLocaleString('en')} nearest` : `all ${ops.length.toLocaleString('en')}`;
    for (const button of document.querySelectorAll('[data-mode]')) button.disabled = culprits.size === 0 && button.dataset.mode !== 'all';
    $('jump').disabled = !byIndex.has(data.last);
    document.querySelector('.picture').hidden = false;
  }

  prepare();
  relay();
  listen();
  tell(null);
  centre(byIndex.get(data.last));
})();
