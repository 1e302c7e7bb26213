/**
 * A whole cluster under load, beside etcd: {@code bench/run node}.
 *
 * <p>{@link dev.seaworthy.bench.node.SeaworthyServers} and {@link dev.seaworthy.bench.node.EtcdServers} start three
 * processes each. Both speak etcd's protocol, so one {@link dev.seaworthy.bench.node.Load} drives them, in turns, and
 * what else the machine does meets both. {@link dev.seaworthy.bench.machine.Reading}s of the processes and of the
 * machine say what it cost and how quiet it was.
 */
package dev.seaworthy.bench.node;
