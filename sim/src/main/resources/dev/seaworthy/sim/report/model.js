'use strict';
/* The recording, unpacked: events with their causes and effects, messages, and the nodes' states at any event. */
const model = (() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const GAP = '\u00a4', CHECKPOINT = 400;
  const events = [], flightsFrom = new Map(), operations = [], segments = [], disks = [], faults = new Map();
  const nodes = data.nodes;
  let checkpoints = [];

  function unpack() {
    let t = 0;
    data.events.forEach((e, id) => {
      t += e[0];
      events.push({ id, t, place: data.places[e[1]], kind: data.kinds[e[2]], form: e[3], numbers: e[4],
        causes: e[5].map(back => id - back), effects: [], io: e[6] || 0, notes: [], flight: null });
    });
    for (const e of events) for (const cause of e.causes) events[cause].effects.push(e.id);
    for (const f of data.flights) {
      const sent = events[f[0]];
      const flight = { sent, to: data.places[f[1]], type: data.types[f[2]], fate: ['arrives', 'lost', 'cut'][f[3]],
        t: f[4] < 0 ? -1 : sent.t + f[4], again: f[5] < 0 ? -1 : sent.t + f[5], got: [] };
      sent.flight = flight;
      flightsFrom.set(sent.id, flight);
    }
    for (const e of events) {
      if (e.kind !== 'got') continue;
      for (const cause of e.causes) {
        const flight = events[cause].flight;
        if (flight && flight.to === e.place) { flight.got.push(e); e.came = flight; }
      }
    }
    data.operations.forEach((o, id) => operations.push({ id, client: o[0], words: o[1].replace(/^c\d+\.-?\d+ /, ''), name: o[1].split(' ')[0],
      begun: o[2], ended: o[3], outcome: o[4], index: o[5], effect: o[6], number: o[7], culprit: data.conflict.includes(id) }));
  }

  function text(e) {
    let i = 0;
    return data.forms[e.form].replace(/\u00a4/g, () => e.numbers[i++]);
  }

  /* The words about an event at its own place: without the place's name once more. */
  function words(e) {
    return text(e).replace(/^(sends|holds|gets|ignores) (n\d+)(?:#\d+)?>(n\d+)(?:#\d+)? /,
      (all, verb, from, to) => verb + (verb === 'sends' || verb === 'holds' ? ' to ' + to : ' from ' + from) + ': ');
  }

  /* Why something was refused, short enough for an arrow. */
  function why(line) {
    const reason = / refused: (.*)$/.exec(line);
    if (!reason) return '';
    const logs = /log ends (\d+@\d+), its own (\d+@\d+)/.exec(reason[1]), older = /term (\d+) is older than its term (\d+)/.exec(reason[1]);
    const given = /gave its vote of term \d+ to (n\d+)/.exec(reason[1]);
    if (older) return `: t${older[1]} < t${older[2]}`;
    if (given) return ': voted for ' + given[1];
    if (logs) return `: ${logs[1]} ` + (reason[1].startsWith('no reason') ? 'is not behind' : 'is behind') + ` ${logs[2]}`;
    return '';
  }

  /* What a message says, in a word or two. */
  function label(flight) {
    const words = text(flight.sent);
    const term = /term (\d+)/.exec(words);
    const of = term ? ' t' + term[1] : '';
    const index = pattern => { const found = pattern.exec(words); return found ? found[1] : ''; };
    switch (flight.type) {
      case 'RequestVote': return 'vote for me?' + of;
      case 'RequestVoteReply': return (words.includes('granted') ? 'yes, my vote' : 'no vote') + of + why(words);
      case 'PreVote': return 'would you vote?' + of;
      case 'PreVoteReply': return (words.includes('granted') ? 'would' : 'would not') + of + why(words);
      case 'AppendEntries': return index(/(entr(?:y|ies) [\d.]+)/) + of;
      case 'AppendEntriesReply': return (words.includes('matches') ? 'has up to ' + index(/matches to (\d+)/) : words.includes(' lacks ') ? 'lacks ' + index(/lacks (\d+)/) : 'refused') + of + why(words);
      case 'heartbeat': return 'heartbeat' + of;
      case 'InstallSnapshot': return 'snapshot of ' + index(/of entry (\d+)/) + of;
      case 'InstallSnapshotReply': return (words.includes('installed') ? 'has snapshot ' : 'more of snapshot ') + index(/of entry (\d+)/);
      case 'TimeoutNow': return 'campaign now!' + of;
      case 'ReadIndex': return 'read from where?';
      case 'ReadIndexReply': return 'read from ' + index(/index (\d+)/);
      case 'client request': return 'asks ' + index(/operation (-?\d+)/).replace(/^-\d+$/, 'for a session');
      default: return /: (.*)$/.exec(words)?.[1] || flight.type;
    }
  }

  function family(type) {
    if (type.startsWith('client')) return 'client';
    if (/Vote|Timeout/.test(type)) return 'vote';
    if (type === 'heartbeat') return 'beat';
    if (/Snapshot/.test(type)) return 'snapshot';
    if (/Read/.test(type)) return 'read';
    return type === 'AppendEntries' ? 'entries' : 'reply';
  }

  function fresh() {
    return { role: 'down', term: 0, leader: 0, up: false, paused: false, halted: false, commit: 0, applied: 0, members: '', membersOf: 0,
      base: 0, baseTerm: 0, covered: new Map(), log: new Map(), last: 0, synced: 0, diskTerm: 0, vote: 0, disk: new Map(), diskBase: 0, pending: [] };
  }

  function copy(state) {
    return state.map(n => ({ ...n, covered: new Map(n.covered), log: new Map(n.log), disk: new Map(n.disk), pending: n.pending.slice() }));
  }

  function entries(lines) {
    return lines.split('\n').map(line => /^(\d+) (\d+) (.*)$/.exec(line)).filter(found => found)
      .map(found => ({ index: Number(found[1]), term: Number(found[2]), words: found[3] }));
  }

  function enter(node, lines, io) {
    for (const { index, term, words } of entries(lines)) {
      node.last = index;
      node.log.set(index, { term, words, io });
    }
  }

  function cutLog(node, from) {
    for (const index of [...node.log.keys()]) if (index >= from) node.log.delete(index);
    node.last = Math.min(node.last, from - 1);
  }

  function base(node, index, term) {
    node.base = index; node.baseTerm = term; node.last = Math.max(node.last, index);
    // What a snapshot covers is remembered by its terms, as far as this node once had the entries themselves.
    for (const i of [...node.log.keys()]) if (i <= index) { node.covered.set(i, node.log.get(i).term); node.log.delete(i); }
    if (index > 0) node.covered.set(index, term);
  }

  function settle(node, io) {
    node.synced = Math.max(node.synced, io);
    node.pending = node.pending.filter(write => {
      if (write.io > node.synced) return true;
      // What the disk holds is another thing than how much of the log in memory is on it: a removal may be yet to come.
      if (write.truncate > 0) for (const index of [...node.disk.keys()]) if (index >= write.truncate) node.disk.delete(index);
      if (write.base >= 0) {
        node.diskBase = write.base;
        for (const index of [...node.disk.keys()]) if (index <= write.base) node.disk.delete(index);
      }
      for (const entry of entries(write.lines)) node.disk.set(entry.index, entry.term);
      return false;
    });
  }

  const apply = {
    role: (n, c) => { n.role = c[3]; n.term = c[4]; n.leader = c[5]; },
    started: (n, c) => {
      const covered = n.covered;
      for (const [i, entry] of n.log) if (i <= c[5]) covered.set(i, entry.term);
      for (const i of [...covered.keys()]) if (i > c[5]) covered.delete(i);
      Object.assign(n, fresh(), { up: true, role: 'follower', term: c[3], diskTerm: c[3], vote: c[4], members: n.members, membersOf: n.membersOf, covered });
      base(n, c[5], c[6]);
      n.commit = c[5]; n.applied = c[5];
      enter(n, c[7], 0);
      n.diskBase = c[5];
      for (const [index, entry] of n.log) n.disk.set(index, entry.term);
    },
    batch: (n, c) => {
      n.pending.push({ io: c[3], truncate: c[6], base: c[7], lines: c[9] });
      if (c[6] > 0) cutLog(n, c[6]);
      if (c[7] >= 0) {
        if (c[6] === 1) { n.covered.clear(); n.last = 0; n.commit = c[7]; n.applied = c[7]; }
        base(n, c[7], c[8]);
      }
      enter(n, c[9], c[3]);
    },
    // What the simulated disk itself holds: the log's own layer may have said more than it wrote.
    synced: (n, c) => { settle(n, c[3]); n.diskTerm = c[4]; n.vote = c[5]; },
    commit: (n, c) => { n.commit = c[3]; },
    applied: (n, c) => { n.applied = c[3]; },
    members: (n, c) => { n.members = c[3]; n.membersOf = c[4]; },
    down: n => { n.up = false; n.paused = false; n.role = 'down'; n.leader = 0; },
    wiped: n => { Object.assign(n, fresh()); },
    paused: n => { n.paused = true; },
    resumed: n => { n.paused = false; },
    halted: n => { n.halted = true; },
  };

  /* One pass over everything: checkpoints, role segments, the work of disks, and what is odd about single events. */
  function walk() {
    const state = [null];
    for (let n = 1; n <= nodes; n++) { state.push(fresh()); segments.push([]); disks.push([]); }
    segments.push([]); disks.push([]);
    const votes = new Map();
    let at = 0;
    const run = after => {
      while (at < data.changes.length && data.changes[at][0] <= after) {
        if (at % CHECKPOINT === 0) checkpoints.push({ at, state: [null, ...copy(state.slice(1))] });
        const c = data.changes[at++], n = state[c[1]], t = c[0] < 0 ? 0 : events[c[0]].t;
        const before = { up: n.up, last: n.last, commit: n.commit };
        track(c, n, t);
        apply[c[2]](n, c);
        segment(c[1], n, t);
        if (c[2] === 'batch' && c[6] === 1 && c[7] >= 0 && c[7] <= before.commit && c[0] >= 0) {
          installs(c[0], c[1]).notes.push(`puts a snapshot of entry ${c[7]} in the place of its log, though it had committed up to ${before.commit} already`);
        }
      }
    };
    run(-1);
    for (const e of events) { notice(e, state, votes); run(e.id); }
    const end = events.length ? events[events.length - 1].t : 0;
    segments.forEach(list => list.forEach((s, i) => { s.to = i + 1 < list.length ? list[i + 1].t : end; }));
    disks.forEach(list => list.forEach(w => { if (w.to < 0) { w.to = end; w.fate = 'pending'; } }));
  }

  /* The event by which a node said that it installs a snapshot, the last one before a change. */
  function installs(after, node) {
    for (let id = after; id >= 0 && events[id].t === events[after].t; id--) {
      if (events[id].place === 'n' + node && text(events[id]).startsWith('replaces its log')) return events[id];
    }
    return events[after];
  }

  function track(c, n, t) {
    const list = disks[c[1]];
    if (c[2] === 'batch') list.push({ t, to: -1, io: c[3], fate: 'pending' });
    if (c[2] === 'synced') for (const w of list) if (w.to < 0 && w.io <= c[3]) { w.to = t; w.fate = 'synced'; }
    if (c[2] === 'down' || c[2] === 'wiped') {
      const found = c[0] < 0 ? null : /(\d+) of (\d+) un-synced/.exec(text(events[c[0]]));
      const fate = c[2] === 'wiped' ? 'lost' : !found ? 'kept' : found[1] === '0' ? 'kept' : 'lost';
      for (const w of list) if (w.to < 0) { w.to = t; w.fate = fate; }
    }
  }

  function segment(id, n, t) {
    const role = n.halted ? 'halted' : n.paused ? 'paused' : n.up ? n.role : 'down';
    const list = segments[id], last = list[list.length - 1];
    if (last && last.role === role && last.term === n.term) return;
    if (last && last.t === t) { last.role = role; last.term = n.term; return; }
    list.push({ t, to: t, role, term: n.term });
  }

  /* Promises that the disk does not keep, second votes, reads from the past. */
  function notice(e, state, votes) {
    settlePromises(e, state);
    const id = Number(e.place.slice(1)), n = e.place[0] === 'n' ? state[id] : null;
    if (e.place[0] === 'c' && e.kind === 'sent') e.ahead = state.reduce((best, other, node) => other && other.commit > best.commit ? { t: e.t, node, commit: other.commit } : best, { commit: 0 });
    if (!n) return;
    const words = ['sent', 'got', 'other', 'write', 'role', 'started', 'commit'].includes(e.kind) ? text(e) : '';
    // Counted by the simulator beside the engine, in the configuration that the node has taken up last.
    const few = /^(commits to \d+|confirms read \d+)(?: at index \d+)?: ((?:only|none of) .*)$/.exec(words);
    if (few) e.notes.push(`${few[1]} though ${few[2]}`);
    const vote = /n\d+\S*>n(\d+)\S* RequestVoteReply term (\d+) granted/.exec(words);
    const own = e.kind === 'write' && /writes term (\d+), vote for n(\d+)/.exec(words);
    const [term, to] = vote ? [Number(vote[2]), Number(vote[1])] : own && Number(own[2]) === id ? [Number(own[1]), id] : [0, 0];
    if (term) {
      const known = votes.get(id + '/' + term);
      if (known && known.to !== to) {
        e.notes.push(`gives a second vote in term ${term}: it gave the first to n${known.to} at ${millis(known.t)} ms`);
      } else votes.set(id + '/' + term, { to, t: e.t });
    }
    if (vote && (n.diskTerm !== term || n.vote !== to)) {
      e.notes.push(`promises what is not on its disk: there it says term ${n.diskTerm}, ${n.vote ? 'vote for n' + n.vote : 'no vote'}`);
    }
    const campaign = /n\d+\S*>n\d+\S* RequestVote term (\d+) /.exec(words);
    if (campaign && (n.diskTerm !== Number(campaign[1]) || n.vote !== id)) {
      e.notes.push(`campaigns with its own vote in term ${campaign[1]}, which is not on its disk: there it says term ${n.diskTerm}, ${n.vote ? 'vote for n' + n.vote : 'no vote'}`);
    }
    if (e.kind === 'sent') kept(e, n, words);
    if (e.kind === 'got' && /^gets n/.test(words)) heard.set(id, e.t);
    asked(e, n, words);
    const read = /^confirms read \d+ at index (\d+)/.exec(words);
    if (read) {
      const index = Number(read[1]), own = n.commit <= n.base ? n.baseTerm : (n.log.get(n.commit) || {}).term;
      if (n.role === 'leader' && (own || 0) < n.term) {
        e.notes.push(`leads term ${n.term}, but nothing of that term is committed yet: it cannot know what earlier leaders committed`);
      }
      const since = pending.get(id);
      if (since && since.commit > index) {
        e.notes.push(`when the client asked, at ${millis(since.t)} ms, n${since.node} had committed up to ${since.commit}; this read looks at ${index}`);
      }
      if (since && n.role === 'leader' && !data.leases && !/^voter n[^,]*(?:, learner.*)?$/.test(n.members) && !(heard.get(id) >= since.came)) {
        e.notes.push(`has heard from no other node since it was asked, at ${millis(since.came)} ms: it cannot know that it still leads`);
      }
      pending.delete(id);
    }
  }

  const ACK = / AppendEntriesReply term \d+ matches to (\d+)/;

  /* Answers that wait say what their node had when it gave them: known once its writes of that instant are told. */
  let given = [];

  function settlePromises(e, state) {
    if (given.length && (e.kind === 'synced' || e.t !== given[0].t || e.place !== given[0].place)) {
      for (const hold of given) {
        const words = text(hold), entry = state[Number(hold.place.slice(1))].log.get(Number(ACK.exec(words)[1]));
        hold.promise = { ...entry, until: Number(/until io (\d+)/.exec(words)[1]) };
      }
      given = [];
    }
    if (e.kind === 'held' && ACK.test(text(e))) given.push(e);
  }

  /* Whether what an answer promises is on the disk when it leaves. */
  function kept(e, n, words) {
    const ack = ACK.exec(words), index = ack && Number(ack[1]);
    if (!ack || index <= n.diskBase || index <= n.base) return;
    const hold = e.causes.map(id => events[id]).find(cause => cause.promise), said = hold ? hold.promise : n.log.get(index) || {};
    let last = n.diskBase;
    while (n.disk.has(last + 1)) last++;
    if (last >= index && (!said.term || n.disk.get(index) === said.term)) return;
    const there = last < index ? (last ? `that ends with entry ${last}` : 'that holds no entry') : `there entry ${index} is of term ${n.disk.get(index)}`;
    e.notes.push(`promises entry ${index}${said.term ? ' of term ' + said.term : ''}, which is not on its disk: ${there}`
      + (hold && said.io > said.until ? `; the answer waited for io ${said.until}, but io ${said.io} writes the entry` : ''));
  }

  /* What of the disk is other than the log in memory, from the first entry that differs. */
  function onDisk(n) {
    let last = n.diskBase, differs = '';
    for (const [index, term] of n.disk) {
      last = Math.max(last, index);
      const own = n.log.get(index);
      if (!differs && index > n.base && (!own || own.term !== term)) differs = ` (${index}@${term} there, ${own ? index + '@' + own.term : 'none'} in memory)`;
    }
    return 'to ' + last + differs;
  }

  /* By node, the first read that waits there, and what was committed anywhere when its client asked for it. */
  const pending = new Map(), heard = new Map();

  function asked(e, n, words) {
    const id = Number(e.place.slice(1));
    if (e.kind === 'role' || e.kind === 'started' || /: (refused|outcome unknown)/.test(words)) pending.delete(id);
    const found = /^is asked by (c\d+), operation (\d+),/.exec(words);
    const op = found && operations.find(one => one.name === found[1] + '.' + found[2]);
    if (op && /^(get|range)/.test(op.words) && !pending.has(id) && e.causes.length) pending.set(id, { ...events[e.causes[0]].ahead, t: events[e.causes[0]].t, came: e.t });
  }

  /* The nodes after an event; index 0 is unused. */
  function stateAt(id) {
    let from = checkpoints[0] || { at: 0, state: [null] };
    for (let low = 0, high = checkpoints.length - 1; low <= high;) {
      const middle = (low + high) >> 1, mark = checkpoints[middle];
      if (mark.at === 0 || data.changes[mark.at - 1][0] <= id) { from = mark; low = middle + 1; } else high = middle - 1;
    }
    const state = [null, ...copy(from.state.slice(1))];
    for (let at = from.at; at < data.changes.length && data.changes[at][0] <= id; at++) {
      const c = data.changes[at];
      apply[c[2]](state[c[1]], c);
    }
    return state;
  }

  function gatherFaults() {
    for (const f of data.faults) faults.set(f[0], { id: f[0], name: f[1], need: f[2] || '', bars: [] });
    const end = events.length ? events[events.length - 1].t : 0;
    for (const e of events) {
      if (e.kind !== 'fault') continue;
      const found = /^f(\d+) .* (begins|ends)$/.exec(text(e));
      const fault = found && faults.get(Number(found[1]));
      if (!found) faults.forEach(f => f.bars.forEach(bar => { bar.to = bar.open ? e.t : bar.to; bar.open = false; }));
      else if (fault && found[2] === 'begins') fault.bars.push({ t: e.t, to: end, open: true, event: e, words: text(e).replace(/ begins$/, '') });
      else if (fault) { const bar = fault.bars[fault.bars.length - 1]; if (bar) { bar.to = e.t; bar.open = false; bar.ended = e; } }
    }
  }

  /* What a node is in a configuration told as "voters n1 n2, and of the one it leaves voters n1 n3, learner n4". */
  function standing(node, members) {
    const part = pattern => (pattern.exec(members) || ['', ''])[1];
    const voters = part(/^voters? ([^,]*)/), leaving = part(/leaves voters? ([^,]*)/), learners = part(/learners? ([^,]*)/);
    const has = list => list.split(' ').some(name => name.split('#')[0] === 'n' + node);
    if (has(voters)) return leaving && !has(leaving) ? 'voter, joining' : 'voter';
    if (has(leaving)) return 'voter, leaving';
    return has(learners) ? 'learner' : 'no member';
  }

  /* Whether there was anything left to heal when everything was. */
  function healed() {
    const heal = events.find(e => e.kind === 'fault' && text(e) === 'everything is healed');
    if (!heal) return false;
    const state = stateAt(heal.id - 1);
    return state.some(n => n && (!n.up || n.paused)) || [...faults.values()].some(f => f.bars.some(bar => bar.t < heal.t && bar.to >= heal.t));
  }

  /* All that an event goes back to, so many steps deep. */
  function before(ids, depth) {
    const seen = new Set(ids);
    let edge = [...ids];
    for (let d = 0; d < depth && edge.length; d++) {
      const next = [];
      for (const id of edge) for (const cause of events[id].causes) if (!seen.has(cause)) { seen.add(cause); next.push(cause); }
      edge = next;
    }
    return seen;
  }

  function millis(t) { return (t / 1e6).toFixed(3); }

  unpack();
  walk();
  gatherFaults();
  const broken = events.findLast ? events.findLast(e => e.kind === 'broken') : null;
  const steps = data.steps.filter(id => id >= 0).map(id => events[id]);
  const failure = data.brokenAt < 0 ? null : broken || events[events.length - 1] || null;
  return { data, nodes, clients: data.clients, events, operations, segments, disks, faults, steps, failure, heal: data.heal,
    text, words, standing, healed: healed(), label, family, stateAt, onDisk, before, millis, end: events.length ? events[events.length - 1].t : 1 };
})();
