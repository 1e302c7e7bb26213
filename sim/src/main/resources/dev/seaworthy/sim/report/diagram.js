/* Draws the space-time diagram: only what is in sight. */
const diagram = (() => {
  const { place, x, y, spot, total, beyond, span, clamp, view, lanes, quiet, faultRows, GUTTER, AXIS, FAULT, QUIET, PAD, BESIDE } = layout;
  const BAND = 15, LONG = 1500;
  const FONT = '12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
  const STRONG = 'bold ' + FONT, SMALL = FONT.replace('12px', '10px');
  const canvas = document.getElementById('canvas'), chart = document.getElementById('chart');
  const pen = canvas.getContext('2d');
  const colour = {};
  let frame = 0, boxes = [];
  let picked = null, cone = new Set(), marks = new Map();

  function ink() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ['paper', 'ink', 'soft', 'rule', 'lane', 'bad', 'bad-fill', 'focus', 'follower', 'candidate', 'leader', 'down', 'leader-line',
      'candidate-line', 'vote', 'entries', 'reply', 'beat', 'snapshot', 'read', 'client', 'disk', 'op']) colour[name] = style.getPropertyValue('--' + name).trim();
  }

  function size() {
    const ratio = window.devicePixelRatio || 1;
    view.width = Math.max(320, chart.clientWidth);
    canvas.style.width = view.width + 'px';
    canvas.style.height = view.height + 'px';
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  function draw() {
    frame = 0;
    boxes = [];
    pen.clearRect(0, 0, view.width, view.height);
    pen.fillStyle = colour.paper;
    pen.fillRect(0, 0, view.width, view.height);
    pen.font = FONT;
    pen.textBaseline = 'middle';
    drawAxis();
    drawLanes();
    drawFaults();
    drawOperations();
    drawDisks();
    drawFlights();
    drawFailure();
    drawEvents();
    drawMarks();
    drawGutter();
    drawCursor();
  }

  function inSight(a, b) { return b >= GUTTER - 40 && a <= view.width + 40; }

  function drawAxis() {
    pen.strokeStyle = colour.rule;
    pen.fillStyle = colour.soft;
    pen.lineWidth = 1;
    let last = -100;
    const taken = failureLabel();
    for (const t of layout.moments()) {
      const at = x(t);
      if (at < GUTTER || at > view.width || at - last < 86) continue;
      if (taken && at + 84 > taken.from && at < taken.to) continue;
      last = at;
      pen.beginPath(); pen.moveTo(at, AXIS); pen.lineTo(at, view.height); pen.globalAlpha = 0.5; pen.stroke(); pen.globalAlpha = 1;
      pen.fillText(model.millis(t) + ' ms', at + 3, AXIS / 2);
    }
    const heal = x(model.heal);
    if (model.healed && model.heal < model.end && inSight(heal, heal)) {
      pen.strokeStyle = colour.soft; pen.setLineDash([2, 4]);
      pen.beginPath(); pen.moveTo(heal, AXIS); pen.lineTo(heal, view.height); pen.stroke(); pen.setLineDash([]);
      say('everything healed', heal + 4, view.height - 8, colour.soft, FONT);
    }
  }

  function say(words, at, level, fill, font) {
    pen.font = font || FONT;
    pen.lineWidth = 3.5; pen.lineJoin = 'round'; pen.strokeStyle = colour.paper;
    pen.strokeText(words, at, level);
    pen.fillStyle = fill; pen.fillText(words, at, level);
    pen.font = FONT;
  }

  /* Whether there is still room for words there; if so, there is none any more. */
  function claim(at, level, width) {
    const box = [at, level - 7, at + width, level + 7];
    for (const other of boxes) if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
    boxes.push(box);
    return true;
  }

  const names = { pre_candidate: 'asks around', candidate: 'candidate', follower: 'follower', leader: 'LEADER', down: 'down', paused: 'paused', halted: 'halted' };

  function drawLanes() {
    for (let n = 1; n <= model.nodes; n++) {
      const level = lanes.get('n' + n);
      pen.strokeStyle = colour.rule; pen.lineWidth = 1;
      const top = level - (quiet.has(n) ? QUIET / 2 : layout.ABOVE);
      pen.beginPath(); pen.moveTo(0, top); pen.lineTo(view.width, top); pen.stroke();
      if (quiet.has(n)) continue;
      for (const s of model.segments[n]) {
        const from = Math.max(GUTTER, x(s.t)), to = Math.min(view.width, s.to >= model.end ? view.width : x(s.to));
        if (to <= from || !inSight(from, to)) continue;
        band(s, from, to, level);
      }
    }
    for (const [name, level] of lanes) if (name[0] !== 'n') {
      pen.strokeStyle = colour.rule; pen.lineWidth = 1;
      pen.beginPath(); pen.moveTo(0, level - layout.OVER); pen.lineTo(view.width, level - layout.OVER); pen.stroke();
    }
  }

  function band(s, from, to, level) {
    const kind = s.role === 'pre_candidate' ? 'candidate' : s.role === 'halted' ? 'down' : s.role;
    pen.fillStyle = colour[kind] || colour.follower;
    if (kind !== 'paused') pen.fillRect(from, level - BAND, to - from, 2 * BAND);
    pen.save();
    pen.beginPath(); pen.rect(from, level - BAND, to - from, 2 * BAND); pen.clip();
    if (kind === 'candidate') hatch(from, to, level, colour['candidate-line'], 9, 1);
    if (kind === 'down') { hatch(from, to, level, colour.soft, 7, 1); hatch(from, to, level, colour.soft, 7, -1); }
    if (kind === 'paused') hatch(from, to, level, colour.soft, 12, 0);
    if (kind === 'leader') {
      pen.strokeStyle = colour['leader-line']; pen.lineWidth = 3;
      pen.strokeRect(from - 4, level - BAND + 1.5, to - from + 8, 2 * BAND - 3);
    }
    pen.restore();
    pen.strokeStyle = colour.soft; pen.lineWidth = 1;
    pen.beginPath(); pen.moveTo(from + 0.5, level - BAND); pen.lineTo(from + 0.5, level + BAND); pen.stroke();
    const words = s.role === 'down' || s.role === 'paused' || s.role === 'halted' ? names[s.role] : names[s.role] + ' of term ' + s.term;
    const short = { leader: 'L', candidate: 'C', pre_candidate: '?', follower: 'F', down: '×', paused: 'P', halted: '×' }[s.role] + (s.term || '');
    const font = s.role === 'leader' ? STRONG : FONT;
    pen.font = font;
    const fits = [words, s.role === 'follower' ? 'term ' + s.term : names[s.role] + ' ' + s.term, short].find(w => pen.measureText(w).width + 8 < to - from);
    if (fits && claim(from + 4, level - BAND - 8, pen.measureText(fits).width + 6)) say(fits, from + 4, level - BAND - 8, s.role === 'leader' ? colour.ink : colour.soft, font);
    pen.font = FONT;
  }

  function hatch(from, to, level, line, step, lean) {
    pen.strokeStyle = line; pen.lineWidth = 1; pen.globalAlpha = 0.55;
    pen.beginPath();
    for (let at = Math.floor(from / step) * step - 40; at < to + 40; at += step) {
      pen.moveTo(at, level + BAND); pen.lineTo(at + lean * 2 * BAND, level - BAND);
    }
    pen.stroke(); pen.globalAlpha = 1;
  }

  function drawFaults() {
    for (const fault of model.faults.values()) for (const bar of fault.bars) {
      const from = Math.max(GUTTER, x(bar.t)), to = Math.min(view.width + 10, Math.max(x(bar.to), x(bar.t) + 3));
      if (!inSight(from, to) || to < GUTTER) continue;
      const top = AXIS + bar.row * FAULT + 2, beside = marks.has(bar.event.id) ? 12 : 0;
      pen.fillStyle = colour['bad-fill']; pen.fillRect(from, top, to - from, FAULT - 4);
      pen.strokeStyle = colour.bad; pen.lineWidth = 1; pen.strokeRect(from + 0.5, top + 0.5, to - from - 1, FAULT - 5);
      const next = faultRows[bar.row][faultRows[bar.row].indexOf(bar) + 1];
      const ends = [...marks.keys()].map(id => model.events[id]).filter(e => e.place === 'fault' && e !== bar.event && e.t >= bar.t && y(e) === AXIS + bar.row * FAULT + FAULT / 2 && !model.text(e).endsWith(' begins')).map(e => x(e.t) + 1);
      const room = Math.min(next ? x(next.t) : view.width, ...ends) - from - 8 - beside;
      const words = bar.words.replace('partition ', 'partition: ').replace(/_/g, ' ');
      if (pen.measureText(words).width < room) say(words, from + 5 + beside, top + FAULT / 2 - 2, colour.ink);
      else if (room > 24) say(brief(words, room), from + 3 + beside, top + FAULT / 2 - 2, colour.ink);
    }
  }

  /* As many of the words as there is room for. */
  function brief(words, room) {
    let fits = words;
    while (fits.length > 2 && pen.measureText(fits + '…').width > room) fits = fits.slice(0, -1);
    return fits === words ? words : fits + '…';
  }

  function drawOperations() {
    for (const op of model.operations) {
      const level = lanes.get('c' + op.client);
      if (level === undefined) continue;
      const begun = model.events[op.begun].t, open = op.ended < 0;
      const from = x(begun), to = open ? view.width + 20 : Math.max(x(model.events[op.ended].t), from + 4);
      if (!inSight(from, to)) continue;
      const unknown = open || op.outcome === 'unknown';
      pen.fillStyle = op.culprit ? colour['bad-fill'] : colour.op;
      pen.strokeStyle = op.culprit ? colour.bad : colour.soft;
      pen.lineWidth = op.culprit ? 2.5 : 1;
      pen.setLineDash(unknown ? [5, 3] : []);
      pen.fillRect(from, level - 4, to - from, 14); pen.strokeRect(from, level - 4, to - from, 14);
      pen.setLineDash([]);
      if (op.effect >= 0 && view.scale > 3) diamond(Math.max(from, Math.min(to, x(op.effect))), level + 3, op.index);
      if (view.scale < 1 && !op.culprit) continue;
      const words = (op.culprit ? '#' + op.number + ' ' : '') + op.words + (op.outcome && op.outcome !== 'done' ? ' → ' + op.outcome : '');
      const at = Math.max(from, GUTTER + 4);
      pen.font = op.culprit ? STRONG : FONT;
      const fits = brief(words, Math.max(to - at, 30) + 40);
      if (fits.length > 3 && claim(at, level - 12, pen.measureText(fits).width + 4)) say(fits, at, level - 12, op.culprit ? colour.bad : colour.ink, pen.font);
      pen.font = FONT;
    }
  }

  function diamond(at, level, index) {
    pen.fillStyle = colour.ink;
    pen.beginPath(); pen.moveTo(at, level - 7); pen.lineTo(at + 5, level); pen.lineTo(at, level + 7); pen.lineTo(at - 5, level); pen.closePath(); pen.fill();
    if (view.scale > 12 && index > 0) say(String(index), at + 7, level + 1, colour.ink);
  }

  function drawDisks() {
    for (let n = 1; n <= model.nodes; n++) {
      if (quiet.has(n)) continue;
      const level = lanes.get('n' + n) + BAND + 9;
      for (const w of model.disks[n]) {
        const from = x(w.t), to = x(w.to);
        if (!inSight(from, to) || to < GUTTER || view.scale < 2 && w.fate === 'synced') continue;
        const lost = w.fate === 'lost', width = Math.max(3, to - from);
        pen.strokeStyle = lost ? colour.bad : colour.disk; pen.lineWidth = 1;
        pen.setLineDash(w.fate === 'synced' ? [] : [3, 2]);
        pen.strokeRect(from, level - 3.5, width, 7);
        pen.setLineDash([]);
        if (w.fate === 'synced') { pen.fillStyle = colour.disk; pen.fillRect(to - 2, level - 7, 3.5, 14); }
        if (lost) cross(to, level, 5);
        const words = lost ? 'lost write' : w.fate === 'kept' ? 'never synced' : '';
        if (words && pen.measureText(words).width < 90 && claim(to + 8, level + 2, 70)) say(words, to + 8, level + 2, lost ? colour.bad : colour.soft);
        else if (!words && view.scale > 6 && claim(to + 4, level + 2, 26)) say('io ' + w.io, to + 4, level + 2, colour.soft, SMALL);
      }
    }
  }

  function cross(at, level, r) {
    pen.strokeStyle = colour.bad; pen.lineWidth = 2.4;
    pen.beginPath(); pen.moveTo(at - r, level - r); pen.lineTo(at + r, level + r); pen.moveTo(at + r, level - r); pen.lineTo(at - r, level + r); pen.stroke();
  }

  const dashes = { vote: [7, 3], entries: [], reply: [], beat: [2, 3], snapshot: [9, 3, 2, 3], read: [4, 3], client: [1, 2] };

  function drawFlights() {
    const later = [], crowded = view.scale < 3, drawn = new Set();
    for (const e of flightsInSight()) {
      const f = e.flight, from = spot(e), start = lanes.get(e.place), goal = lanes.get(f.to);
      if (start === undefined || goal === undefined) continue;
      const family = model.family(f.type);
      // Of many that would lie on each other one is enough.
      const line = crowded && e.place + f.to + family + f.fate + (from | 0);
      if (crowded && e !== picked && (drawn.has(line) || drawn.size > 2500)) continue;
      drawn.add(line);
      const own = !picked || cone.has(e.id) && f.got.some(g => cone.has(g.id)) || e === picked || f.got.includes(picked);
      pen.globalAlpha = own ? 1 : 0.3;
      const down = goal > start ? 1 : -1;
      const y1 = start + down * (e.place[0] === 'n' ? BAND : 6), y2 = goal - down * (f.to[0] === 'n' ? BAND : 8);
      const width = own && picked ? 2.6 : family === 'beat' || family === 'client' ? 1 : 1.6;
      if (f.fate !== 'arrives') { stub(f, family, from, y1, y2, width); } else {
        arrow(f, family, from, y1, y2, width, f.got[0], f.t, false);
        if (f.again >= 0) arrow(f, family, from, y1, y2, width, f.got[1], f.again, true);
      }
      pen.globalAlpha = 1;
      if (family !== 'beat' && family !== 'client' || own && picked) later.push([f, family, from, y1, y2, own]);
    }
    if (view.scale > 6) for (const one of later) if (one[5]) caption(...one);
    if (view.scale > 6) for (const one of later) if (!one[5]) caption(...one);
  }

  /* Of those that began left of what is in sight the end may be in it. */
  function flightsInSight() {
    return span(LONG).filter(e => {
      if (!e.flight || !layout.isShown(e)) return false;
      const last = e.flight.got[e.flight.got.length - 1];
      return inSight(x(e.t), x(last ? last.t : Math.max(e.t, e.flight.t, e.flight.again)));
    });
  }

  function arrow(f, family, from, y1, y2, width, got, at, again) {
    const to = got && layout.isShown(got) ? spot(got) : x(at);
    const ends = at > model.end && !got;
    pen.strokeStyle = pen.fillStyle = colour[family];
    pen.lineWidth = width; pen.setLineDash(again ? [2, 5] : dashes[family]);
    pen.beginPath(); pen.moveTo(from, y1);
    const tx = ends ? from + (x(model.end) + 26 - from) : to, ty = ends ? y1 + (y2 - y1) * 0.7 : y2;
    pen.lineTo(tx, ty); pen.stroke(); pen.setLineDash([]);
    if (ends) { say('…', tx + 2, ty, colour[family]); return; }
    const angle = Math.atan2(ty - y1, tx - from), r = 8;
    if (!got) { pen.beginPath(); pen.arc(tx, ty, 4, 0, 7); pen.fillStyle = colour.paper; pen.fill(); pen.stroke(); return; }
    pen.beginPath(); pen.moveTo(tx, ty);
    pen.lineTo(tx - r * Math.cos(angle - 0.4), ty - r * Math.sin(angle - 0.4));
    pen.lineTo(tx - r * Math.cos(angle + 0.4), ty - r * Math.sin(angle + 0.4));
    pen.closePath(); pen.fill();
    if (again && view.scale > 10) say('again', tx + 4, ty - 4 * Math.sign(y2 - y1), colour[family]);
  }

  function stub(f, family, from, y1, y2, width) {
    const part = f.fate === 'cut' ? 0.3 : 0.5, tx = from + 16, ty = y1 + (y2 - y1) * Math.min(part, 46 / Math.abs(y2 - y1) + 0.1);
    pen.strokeStyle = colour[family]; pen.lineWidth = width; pen.setLineDash(dashes[family]);
    pen.beginPath(); pen.moveTo(from, y1); pen.lineTo(tx, ty); pen.stroke(); pen.setLineDash([]);
    if (f.fate === 'cut') {
      pen.strokeStyle = colour.bad; pen.lineWidth = 3;
      pen.beginPath(); pen.moveTo(tx - 8, ty + 1); pen.lineTo(tx + 8, ty - 1); pen.stroke();
    } else cross(tx, ty, 5);
  }

  function caption(f, family, from, y1, y2, own) {
    const words = model.label(f) + (f.fate === 'arrives' ? '' : f.fate === 'lost' ? ' — lost' : ' — cut off');
    const end = f.got[0] && layout.isShown(f.got[0]) ? spot(f.got[0]) : f.fate === 'arrives' ? x(Math.min(f.t, model.end)) + 10 : from + 16;
    pen.font = own && picked ? STRONG : FONT;
    const width = pen.measureText(words).width + 6;
    for (const part of f.fate === 'arrives' ? [0.3, 0.5, 0.7, 0.15] : [0.34]) {
      const at = from + (end - from) * part + 5, level = y1 + (y2 - y1) * part;
      const crossing = [...lanes.values()].some(lane => Math.abs(lane - level) < BAND + 6);
      if (!crossing && claim(at, level, width)) { pen.globalAlpha = own ? 1 : 0.55; say(words, at, level, colour[family], pen.font); pen.globalAlpha = 1; break; }
    }
    pen.font = FONT;
  }

  function drawEvents() {
    const crowded = view.scale < 3, drawn = new Set();
    for (const e of span(0)) {
      const at = spot(e), level = y(e);
      if (at < GUTTER) continue;
      const dot = crowded && !e.notes.length && e.place + e.kind + (at >> 1);
      if (dot && (drawn.has(dot) || e.kind === 'sent' || e.kind === 'got')) continue;
      drawn.add(dot);
      const own = !picked || cone.has(e.id);
      pen.globalAlpha = own ? 1 : 0.55;
      pen.fillStyle = pen.strokeStyle = colour.ink;
      pen.lineWidth = 1.5;
      if (e.notes.length) {
        pen.fillStyle = colour.bad;
        pen.beginPath(); pen.moveTo(at, level - 9); pen.lineTo(at + 9, level + 7); pen.lineTo(at - 9, level + 7); pen.closePath(); pen.fill();
        pen.fillStyle = colour.paper; pen.font = STRONG; pen.fillText('!', at - 2, level + 1); pen.font = FONT;
      } else if (e.kind === 'down') {
        cross(at, level, 9);
      } else if (e.kind === 'started') {
        pen.beginPath(); pen.moveTo(at - 3, level - 7); pen.lineTo(at + 7, level); pen.lineTo(at - 3, level + 7); pen.closePath(); pen.fill();
      } else if (e.kind === 'role') {
        pen.fillRect(at - 2, level - BAND, 4, 2 * BAND);
      } else if (e.kind === 'write') {
        pen.fillRect(at - 3, level - 3, 6, 6);
      } else if (e.kind === 'commit') {
        pen.lineWidth = 2.2; pen.beginPath(); pen.moveTo(at - 5, level); pen.lineTo(at - 1, level + 5); pen.lineTo(at + 6, level - 6); pen.stroke();
      } else if (e.place[0] === 'n' || e.place === 'op') {
        pen.beginPath(); pen.arc(at, level, e.kind === 'other' ? 3 : 2.2, 0, 7); pen.fill();
      }
      pen.globalAlpha = 1;
      if (picked && own && e !== picked) {
        pen.strokeStyle = colour.focus; pen.lineWidth = 2;
        pen.beginPath(); pen.arc(at, level, 7, 0, 7); pen.stroke();
      }
    }
  }

  /* Where the line of the failure is, and the room that its name takes beside the times. */
  function failureLabel() {
    if (!model.failure) return null;
    const at = spot(model.failure) + (model.failure.kind === 'broken' ? 0 : Math.max(12, BESIDE * view.scale));
    if (!inSight(at, at)) return null;
    const words = '✕ ' + document.body.dataset.broken;
    pen.font = STRONG;
    const width = pen.measureText(words).width, flip = at + width + 22 > view.width;
    pen.font = FONT;
    const from = flip ? at - width - 14 : at + 14;
    return { at, words, from, to: from + width + 4 };
  }

  function drawFailure() {
    const label = failureLabel();
    if (!label) return;
    const at = label.at;
    pen.strokeStyle = colour.bad; pen.lineWidth = 2; pen.setLineDash([9, 4, 2, 4]);
    pen.beginPath(); pen.moveTo(at, 0); pen.lineTo(at, view.height); pen.stroke(); pen.setLineDash([]);
    say(label.words, label.from, AXIS / 2, colour.bad, STRONG);
  }

  /* The steps of the story, by their numbers. */
  function drawMarks() {
    const last = new Map();
    for (const [id, number] of marks) {
      const e = model.events[id], isCrash = e === model.failure && e.kind !== 'broken', level = isCrash ? AXIS / 2 : y(e);
      // Beside a bar that ends, not upon its words; and beside each other.
      let at = spot(e) + (e.place === 'fault' ? (model.text(e).endsWith(' begins') ? 0 : 11) : 0);
      if (isCrash) at = (failureLabel() || { at }).at;
      const before = last.get(level);
      if (before !== undefined && Math.abs(at - before) < 19) at = before + 19;
      last.set(level, at);
      if (!inSight(at, at) || at < GUTTER) continue;
      pen.fillStyle = colour.ink; pen.strokeStyle = colour.paper; pen.lineWidth = 2;
      pen.beginPath(); pen.arc(at, level, 9.5, 0, 7); pen.fill(); pen.stroke();
      pen.fillStyle = colour.paper; pen.font = 'bold 11px system-ui, "DejaVu Sans", sans-serif'; pen.textAlign = 'center';
      pen.fillText(String(number), at, level + 0.5);
      pen.textAlign = 'left'; pen.font = FONT;
    }
  }

  function drawGutter() {
    pen.fillStyle = colour.paper; pen.fillRect(0, 0, GUTTER, view.height);
    pen.strokeStyle = colour.rule; pen.lineWidth = 1; pen.beginPath(); pen.moveTo(GUTTER, 0); pen.lineTo(GUTTER, view.height); pen.stroke();
    if (faultRows.length) { pen.fillStyle = colour.soft; pen.fillText('faults', 10, AXIS + FAULT / 2); }
    const state = picked ? model.stateAt(picked.id) : null;
    for (const [name, level] of lanes) {
      pen.font = STRONG; pen.fillStyle = colour.ink;
      const idle = name[0] === 'n' && quiet.has(Number(name.slice(1)));
      pen.fillText(name[0] === 'c' ? 'client ' + name : name === 'op' ? 'operator' : name, 10, level - (state && name[0] === 'n' && !idle ? 8 : 0));
      pen.font = FONT;
      if (idle) {
        pen.fillStyle = colour.soft;
        pen.fillText('takes no part', 36, level);
      } else if (name[0] === 'n') {
        pen.fillStyle = colour.soft;
        if (state) {
          const n = state[Number(name.slice(1))];
          const role = n.halted ? 'halted' : n.paused ? 'paused' : n.up ? names[n.role] : 'down';
          pen.fillText(role + (n.up ? ' · t' + n.term : ''), 10, level + 8);
        }
        pen.fillText('disk', 84, level + BAND + 9);
      }
    }
  }

  function drawCursor() {
    if (!picked) return;
    const at = spot(picked);
    if (at < GUTTER || at > view.width) return;
    pen.strokeStyle = colour.focus; pen.lineWidth = 1.5;
    pen.beginPath(); pen.moveTo(at, AXIS); pen.lineTo(at, view.height); pen.stroke();
    pen.lineWidth = 3;
    pen.beginPath(); pen.arc(at, y(picked), 11, 0, 7); pen.stroke();
  }

  /* ---- what others ask of it ---- */

  function later() { if (frame === 0) frame = requestAnimationFrame(draw); }

  function show(events, mode) { layout.show(events, mode); clamp(); later(); }

  function fit(from, to, most) {
    const a = place(from), b = Math.max(place(to) + beyond(to), a + 0.001), room = view.width - GUTTER - 2 * PAD - 30;
    view.scale = Math.min(most || 60, room / (b - a));
    view.left = Math.max(0, b - room / view.scale);
    clamp(); later();
  }

  function zoom(factor, around) {
    const at = around ?? (picked && spot(picked) > GUTTER && spot(picked) < view.width ? spot(picked) : (view.width + GUTTER) / 2);
    const unit = view.left + (at - GUTTER - PAD) / view.scale;
    const least = (view.width - GUTTER - 2 * PAD) / total();
    view.scale = Math.max(Math.min(least, 60), Math.min(layout.isTime() ? 4000 : 220, view.scale * factor));
    view.left = unit - (at - GUTTER - PAD) / view.scale;
    clamp(); later();
  }

  function pan(pixels) { view.left += pixels / view.scale; clamp(); later(); }

  function reveal(e) {
    const at = spot(e);
    if (at < GUTTER + 60 || at > view.width - 60) { view.left = place(e.t) - (view.width - GUTTER) * 0.5 / view.scale; clamp(); }
  }

  function select(e, all, numbers) { picked = e; cone = all; marks = numbers; if (e) reveal(e); later(); }

  /* The event nearest to a point. */
  function at(px, py) {
    let best = null, nearest = 260;
    for (const e of span(0)) {
      const dx = spot(e) - px, dy = (y(e) - py) * 0.6, d = dx * dx + dy * dy;
      if (d < nearest) { nearest = d; best = e; }
    }
    if (best) return best;
    for (const e of flightsInSight()) {
      const f = e.flight, end = f.got[0] && layout.isShown(f.got[0]) ? spot(f.got[0]) : f.fate === 'arrives' ? x(f.t) : spot(e) + 16;
      const y1 = lanes.get(e.place), y2 = f.fate === 'arrives' ? lanes.get(f.to) : y1 + Math.sign(lanes.get(f.to) - y1) * 60;
      const part = (py - y1) / (y2 - y1);
      if (part > 0 && part < 1 && Math.abs(spot(e) + (end - spot(e)) * part - px) < 6) return e;
    }
    for (const op of model.operations) {
      const level = lanes.get('c' + op.client), from = x(model.events[op.begun].t), to = op.ended < 0 ? view.width : x(model.events[op.ended].t);
      if (level !== undefined && Math.abs(py - level - 3) < 9 && px >= from && px <= to) return model.events[op.begun];
    }
    return null;
  }

  function resize() { layout.lay(); size(); ink(); clamp(); later(); }

  return { show, fit, zoom, pan, select, at, resize, ink, draw, later, view, place, total, x, spot, lanes, GUTTER, PAD, colour, names };
})();
