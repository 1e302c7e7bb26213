/* What one can do with it. */
(() => {
  const $ = id => document.getElementById(id);
  const DEPTH = 4, CALM_MAX = 320, CHAIN = 400;
  const overview = $('overview'), slider = $('slider'), chart = $('chart');
  let visible = [], mode = 'calm', axis = 'steps', picked = null, dragged = null, matches = [];
  const marks = new Map();

  const levels = (() => {
    const seeds = new Set([...model.steps.map(e => e.id), ...(model.failure ? [model.failure.id] : [])]);
    for (const op of model.operations) if (op.culprit) { seeds.add(op.begun); if (op.ended >= 0) seeds.add(op.ended); }
    const story = model.before(seeds, DEPTH);
    for (const e of model.events) if (e.notes.length && (!model.failure || e.id <= model.failure.id)) story.add(e.id);
    for (const id of [...story]) { const f = model.events[id].flight; if (f) f.got.forEach(g => story.add(g.id)); }
    for (const e of model.events) if (['down', 'started', 'fault', 'broken'].includes(e.kind)) story.add(e.id);
    const beat = id => { const e = model.events[id]; return (e.flight || e.came || {}).type === 'heartbeat'; };
    const calm = new Set();
    for (const e of model.events) {
      const type = (e.flight || e.came || {}).type;
      const reply = type === 'AppendEntriesReply' && e.causes.some(c => beat(c) || model.events[c].causes.some(beat));
      if (story.has(e.id) || type !== 'heartbeat' && !reply && e.kind !== 'held') calm.add(e.id);
    }
    return { story, calm };
  })();

  function choose(next) {
    mode = next;
    visible = model.events.filter(e => (mode === 'all' || levels[mode].has(e.id)) && e.place !== 'oracle' || e === model.failure);
    if (picked && !visible.includes(picked)) visible = [...visible, picked].sort((a, b) => a.id - b.id);
    slider.max = String(Math.max(0, visible.length - 1));
    for (const button of document.querySelectorAll('[data-mode]')) button.setAttribute('aria-pressed', button.dataset.mode === mode);
    for (const button of document.querySelectorAll('[data-axis]')) button.setAttribute('aria-pressed', button.dataset.axis === axis);
    diagram.show(visible, axis);
    select(picked);
    paint();
  }

  function turn(next) { const e = picked; axis = next; choose(mode); if (e) around(e); else fitAll(); }

  function select(e) {
    picked = e;
    if (e && !visible.includes(e)) { visible = [...visible, e].sort((a, b) => a.id - b.id); slider.max = String(visible.length - 1); diagram.show(visible, axis); }
    const chain = e ? model.before([e.id], CHAIN) : new Set();
    diagram.select(e, chain, marks);
    const near = e ? model.before([e.id], 3) : new Set();
    panels.details(e, near);
    panels.nodes(e);
    panels.around(e, visible);
    const at = e ? visible.indexOf(e) : 0;
    slider.value = String(at);
    slider.setAttribute('aria-valuetext', e ? panels.title(e) : 'nothing');
    $('readout').textContent = e ? `event ${e.id + 1} of ${model.events.length} told · ${model.millis(e.t)} ms · ${visible.length} shown` : `${visible.length} of ${model.events.length} events shown`;
    $('moment').textContent = e ? `after this event, at ${model.millis(e.t)} ms` : 'before everything';
    for (const button of document.querySelectorAll('[data-step]')) {
      const target = stepEvent(Number(button.dataset.step));
      button.setAttribute('aria-current', target === e && e !== null);
    }
    later();
  }

  function stepEvent(number) { return number < model.data.steps.length ? model.events[model.data.steps[number]] || null : model.failure; }

  function by(steps) {
    if (visible.length === 0) return;
    const at = picked ? visible.indexOf(picked) + steps : steps > 0 ? 0 : visible.length - 1;
    select(visible[Math.max(0, Math.min(visible.length - 1, at))]);
  }

  /* The nearest event of the lane above or below. */
  function lane(by) {
    if (!picked) return;
    const names = [...diagram.lanes.keys()];
    for (let at = names.indexOf(picked.place) + by; at >= 0 && at < names.length; at += by) {
      let best = null;
      for (const e of visible) if (e.place === names[at] && (!best || Math.abs(e.t - picked.t) < Math.abs(best.t - picked.t))) best = e;
      if (best) { select(best); return; }
    }
  }

  function story(by) {
    const list = [...new Set([...model.steps, ...(model.failure ? [model.failure] : [])])];
    if (list.length === 0) return;
    const at = list.indexOf(picked);
    const next = at >= 0 ? at + by : by > 0 ? list.findIndex(e => !picked || e.id > picked.id) : list.length - 1;
    select(list[Math.max(0, Math.min(list.length - 1, next < 0 ? list.length - 1 : next))]);
  }

  function cause() { if (picked && picked.causes.length) select(model.events[picked.causes[0]]); }
  function effect() { if (picked && picked.effects.length) select(model.events[picked.effects[0]]); }

  function around(e) { const i = visible.indexOf(e); diagram.fit(visible[Math.max(0, i - 25)].t, visible[Math.min(visible.length - 1, i + 25)].t); select(e); }

  function fitAll() { diagram.fit(visible.length ? visible[0].t : 0, model.end, 200); later(); }

  function fail() { if (model.failure) { around(model.failure); chart.focus({ preventScroll: true }); } }

  function find(words, by) {
    const low = words.trim().toLowerCase();
    const parts = low.split(/\s+/);
    matches = low ? model.events.filter(e => { const line = (e.place + ' ' + model.text(e) + ' ' + model.words(e)).toLowerCase(); return parts.every(part => line.includes(part)); }) : [];
    $('found').textContent = low ? 'nothing' : '';
    if (matches.length === 0) return;
    const here = picked ? picked.id : -1;
    const next = by < 0 ? [...matches].reverse().find(e => e.id < here) : matches.find(e => by ? e.id > here : e.id >= here);
    const goal = next || matches[by < 0 ? matches.length - 1 : 0];
    select(goal);
    $('found').textContent = `${matches.indexOf(goal) + 1} of ${matches.length}`;
  }

  /* ---- the whole run at a glance ---- */

  let waiting = 0;
  function later() { if (waiting === 0) waiting = requestAnimationFrame(paint); }

  function paint() {
    waiting = 0;
    const ratio = window.devicePixelRatio || 1, width = overview.clientWidth, height = 12 + model.nodes * 5;
    overview.style.height = height + 'px';
    overview.width = Math.round(width * ratio); overview.height = Math.round(height * ratio);
    const pen = overview.getContext('2d'), c = diagram.colour, all = diagram.total();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = c.lane; pen.fillRect(0, 0, width, height);
    const x = t => diagram.place(t) / all * width;
    for (let n = 1; n <= model.nodes; n++) for (const s of model.segments[n]) {
      pen.fillStyle = s.role === 'leader' ? c['leader-line'] : s.role.includes('candidate') ? c['candidate-line'] : s.role === 'down' || s.role === 'halted' ? c.bad : c.follower;
      pen.fillRect(x(s.t), 8 + (n - 1) * 5, Math.max(1, x(s.to) - x(s.t)), 4);
    }
    pen.fillStyle = c.bad;
    for (const fault of model.faults.values()) for (const bar of fault.bars) pen.fillRect(x(bar.t), 2, Math.max(2, x(bar.to) - x(bar.t)), 4);
    if (model.failure) pen.fillRect(x(model.failure.t) - 1, 0, 2, height);
    const from = diagram.view.left / all * width, room = (diagram.view.width - diagram.GUTTER - diagram.PAD) / diagram.view.scale / all * width;
    pen.strokeStyle = c.focus; pen.lineWidth = 2; pen.strokeRect(Math.max(1, from), 1, Math.min(width - 2, room), height - 2);
    if (picked) { pen.fillStyle = c.focus; pen.fillRect(x(picked.t) - 1, 0, 2, height); }
  }

  function glide(event) {
    const box = overview.getBoundingClientRect(), part = (event.clientX - box.left) / box.width;
    const room = (diagram.view.width - diagram.GUTTER - diagram.PAD) / diagram.view.scale;
    diagram.pan((part * diagram.total() - room / 2 - diagram.view.left) * diagram.view.scale);
    later();
  }

  /* ---- keys and mouse ---- */

  const arrows = {
    ArrowRight: () => by(1), ArrowLeft: () => by(-1), ArrowUp: () => lane(-1), ArrowDown: () => lane(1), PageDown: () => by(20), PageUp: () => by(-20),
    Home: () => select(visible[0] || null), End: () => select(visible[visible.length - 1] || null), Escape: () => select(null),
  };
  const letters = {
    1: () => choose('story'), 2: () => choose('calm'), 3: () => choose('all'), t: () => turn(axis === 'time' ? 'steps' : 'time'), e: fail, s: () => story(1), S: () => story(-1),
    c: cause, v: effect, '+': () => zoomed(1.5), '=': () => zoomed(1.5), '-': () => zoomed(1 / 1.5), 0: fitAll, ',': () => by(-1), '.': () => by(1),
    a: () => shift(-0.5), d: () => shift(0.5), n: () => find($('find').value, 1), N: () => find($('find').value, -1), '/': () => $('find').focus(),
  };

  function zoomed(factor, at) { diagram.zoom(factor, at); later(); }
  function shift(part) { diagram.pan(part * diagram.view.width); later(); }

  function hover(event) {
    const box = chart.getBoundingClientRect(), e = diagram.at(event.clientX - box.left, event.clientY - box.top), tip = $('tip');
    tip.hidden = !e;
    chart.style.cursor = e ? 'pointer' : 'grab';
    if (!e) return;
    tip.textContent = [panels.title(e), ...e.notes.map(note => '⚠ ' + note)].join('\n');
    tip.style.left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8) + 'px';
    tip.style.top = Math.min(event.clientY + 18, window.innerHeight - tip.offsetHeight - 8) + 'px';
  }

  function listen() {
    // From event to event wherever the focus is; up, down and the like move the page unless the diagram has it.
    const isField = target => target instanceof HTMLInputElement;
    document.addEventListener('keydown', event => {
      const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.key === 'Escape';
      if (!sideways || chart.contains(event.target) || isField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault(); arrows[event.key]();
    });
    chart.addEventListener('keydown', event => {
      if (arrows[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); arrows[event.key](); }
    });
    document.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement && event.target.type !== 'range') return;
      if (letters[event.key]) { event.preventDefault(); letters[event.key](); }
    });
    chart.addEventListener('pointerdown', event => { dragged = { x: event.clientX, moved: false }; chart.setPointerCapture(event.pointerId); });
    chart.addEventListener('pointermove', event => {
      if (!dragged) { hover(event); return; }
      const by = event.clientX - dragged.x;
      if (!dragged.moved && Math.abs(by) < 4) return;
      dragged.moved = true; dragged.x = event.clientX; $('tip').hidden = true;
      diagram.pan(-by); later();
    });
    chart.addEventListener('pointerup', event => {
      const was = dragged; dragged = null;
      if (!was || was.moved) return;
      const box = chart.getBoundingClientRect(), e = diagram.at(event.clientX - box.left, event.clientY - box.top);
      if (e) select(e);
    });
    chart.addEventListener('pointerleave', () => { $('tip').hidden = true; });
    chart.addEventListener('wheel', event => {
      if (event.ctrlKey) { event.preventDefault(); zoomed(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - chart.getBoundingClientRect().left); }
      else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) { event.preventDefault(); diagram.pan(event.deltaX || event.deltaY); later(); }
    }, { passive: false });
    let gliding = false;
    overview.addEventListener('pointerdown', event => { gliding = true; overview.setPointerCapture(event.pointerId); glide(event); });
    overview.addEventListener('pointermove', event => { if (gliding) glide(event); });
    overview.addEventListener('pointerup', () => { gliding = false; });
    slider.addEventListener('input', () => select(visible[Number(slider.value)] || null));
    const clicks = { first: () => arrows.Home(), back: () => by(-1), forward: () => by(1), last: () => arrows.End(), in: () => zoomed(1.5), out: () => zoomed(1 / 1.5), fit: fitAll, jump: fail };
    for (const [id, then] of Object.entries(clicks)) $(id).addEventListener('click', then);
    for (const button of document.querySelectorAll('[data-mode]')) button.addEventListener('click', () => choose(button.dataset.mode));
    for (const button of document.querySelectorAll('[data-axis]')) button.addEventListener('click', () => turn(button.dataset.axis));
    for (const button of document.querySelectorAll('[data-step]')) button.addEventListener('click', event => {
      const e = stepEvent(Number(button.dataset.step));
      if (e) select(e);
      // Who clicks goes on from here with the arrow keys; who came by keyboard stays in the list.
      if (e && event.detail > 0) chart.focus({ preventScroll: true });
    });
    $('find').addEventListener('input', () => find($('find').value, 0));
    $('find').addEventListener('keydown', event => { if (event.key === 'Enter') find($('find').value, event.shiftKey ? -1 : 1); if (event.key === 'Escape') chart.focus(); });
    $('copy').addEventListener('click', () => {
      const range = document.createRange();
      range.selectNodeContents($('command'));
      getSelection().removeAllRanges(); getSelection().addRange(range);
      if (navigator.clipboard) navigator.clipboard.writeText($('command').textContent).then(() => { $('copy').textContent = 'copied'; }, () => {});
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { diagram.ink(); diagram.later(); later(); });
    let width = chart.clientWidth;
    new ResizeObserver(() => { if (width !== chart.clientWidth) { width = chart.clientWidth; diagram.resize(); later(); } }).observe(chart);
  }

  /* What is worth looking at first: from the first step of the story to the failure, if that fits. */
  function begin() {
    model.data.steps.forEach((id, i) => { if (id >= 0) marks.set(id, i + 1); });
    if (model.failure) marks.set(model.failure.id, model.data.steps.length + 1);
    document.querySelector('.picture').hidden = false;
    $('jump').disabled = !model.failure;
    for (const button of document.querySelectorAll('[data-mode="story"]')) button.disabled = !model.failure;
    panels.onPick(select);
    panels.struck();
    panels.odd();
    diagram.resize();
    choose(model.failure && levels.calm.size > CALM_MAX ? 'story' : 'calm');
    listen();
    if (model.failure) {
      const first = model.steps[0] || visible[0];
      diagram.fit(first.t, model.failure.t);
      if (diagram.view.scale < 9) diagram.fit(visible[Math.max(0, visible.indexOf(model.failure) - 70)].t, model.failure.t);
      select(model.failure);
    } else {
      if (visible.length) diagram.fit(visible[0].t, visible[Math.min(visible.length - 1, 60)].t);
      select(null);
    }
    document.body.dataset.ready = 'true';
  }

  begin();
})();
