/**
 * What operators and their tools look at: probes and metrics over HTTP, on a door of their own.
 *
 * <ul>
 *   <li>{@link dev.seaworthy.service.ops.Health}: what makes a member live, ready and healthy; pure.
 *   <li>{@link dev.seaworthy.service.ops.Probes}: asks a running member for it.
 *   <li>{@link dev.seaworthy.service.ops.Meters}: what is measured while it happens: latencies, calls.
 *   <li>{@link dev.seaworthy.service.ops.NodeFamilies}: a member's status, told as metrics; pure.
 *   <li>{@link dev.seaworthy.service.ops.OpsServer}: the door.
 * </ul>
 *
 * <p>A metric has etcd's name where it means the same there, and else one that begins with {@code seaworthy_}.
 */
package dev.seaworthy.service.ops;
