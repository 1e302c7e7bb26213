/* Where everything of the diagram stands: lanes from top to bottom, moments from left to right. It draws nothing. */
const layout = (() => {
  const GUTTER = 118, AXIS = 22, FAULT = 19, NODE = 74, ABOVE = 34, QUIET = 24, CLIENT = 40, OVER = 22, PAD = 40, BESIDE = 0.34;
  const view = { left: 0, scale: 10, width: 800, height: 400 };
  let axis = 'steps', crowds = [], visible = [], shown = new Set(), ticks = [], units = [];
  const faultRows = [];
  const lanes = new Map(), quiet = new Set();

  /* Takes up the events to be shown and the axis, 'steps' or 'time'. */
  function show(events, mode) {
    axis = mode;
    visible = events;
    shown = new Set(events.map(e => e.id));
    measure();
  }

  function lay() {
    faultRows.length = 0;
    for (const fault of model.faults.values()) {
      for (const bar of fault.bars) {
        let row = faultRows.findIndex(row => row[row.length - 1].to <= bar.t);
        if (row < 0) { row = faultRows.length < 6 ? faultRows.push([]) - 1 : 5; }
        faultRows[row].push(bar);
        bar.row = row; bar.fault = fault;
      }
    }
    let y = AXIS + faultRows.length * FAULT + 8;
    lanes.clear();
    quiet.clear();
    for (let n = 1; n <= model.nodes; n++) quiet.add(n);
    for (const e of model.events) if (e.place[0] === 'n' && takesPart(e)) quiet.delete(Number(e.place.slice(1)));
    for (let n = 1; n <= model.nodes; n++) {
      // Who never says or hears anything needs no room.
      lanes.set('n' + n, y + (quiet.has(n) ? QUIET / 2 : ABOVE));
      y += quiet.has(n) ? QUIET : NODE;
    }
    const used = new Set(model.events.map(e => e.place));
    for (let c = 1; c <= model.clients; c++) if (used.has('c' + c)) { lanes.set('c' + c, y + OVER); y += CLIENT; }
    if (used.has('op')) { lanes.set('op', y + 16); y += 30; }
    view.height = y + 6;
  }

  /* Whether an event is of the protocol: everybody starts, and anybody may be asked by a client. */
  function takesPart(e) {
    const flight = e.flight || e.came;
    return flight ? !flight.type.startsWith('client') : !['started', 'other', 'role', 'got', 'sent'].includes(e.kind);
  }

  /* The horizontal axis: true time, or one place for each moment at which something shown happens. */
  function measure() {
    const times = [];
    for (const e of visible) if (times[times.length - 1] !== e.t) times.push(e.t);
    ticks = times.length ? times : [0];
    units = [0];
    crowd();
    for (let i = 1; i < ticks.length; i++) {
      const gap = ticks[i] - ticks[i - 1];
      units.push(units[i - 1] + (axis === 'time' ? gap / 1e6 : 1 + crowds[i - 1] * BESIDE + Math.min(2, Math.max(0, Math.log2(gap / 2e5)) / 4)));
    }
  }

  /* How many more than one happen at one place at each moment: they stand beside each other. */
  function crowd() {
    crowds = [];
    let at = 0;
    while (at < visible.length) {
      const count = new Map(), t = visible[at].t;
      let most = 1;
      for (; at < visible.length && visible[at].t === t; at++) {
        const e = visible[at], before = count.get(e.place) || 0;
        if (e.place === 'oracle') { e.order = 0; continue; }
        count.set(e.place, before + 1);
        e.order = before;
        most = Math.max(most, before + 1);
      }
      crowds.push(most - 1);
    }
  }

  function place(t) {
    let low = 0, high = ticks.length - 1;
    if (t <= ticks[0]) return axis === 'time' ? (t - ticks[0]) / 1e6 : 0;
    if (t >= ticks[high]) return units[high] + (axis === 'time' ? (t - ticks[high]) / 1e6 : Math.min(3, (t - ticks[high]) / 1e6));
    while (high - low > 1) { const middle = (low + high) >> 1; if (ticks[middle] <= t) low = middle; else high = middle; }
    return units[low] + (units[high] - units[low]) * (t - ticks[low]) / (ticks[high] - ticks[low]);
  }

  function x(t) { return GUTTER + PAD + (place(t) - view.left) * view.scale; }

  function total() { return units[units.length - 1] + (axis === 'time' ? 0.5 : 2 + BESIDE * (crowds[crowds.length - 1] || 0)); }

  function y(e) {
    if (e.place === 'fault') {
      for (const fault of model.faults.values()) for (const bar of fault.bars) if (bar.event === e || bar.ended === e) return AXIS + bar.row * FAULT + FAULT / 2;
      return AXIS + 6;
    }
    if (e.place === 'oracle') return AXIS / 2;
    return lanes.get(e.place) ?? AXIS;
  }

  /* Events of one moment at one place stand a little beside each other. */
  function spot(e) {
    if (e === model.failure && e.kind === 'broken' && axis === 'steps') {
      // Behind all that happens at its instant: its cause is among that.
      return x(e.t) + (beyond(e.t) + 0.8 * BESIDE) * view.scale;
    }
    return x(e.t) + (e.order || 0) * (axis === 'steps' ? BESIDE * view.scale : Math.min(6, view.scale * 0.02));
  }

  /* How far what happens at a moment reaches beyond the place of that moment. */
  function beyond(t) {
    const at = axis === 'steps' ? ticks.indexOf(t) : -1;
    return at < 0 ? 0 : crowds[at] * BESIDE;
  }

  /* The events shown that are in sight, and so many of those before them. */
  function span(earlier) {
    const from = first(GUTTER - 60, false), to = first(view.width + 20, true);
    return visible.slice(Math.max(0, from - earlier), to);
  }

  /* The index of the first event shown that is not left of a point, or is right of it. */
  function first(edge, right) {
    let low = 0, high = visible.length;
    while (low < high) {
      const middle = (low + high) >> 1, at = x(visible[middle].t);
      if (at < edge || right && at === edge) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* The picture stays beside the gutter. */
  function clamp() {
    const room = (view.width - GUTTER - 2 * PAD) / view.scale;
    view.left = Math.max(Math.min(0, (total() - room) / 2), Math.min(view.left, Math.max(0, total() - room)));
  }

  return { show, lay, place, x, y, spot, total, beyond, span, clamp, view, lanes, quiet, faultRows, GUTTER, AXIS, FAULT, ABOVE, QUIET, OVER, PAD, BESIDE,
    isShown: e => shown.has(e.id), moments: () => ticks, isTime: () => axis === 'time' };
})();
