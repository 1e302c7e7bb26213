/* What stands below the diagram: the event selected, the nodes and their logs after it, the events around it. */
const panels = (() => {
  const $ = id => document.getElementById(id);
  const COLUMNS = 26, AROUND = 9, LINKS = 14, ODD = 5;
  let pick = () => {};

  function make(tag, words, attributes) {
    const node = document.createElement(tag);
    if (words !== undefined && words !== null) node.textContent = words;
    for (const [key, value] of Object.entries(attributes || {})) if (value !== false) node.setAttribute(key, value);
    return node;
  }

  function title(e) { return `${model.millis(e.t)} ms · ${e.place} · ${model.words(e)}`; }

  function link(id) {
    const button = make('button', title(model.events[id]), { type: 'button', class: 'link' });
    button.addEventListener('click', () => pick(model.events[id]));
    return button;
  }

  function links(head, ids) {
    const box = document.createDocumentFragment();
    if (ids.length === 0) return box;
    box.append(make('h3', head));
    const list = make('ul', null, { class: 'links' });
    for (const id of ids.slice(0, LINKS)) { const item = make('li'); item.append(link(id)); list.append(item); }
    if (ids.length > LINKS) list.append(make('li', `and ${ids.length - LINKS} more`));
    box.append(list);
    return box;
  }

  function fate(f) {
    if (f.fate === 'lost') return 'It is lost on the way.';
    if (f.fate === 'cut') return 'It is cut off: the link is down.';
    const again = f.again >= 0 ? ` It arrives a second time at ${model.millis(f.again)} ms.` : '';
    if (f.got.length === 0) return (f.t > model.end ? 'It is under way when the run ends.' : `It arrives at ${model.millis(f.t)} ms, but nobody is there.`) + again;
    return `It arrives at ${model.millis(f.t)} ms.` + again;
  }

  function details(e, chain) {
    const box = $('details');
    box.textContent = '';
    if (!e) {
      box.append(make('h2', 'No event selected'), make('p', 'Click one in the diagram, or go to one with the arrow keys.'));
      return;
    }
    box.append(make('h2', `${e.place}: ${model.words(e)}`));
    box.append(make('p', `at ${model.millis(e.t)} ms, event ${e.id + 1} of ${model.events.length} told`, { class: 'soft' }));
    for (const note of e.notes) box.append(make('p', '⚠ ' + note, { class: 'warning' }));
    if (e.flight) box.append(make('p', fate(e.flight)));
    box.append(links('because of', e.causes), links('and from it', e.effects));
    const earlier = [...chain].filter(id => id !== e.id && !e.causes.includes(id)).sort((a, b) => b - a);
    box.append(links('behind that', earlier));
  }

  /* ---- nodes and logs ---- */

  function columns(state) {
    let high = 0;
    for (let n = 1; n <= model.nodes; n++) high = Math.max(high, state[n].last);
    const list = [];
    for (let i = Math.max(1, high - COLUMNS + 1); i <= high; i++) list.push(i);
    return list;
  }

  function cell(n, before, index, split, wide) {
    const entry = n.log.get(index), old = before.log.get(index);
    if (!entry) {
      if (index > n.base) return make('td', old ? `t${old.term} → gone` : '', { class: old ? 'none new' : 'none', title: 'no entry' });
      const term = n.covered.get(index), was = old && term !== undefined && old.term !== term ? `t${old.term} → ` : '';
      return make('td', '▤' + (term === undefined ? '' : ' ' + was + 't' + term + (split ? ' ≠' : '')),
        { class: 'snap' + (split ? ' split' : '') + (was || old || index > before.base ? ' new' : ''), title: term === undefined ? `entry ${index} is in the snapshot; its term is not known here` : `entry ${index} of term ${term} is in the snapshot` });
    }
    const durable = entry.io <= n.synced;
    const classes = [durable ? 'hard' : 'soft-write', index <= n.commit ? 'committed' : '', split ? 'split' : '',
      !old || old.term !== entry.term || old.io > before.synced && durable ? 'new' : ''];
    const td = make('td', null, { class: classes.join(' '), 'data-term': entry.term % 8,
      title: `entry ${index} of term ${entry.term}: ${entry.words}${durable ? '' : ', not on disk yet'}${index <= n.commit ? ', committed' : ''}` });
    td.append(make('b', (durable ? '' : '~') + (old && old.term !== entry.term ? `t${old.term} → ` : '') + 't' + entry.term + (split ? ' ≠' : '')));
    const there = n.disk.get(index);
    if (there !== undefined && there !== entry.term) td.append(make('span', `on disk t${there}`));
    if (wide) td.append(make('span', entry.words));
    return td;
  }

  function nodes(e) {
    const state = model.stateAt(e ? e.id : -1), before = model.stateAt(e ? e.id - 1 : -1);
    const list = columns(state), wide = list.length <= 8;
    const table = $('nodes');
    table.textContent = '';
    const head = make('tr');
    for (const name of ['node', 'member', 'role', 'term', 'term, vote on disk', 'committed', 'applied', 'entries on disk']) head.append(make('th', name, { scope: 'col' }));
    list.forEach(i => head.append(make('th', i, { scope: 'col', class: 'index' })));
    const top = make('thead'); top.append(head); table.append(top);
    const body = make('tbody');
    const newest = state.reduce((best, n) => n && n.membersOf >= best.membersOf && n.members ? n : best, { membersOf: 0, members: '' });
    const term = (n, i) => n.log.has(i) ? n.log.get(i).term : n.covered.get(i);
    for (let id = 1; id <= model.nodes; id++) {
      const n = state[id], b = before[id], row = make('tr', null, { class: n.up ? '' : 'down' });
      row.append(make('th', 'n' + id, { scope: 'row' }));
      const role = n.halted ? 'halted' : n.paused ? 'paused' : n.up ? diagram.names[n.role] : 'down';
      // What the event changed is shown as before → after.
      const put = (value, was) => row.append(make('td', value === was || !e ? value : `${was} → ${value}`, { class: 'fact' + (value !== was ? ' new' : '') }));
      const member = m => m.members ? model.standing(id, m.members) : 'no member';
      const known = newest.members ? model.standing(id, newest.members) : 'no member';
      put(known + (n.up && member(n) !== known ? `; for itself ${member(n)}` : ''), known + (b.up && member(b) !== known ? `; for itself ${member(b)}` : ''));
      put(role, b.halted ? 'halted' : b.paused ? 'paused' : b.up ? diagram.names[b.role] : 'down');
      put(n.term, b.term);
      const vote = m => m.diskTerm ? `t${m.diskTerm}, ` + (m.vote ? 'vote n' + m.vote : 'no vote') : '–';
      put(vote(n), vote(b));
      put(n.commit, b.commit); put(n.applied, b.applied);
      put(model.onDisk(n), model.onDisk(b));
      for (const i of list) {
        const terms = new Set();
        for (let other = 1; other <= model.nodes; other++) { const one = term(state[other], i); if (one !== undefined) terms.add(one); }
        row.append(cell(n, b, i, terms.size > 1, wide));
      }
      body.append(row);
    }
    table.append(body);
  }

  function around(e, visible) {
    const box = $('around');
    box.textContent = '';
    const at = e ? visible.indexOf(e) : 0;
    const from = Math.max(0, Math.min(at - AROUND, visible.length - 2 * AROUND - 1));
    for (const one of visible.slice(from, from + 2 * AROUND + 1)) {
      const row = make('tr', null, { class: one === e ? 'picked' : '', 'aria-current': one === e ? 'true' : false });
      row.append(make('td', model.millis(one.t)), make('td', one.place));
      const what = make('td');
      const button = make('button', (one.notes.length ? '⚠ ' : '') + model.words(one), { type: 'button', class: 'link' });
      button.addEventListener('click', () => pick(one));
      what.append(button); row.append(what); box.append(row);
    }
  }

  /* What is odd on the way to the failure, the nearest last; it may be the cause, or not. */
  function odd() {
    const all = model.events.filter(e => e.notes.length && (!model.failure || e.id <= model.failure.id + 1)), groups = new Map();
    // What is said again is told once, where it was said last.
    for (const e of all) for (const note of e.notes) {
      const key = e.place + ' ' + note, before = groups.get(key) || [];
      groups.delete(key); groups.set(key, [...before, e.id]);
    }
    const list = [...groups], earlier = list.slice(0, -ODD);
    for (const [words, ids] of list.slice(-ODD)) {
      const item = make('li', `⚠ ${words}${ids.length > 1 ? ` ×${ids.length}, first` : ''}: `);
      item.append(link(ids[0]));
      $('odd').append(item);
    }
    $('odd').parentElement.hidden = all.length === 0;
    if (earlier.length === 0) return;
    const item = make('li', earlier.length === 1 ? 'an earlier one, marked ▲ in the diagram too: ' : `${earlier.length} earlier ones, marked ▲ in the diagram too; the last of them: `);
    item.append(link(earlier[earlier.length - 1][1][0]));
    $('odd').prepend(item);
  }

  function struck() {
    for (const row of document.querySelectorAll('tr[data-fault]')) {
      const fault = model.faults.get(Number(row.dataset.fault)), box = row.querySelector('.struck');
      if (!fault || fault.bars.length === 0) { box.textContent = 'never struck'; continue; }
      fault.bars.slice(0, 4).forEach(bar => {
        const victim = / of (n\d+(?: to n\d+)?)/.exec(bar.words);
        const button = make('button', `${victim ? victim[1] + ' ' : ''}at ${model.millis(bar.t)} ms`, { type: 'button', class: 'link' });
        button.addEventListener('click', () => pick(bar.event));
        box.append(button, ' ');
      });
    }
  }

  return { details, nodes, around, odd, struck, title, onPick: then => { pick = then; } };
})();
